"""The addresses of the web application."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from waarborg.interfaces.web import views
from waarborg.interfaces.web.converters import ItemNumber
from waarborg.interfaces.web.today import views as today

register_converter(ItemNumber, "number")

_own = (
    [
        path("", today.home, name="home"),
        path("toegankelijkheid", views.accessibility, name="accessibility"),
        path("taal/<str:code>", views.choose_language, name="language"),
    ],
    "web",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(_own)),
    path("", include("waarborg.interfaces.web.looks.urls")),
    path("organisatie/", include("waarborg.interfaces.web.organisation.urls")),
    path("norm/", include("waarborg.interfaces.web.norms.urls")),
    path("", include("waarborg.interfaces.web.accounts.urls")),
    path("", include("waarborg.interfaces.web.people.urls")),
    path("beheer/logboek", include("waarborg.interfaces.web.journal.urls")),
    path("stand/<slug:slug>/interviews/", include("waarborg.interfaces.web.interviews.urls")),
    path("", include("waarborg.interfaces.web.organisation.registers.urls")),
    path("sjablonen/", include("waarborg.interfaces.web.rounds_kept.urls")),
    path("stand/", include("waarborg.interfaces.web.stand.urls")),
    path("bewijs/", include("waarborg.interfaces.web.evidence.urls")),
]
