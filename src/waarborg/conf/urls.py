"""All addresses. Dutch, short and permanent."""

from django.urls import include, path

urlpatterns = [path("", include("waarborg.interfaces.web.urls"))]
