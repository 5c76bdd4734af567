"""What pages at the door ask."""

from collections.abc import Sequence

from allauth.account.internal.stagekit import get_pending_stage
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from waarborg.apps.accounts import queries
from waarborg.interfaces.web.accounts import passwords

register = template.Library()
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"))


@register.simple_tag
def password_rules() -> list[str]:
    """What a password must be."""
    return passwords.rules()


@register.simple_tag
def sends_mail() -> bool:
    """Whether this installation can send a link."""
    return bool(settings.SENDS_MAIL)


@register.simple_tag
def sign_in_providers() -> Sequence[queries.IdentityProvider]:
    """By which providers people come in."""
    return queries.all_providers()


@register.simple_tag
def second_steps(request: HttpRequest) -> frozenset[str]:
    """Which kinds of second step the person has who is halfway in."""
    stage = get_pending_stage(request)
    return queries.kinds_of_second_step(stage.login.user) if stage else frozenset()


@register.filter
def browser_name(told: str) -> str:
    """What the browser says of itself, in words: Firefox op Windows."""
    browser = next((name for sign, name in BROWSERS if sign in told), _("onbekende browser"))
    system = next((name for sign, name in SYSTEMS if sign in told), "Linux" if "Linux" in told else "")
    return _("%(browser)s op %(system)s") % {"browser": browser, "system": system} if system else browser
