"""Addresses of templates: `/sjablonen/`."""

from django.urls import path

from waarborg.interfaces.web.rounds_kept import views

app_name = "templates"
urlpatterns = [
    path("", views.shelf, name="list"),
    path("bewaar/<slug:slug>", views.keep, name="keep"),
    path("<int:template_id>", views.one, name="one"),
    path("<int:template_id>/wijzig", views.change, name="change"),
]
