"""Addresses of the norm browser."""

from django.urls import path

from waarborg.interfaces.web.norms import views

app_name = "norms"
urlpatterns = [
    path("", views.shelf, name="shelf"),
    path("vergelijk", views.compare, name="compare"),
    path("<slug:name>/<str:version>/", views.edition, name="edition"),
    path("<slug:name>/<str:version>/<number:number>", views.item, name="item"),
]
