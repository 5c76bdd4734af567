"""The looks: `/beheer/uiterlijk`, and `/thema.css` for every page."""

from django.urls import path

from waarborg.interfaces.web.looks import views

app_name = "looks"
urlpatterns = [
    path("beheer/uiterlijk", views.looks, name="looks"),
    path("thema.css", views.theme_css, name="css"),
]
