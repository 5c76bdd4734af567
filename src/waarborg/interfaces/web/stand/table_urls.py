"""Addresses of the table to fill in; they stand before that of an item."""

from django.urls import path

from waarborg.interfaces.web.stand import table

urlpatterns = [
    path("<slug:slug>/invullen", table.table, name="table"),
    path("<slug:slug>/invullen/cellen", table.cells, name="table_cells"),
    path("<slug:slug>/invullen/sinds", table.since, name="table_since"),
    path("<slug:slug>/invullen/ongedaan", table.undo, name="table_undo"),
    path("<slug:slug>/invullen/rij", table.row, name="table_row"),
]
