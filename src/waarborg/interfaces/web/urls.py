"""The addresses of the web application."""

from django.urls import URLPattern, URLResolver, include, path

from waarborg.interfaces.web import views

_own = (
    [
        path("", views.home, name="home"),
        path("taal/<str:code>", views.choose_language, name="language"),
    ],
    "web",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(_own)),
    path("norm/", include("waarborg.interfaces.web.norms.urls")),
    path("stand/", include("waarborg.interfaces.web.stand.urls")),
]
