"""Addresses of evidence: `/bewijs/`, `/bewijs/12`, `/bewijs/12/bestand`."""

from django.urls import path

from waarborg.interfaces.web.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.listing, name="list"),
    path("nieuw", views.add, name="add"),
    path("<int:pk>", views.piece, name="piece"),
    path("<int:pk>/bestand", views.download, name="download"),
    path("<int:pk>/nieuwe-versie", views.replace, name="replace"),
    path("<int:pk>/trek-in", views.withdraw, name="withdraw"),
]
