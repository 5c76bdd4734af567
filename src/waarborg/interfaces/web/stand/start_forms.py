"""What is filled in to start a round, to change it, and to judge more subjects."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import NewRound, RoundDetails, RoundRefusedError, Subjects
from waarborg.apps.assessments.queries import Assessment
from waarborg.apps.norms import queries as norms
from waarborg.apps.organisations import queries as organisations
from waarborg.apps.organisations.queries import Organisation
from waarborg.domain.rounds import RULES, Depth
from waarborg.interfaces.web.fields import LookedAfter

_FIELD_OF = {"RO-01": "title", "RO-02": "slug", "RO-03": "organisation", "RO-04": "reference_on", "RO-05": "edition"}
_DEPTHS = (
    (Depth.OPZET.value, gettext_lazy("Opzet: is het op papier geregeld en vastgesteld?")),
    (Depth.BESTAAN.value, gettext_lazy("Opzet en bestaan: is het er ook?")),
    (Depth.WERKING.value, gettext_lazy("Opzet, bestaan en werking: werkt het aantoonbaar, over een periode?")),
)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SubjectsForm(LookedAfter):
    """What a round is about, besides or instead of the whole organisation."""

    processes = forms.MultipleChoiceField(
        label=gettext_lazy("Processen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    systems = forms.MultipleChoiceField(
        label=gettext_lazy("Systemen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    to_owners = forms.BooleanField(
        label=gettext_lazy("Wijs de vragen over een proces of systeem meteen toe aan de eigenaar"), required=False
    )

    def __init__(self, *args: Any, organisation: Organisation, without: Iterable[str] = (), **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.offer_subjects(organisation, set(without))

    def offer_subjects(self, organisation: Organisation, there: set[str]) -> None:
        """What can be chosen: the registers, without what the round has already."""
        self._choose("processes", queries.processes_to_choose(organisation), there)
        self._choose("systems", queries.systems_to_choose(organisation), there)

    def _choose(self, name: str, entries: Sequence[Any], there: set[str]) -> None:
        choices = [(entry.code, _entry_words(entry)) for entry in entries if entry.code not in there]
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    @property
    def has_choices(self) -> bool:
        return any(self.fields[name].choices for name in ("processes", "systems"))  # type: ignore[attr-defined]

    def subjects(self, *, organisation: bool = False) -> Subjects:
        data = self.cleaned_data
        return Subjects(
            organisation=organisation,
            processes=tuple(data["processes"]),
            systems=tuple(data["systems"]),
            to_owners=data["to_owners"],
        )


class RoundForm(LookedAfter):
    """What a round is called, of which day it is, how deep it looks and who does it."""

    title = forms.CharField(label=gettext_lazy("Naam"), max_length=300)
    reference_on = forms.DateField(
        label=gettext_lazy("Peildatum"),
        help_text=gettext_lazy("De oordelen zeggen hoe het op deze dag was."),
        widget=DayInput,
    )
    depth = forms.ChoiceField(
        label=gettext_lazy("Hoe diep kijken we?"),
        choices=_DEPTHS,
        widget=forms.RadioSelect,
        initial=Depth.WERKING.value,
    )
    scope = forms.CharField(
        label=gettext_lazy("Reikwijdte"),
        help_text=gettext_lazy("Wat hoort erbij en wat niet, en waarom. Komt in het rapport."),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )
    team = forms.MultipleChoiceField(
        label=gettext_lazy("Wie doen de ronde?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, organisation: Organisation, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.offer_team(organisation, today)

    def offer_team(self, organisation: Organisation, today: date) -> None:
        """Who can do the round: the people of today."""
        people = organisations.members(organisation, on=today)
        words = [(str(one.pk), f"{one.name}, {one.function}" if one.function else one.name) for one in people]
        self.fields["team"].choices = words  # type: ignore[attr-defined]  # a field of choices

    def details(self) -> RoundDetails:
        data = self.cleaned_data
        return RoundDetails(
            title=data["title"],
            reference_on=data["reference_on"],
            depth=Depth(data["depth"]),
            scope=data["scope"],
            team=tuple(map(int, data["team"])),
        )

    def refuse(self, error: RoundRefusedError) -> None:
        """Say the broken rules at the fields that they are about."""
        sentences = {rule.code: rule.sentence for rule in RULES}
        for problem in error.problems:
            field = _FIELD_OF[problem.code]
            self.add_error(field if field in self.fields else None, _(sentences[problem.code]))

    @staticmethod
    def initial_of(round_: Assessment) -> dict[str, Any]:
        return {
            "title": round_.title,
            "reference_on": round_.reference_on,
            "depth": round_.depth,
            "scope": round_.about.get("scope", ""),
            "team": [str(member.pk) for member in queries.team(round_)],
        }


class StartForm(SubjectsForm, RoundForm):
    """Everything that a new round needs."""

    edition = forms.ChoiceField(label=gettext_lazy("Norm"))
    slug = forms.CharField(
        label=gettext_lazy("Naam in het adres"),
        help_text=gettext_lazy("Leeg: Waarborg maakt er een van de naam. Het adres verandert later niet meer."),
        required=False,
        max_length=80,
    )
    organisation = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, organisation: Organisation, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        LookedAfter.__init__(self, *args, **kwargs)  # both parents want other arguments
        self.offer_subjects(organisation, set())
        self.offer_team(organisation, today)
        self.fields["organisation"].label = _("De hele organisatie: %(name)s") % {"name": organisation.name}
        self._editions = {str(one): one for one in norms.editions()}
        english = get_language() == "en"
        self.fields["edition"].choices = [  # type: ignore[attr-defined]  # a field of choices
            (name, one.title_en if english else one.title_nl) for name, one in self._editions.items()
        ]

    def clean_slug(self) -> str:
        return str(slugify(self.cleaned_data["slug"]))

    def new_round(self) -> NewRound:
        data, details = self.cleaned_data, self.details()
        return NewRound(
            edition=self._editions[data["edition"]],
            title=details.title,
            reference_on=details.reference_on,
            subjects=self.subjects(organisation=data["organisation"]),
            slug=data["slug"],
            scope=details.scope,
            depth=details.depth,
            team=details.team,
        )


def _entry_words(entry: Any) -> str:  # noqa: ANN401 - a process or a system
    owner = f" ({entry.owner.name})" if entry.owner else ""
    return f"{entry.code} {entry.name}{owner}"
