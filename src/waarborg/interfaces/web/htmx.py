"""What htmx asks for."""

from django.http import HttpRequest


def wants_results(request: HttpRequest) -> bool:
    """Whether only the results of a list are asked for; a page that comes back out of the history must be whole."""
    headers = request.headers
    return "HX-Request" in headers and "HX-History-Restore-Request" not in headers
