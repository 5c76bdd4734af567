"""Addresses of stored rounds: `/stand/`, `/stand/gemeente-veldermeer-nulmeting-2027/`, `…/5.17.01`."""

from django.urls import path

from waarborg.interfaces.web.stand import line, result_urls, round_urls, table_urls, views

app_name = "stand"
urlpatterns = [
    path("", views.rounds, name="list"),
    *round_urls.urlpatterns,
    path("<slug:slug>/", views.picture, name="round"),
    path("<slug:slug>/regels", views.lines, name="lines"),
    *table_urls.urlpatterns,
    *result_urls.urlpatterns,
    path("<slug:slug>/<number:number>", line.line, name="line"),
]
