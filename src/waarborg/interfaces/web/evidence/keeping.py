"""From a filled-in form to kept evidence; what is refused comes back as words at the field."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from waarborg.apps.evidence.actions import Added, EvidenceRefusedError, NewerVersionError, add_file, add_link
from waarborg.apps.evidence.formats import KINDS
from waarborg.interfaces.web.access import actor_of, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.evidence.forms import EvidenceForm


def keep(request: HttpRequest, form: EvidenceForm, *, replaces: Any = None) -> Added | None:  # noqa: ANN401 - a row
    """The evidence that was added; None when it was refused, and then the form says why."""
    who: dict[str, Any] = {
        "organisation": organisation_of(request),
        "by": actor_of(request),
        "at": now(),
        "replaces": replaces,
    }
    upload = form.upload()
    try:
        if upload is not None and not form.cleaned_data["url"]:
            return add_file(upload=upload, details=form.details(), **who)
        if upload is None:
            return add_link(url=form.cleaned_data["url"], details=form.details(), **who)
    except NewerVersionError:
        told = _("Dit stuk is net vervangen of ingetrokken. Open het opnieuw om te zien wat er nu staat.")
        form.add_error("title", told)
        return None
    except EvidenceRefusedError as refused:
        form.refuse(refused)
        return None
    form.add_error("url", _("Kies een bestand of een link: één van de twee."))
    return None


def limits() -> dict[str, object]:
    """What a page tells about files: how large, which kinds, and whether a scanner looks at them."""
    return {
        "megabytes": settings.EVIDENCE_MEGABYTES,
        "kinds": ", ".join(sorted(KINDS)),
        "has_scanner": bool(settings.SCANNER),
    }
