"""Addresses of the journal: `/beheer/logboek` and the same as a file."""

from django.urls import path

from waarborg.interfaces.web.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.lines, name="lines"),
    path("/csv", views.export, name="export"),
]
