"""Addresses of the table to fill in and of the Excel way; they stand before that of an item."""

from django.urls import path

from waarborg.interfaces.web.stand import excel, mapping, mappings_kept, table

urlpatterns = [
    path("indelingen", mappings_kept.shelf, name="mappings"),
    path("indelingen/toevoegen", mappings_kept.add, name="add_mapping"),
    path("indelingen/<int:mapping_id>", mappings_kept.one, name="kept_mapping"),
    path("indelingen/<int:mapping_id>/wijzig", mappings_kept.change, name="change_mapping"),
    path("indelingen/<int:mapping_id>/bestand", mappings_kept.download, name="download_mapping"),
    path("<slug:slug>/invullen", table.table, name="table"),
    path("<slug:slug>/invullen/cellen", table.cells, name="table_cells"),
    path("<slug:slug>/invullen/sinds", table.since, name="table_since"),
    path("<slug:slug>/invullen/ongedaan", table.undo, name="table_undo"),
    path("<slug:slug>/invullen/rij", table.row, name="table_row"),
    path("<slug:slug>/excel", excel.excel, name="excel"),
    path("<slug:slug>/excel/blad", excel.download, name="excel_download"),
    path("<slug:slug>/excel/inlezen", excel.upload, name="excel_upload"),
    path("<slug:slug>/excel/indeling/<int:upload_id>", mapping.mapping, name="mapping"),
    path("<slug:slug>/excel/<int:pk>", excel.sheet, name="excel_sheet"),
    path("<slug:slug>/excel/<int:pk>/overnemen", excel.take_over, name="excel_take_over"),
    path("<slug:slug>/excel/<int:pk>/ongedaan", excel.undo, name="excel_undo"),
]
