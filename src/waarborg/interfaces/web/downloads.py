"""A file that the browser keeps, and never shows or runs as a page of ours."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_response(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """The file under this name; no proxy and no shared browser keeps it."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    headers = {
        "Content-Disposition": disposition,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
