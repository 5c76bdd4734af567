"""The filters of the list of people: they live in the address."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from waarborg.apps.organisations import labels
from waarborg.apps.organisations.shapes import Colleague, Presence
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.facets import Choice, Facet, search_text, values
from waarborg.interfaces.web.people import words

ROLE, PRESENCE, ACCOUNT = "rol", "stand", "account"
NO_ROLE = "-"


@dataclass(frozen=True, slots=True)
class PeopleFilters:
    """Values within one filter are alternatives, filters add up. Who left shows only when asked for."""

    text: str
    chosen: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, params: QueryDict) -> "PeopleFilters":
        return cls(search_text(params), {name: values(params, name) for name in _CODES})

    def apply(self, people: Iterable[Colleague]) -> list[Colleague]:
        """Who answers to every filter."""
        return [one for one in people if self._has_text(one) and self._is_shown(one)]

    def facets(self, people: Sequence[Colleague]) -> list[Facet]:
        """Every filter with how many people each choice has."""
        headings = {ROLE: _("Rol"), PRESENCE: _("Status"), ACCOUNT: _("Account")}
        return [Facet(name, headings[name], tuple(self._choices(name, people))) for name in _CODES]

    def _choices(self, name: str, people: Sequence[Colleague]) -> Iterable[Choice]:
        counts = Counter(code for one in people for code in _CODES[name](one))
        for code, word in _options(name):
            if counts[code] or code in self.chosen[name]:
                yield Choice(code, word, counts[code], code in self.chosen[name])

    def _is_shown(self, one: Colleague) -> bool:
        hidden = one.presence is Presence.LEFT and not self.chosen[PRESENCE]
        wanted = ((_CODES[name](one), chosen) for name, chosen in self.chosen.items() if chosen)
        return not hidden and all(set(codes) & set(chosen) for codes, chosen in wanted)

    def _has_text(self, one: Colleague) -> bool:
        told = f"{one.member.name} {one.member.function} {one.member.email}".casefold()
        return all(word in told for word in self.text.casefold().split())


def _account(one: Colleague) -> tuple[str, ...]:
    if one.has_account:
        return ("ja", "zeker") if one.has_second_step else ("ja", "onzeker")
    return ("uitgenodigd", "nee") if one.invited_until else ("nee",)


def _options(name: str) -> Iterable[tuple[str, str]]:
    if name == ROLE:
        return ((NO_ROLE, _("zonder rol")), *((role.value, labels.role(role)) for role in words.GIVEN))
    if name == PRESENCE:
        return tuple((code.value, words.presence(code)) for code in Presence)
    return (
        ("ja", _("met account")),
        ("onzeker", _("zonder tweede stap")),
        ("zeker", _("met tweede stap")),
        ("uitgenodigd", _("uitgenodigd")),
        ("nee", _("zonder account")),
    )


_CODES: Mapping[str, Callable[[Colleague], tuple[str, ...]]] = {
    ROLE: lambda one: tuple(Role(role).value for role in one.roles) or (NO_ROLE,),
    PRESENCE: lambda one: (one.presence.value,),
    ACCOUNT: _account,
}
