"""The letter with an invitation: by mail where that is set up, else the link for the inviter to hand over."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from waarborg.apps.organisations.actions.invitations import Letter
from waarborg.apps.organisations.queries import Organisation

_LEADS_NOWHERE = frozenset(
    {"django.core.mail.backends.console.EmailBackend", "django.core.mail.backends.dummy.EmailBackend"}
)


def link_of(request: HttpRequest, letter: Letter) -> str:
    """The whole address that opens the door."""
    return request.build_absolute_uri(reverse("people:invitation", args=[letter.token]))


def send(request: HttpRequest, letter: Letter, organisation: Organisation) -> bool:
    """Mail the letter; False when there is no mail here, or it did not take the letter."""
    if settings.EMAIL_BACKEND in _LEADS_NOWHERE:
        return False
    context = {
        "member": letter.member,
        "organisation": organisation,
        "link": link_of(request, letter),
        "letter": letter,
    }
    subject = _("Uitnodiging voor Waarborg van %(organisation)s") % {"organisation": organisation.name}
    try:
        sent = send_mail(
            " ".join(subject.split()),
            render_to_string("people/letter.txt", context),
            None,
            [letter.member.email],
        )
    except (SMTPException, OSError):
        return False
    return sent == 1
