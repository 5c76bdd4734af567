"""All addresses. Dutch, short and permanent."""

from django.urls import include, path

urlpatterns = [path("", include("waarborg.interfaces.web.urls"))]

_FAILURES = "waarborg.interfaces.web.failures"
handler400 = f"{_FAILURES}.bad_request"
handler403 = f"{_FAILURES}.forbidden"
handler404 = f"{_FAILURES}.not_found"
handler500 = f"{_FAILURES}.server_error"
