"""Links to a new password that die when the account comes to open something else than when they were given."""

from typing import Any

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator

from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Member


class PasswordLinks(EmailAwarePasswordResetTokenGenerator):  # type: ignore[misc]  # allauth ships no types
    """Allauth's links, of which the key also covers where the person belongs.

    An administrator may help somebody in who belongs to one organisation only. Without this the link of then would
    also open the organisation that this person joined afterwards.
    """

    def _make_hash_value(self, user: Any, timestamp: int) -> str:  # noqa: ANN401 - as Django calls it
        with within(None, person_id=user.pk):
            places = sorted(Member.objects.filter(person=user.pk, left_on=None).values_list("organisation", flat=True))
        reach = f"{places}{user.is_operator}{user.is_break_glass}{user.is_active}"
        return f"{super()._make_hash_value(user, timestamp)}{reach}"
