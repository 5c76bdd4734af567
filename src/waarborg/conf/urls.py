"""All addresses. Dutch, short and permanent."""

from django.urls import include, path

urlpatterns = [path("", include("waarborg.interfaces.web.urls"))]

handler404 = "waarborg.interfaces.web.views.not_found"
handler500 = "waarborg.interfaces.web.views.server_error"
