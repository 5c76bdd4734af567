"""The form of an entry, made from the fields of its register; it reads values exactly as a sheet does."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from waarborg.apps.organisations.formats import fields, values
from waarborg.apps.organisations.formats.fields import Field, Shape
from waarborg.apps.organisations.queries.registers import Book, Entry, Fault
from waarborg.domain.biv import PersonalData
from waarborg.domain.registers import RegisterKind
from waarborg.interfaces.web.fields import LookedAfter, look_after

_LONGEST_LONG = 5_000
_EXAMPLES: Mapping[RegisterKind, str] = {
    RegisterKind.UNIT: "BUR",
    RegisterKind.LOCATION: "GH",
    RegisterKind.PROCESS: "P01",
    RegisterKind.SYSTEM: "S01",
}


class EntryForm(LookedAfter):
    """One entry of a register. `book_values` are what `actions.registers` takes.

    `seen` is what the entry was when the form was opened, of which a choice may be out of use by now.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        kind: RegisterKind,
        book: Book,
        entry: Entry | None,
        people: Iterable[Any],
        seen: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        self.kind, self.book, self.entry, self.seen = kind, book, entry, dict(seen or {})
        self.about = [about for about in fields.of(kind) if about.name != "archived"]
        self._people = list(people)
        if entry is None:
            told = _("Kort en vast, zoals %(code)s. Hij staat in het adres.") % {"code": _EXAMPLES[kind]}
            self.fields["code"] = forms.CharField(label=fields.CODE.label, max_length=40, help_text=told)
        else:
            self.fields["version"] = forms.IntegerField(
                label=_("Versie"), widget=forms.HiddenInput, required=False, initial=entry.version
            )
        for about in self.about:
            self.fields[about.name] = self._field(about)
        for field in self.fields.values():
            look_after(field)

    def _field(self, about: Field) -> forms.Field:
        given: Any = self.entry.values[about.name] if self.entry else fields.blank(self.kind)[about.name]
        told: dict[str, Any] = {
            "label": about.label,
            "help_text": about.explanation,
            "required": about.name == "name",
            "initial": given,
        }
        match about.shape:
            case Shape.TEXT:
                return forms.CharField(max_length=about.longest, **told)
            case Shape.LONG:
                return forms.CharField(max_length=_LONGEST_LONG, widget=forms.Textarea(attrs={"rows": 3}), **told)
            case Shape.YES_NO:
                return forms.BooleanField(**told)
            case Shape.HOURS:
                return forms.CharField(max_length=40, **(told | {"initial": values.duration(given)}))
            case Shape.MANY:
                choices = self._others(about, {*given, *self.seen.get(about.name, ())})
                return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
            case _:
                return forms.ChoiceField(choices=self._choices(about, given), **told)

    def _choices(self, about: Field, given: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - of any shape
        match about.shape:
            case Shape.LEVEL:
                usual = (
                    _("erven van de processen") if self.kind is RegisterKind.SYSTEM else _("nog niet geclassificeerd")
                )
                return [("", usual), *((str(n), label) for n, label in enumerate(self.book.scale, 1))]
            case Shape.PERSONAL_DATA:
                return [(code, fields.personal_data_label(code)) for code in ("", *PersonalData)]
            case Shape.OWNER:
                return [("", _("geen eigenaar")), *self._owners({given, self.seen.get("owner")})]
            case _:
                return [("", _("geen")), *self._others(about, {given, self.seen.get(about.name, "")})]

    def _owners(self, given: set[int | None]) -> list[tuple[str, str]]:
        here = {member.pk: member.name for member in self._people}
        gone = {pk: self.book.people[pk] for pk in given if pk in self.book.people and pk not in here}
        here |= {pk: _("%(name)s (niet meer hier)") % {"name": name} for pk, name in gone.items()}
        return [(str(pk), name) for pk, name in here.items()]

    def _others(self, about: Field, given: set[str]) -> list[tuple[str, str]]:
        """What is in use, and what was chosen before."""
        if about.refers_to is None:
            return []
        known = [entry for code in sorted(given) if (entry := self.book.get(about.refers_to, code)) is not None]
        kept = [entry for entry in known if entry.is_archived]
        found = [entry for entry in self.book.of(about.refers_to) if self.entry is None or entry.key != self.entry.key]
        return [(entry.code, f"{entry.code} {entry.name}") for entry in (*found, *kept)]

    def clean_code(self) -> str:
        """A code that can stand in an address, and that is not in use."""
        try:
            told = values.code(self.cleaned_data["code"])
        except values.ValueFaultError as error:
            raise forms.ValidationError(str(error)) from error
        if (there := self.book.get(self.kind, told)) is not None:
            text = _("Code %(code)s is al van “%(name)s”. Kies een andere code.")
            raise forms.ValidationError(text % {"code": there.code, "name": there.name})
        return told

    def clean(self) -> dict[str, Any]:
        """Hours as people write them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for about in self.about:
            if about.shape is Shape.HOURS and about.name in cleaned:
                try:
                    cleaned[about.name] = values.read(about, cleaned[about.name], self.book.scale)
                except values.ValueFaultError as error:
                    self.add_error(about.name, str(error))
        return cleaned

    @property
    def book_values(self) -> dict[str, Any]:
        """The values as the book has them."""
        return {about.name: _in_book(about, self.cleaned_data[about.name]) for about in self.about}

    @property
    def seen_version(self) -> int:
        """Who does not say which version was seen, saw none."""
        return self.cleaned_data.get("version") or 0

    def show(self, faults: Iterable[Fault]) -> None:
        """Put what the act refused beside its field."""
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, fault.message)

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under headings, in the order of the form."""
        names = {
            "": (
                "code",
                "name",
                "owner",
                "parent",
                "address",
                "unit",
                "location",
                "supplier",
                "processes",
                "is_critical",
            ),
            _("BIV"): ("availability", "integrity", "confidentiality", "override_because"),
            _("Uitval en gegevens"): ("max_outage_hours", "max_data_loss_hours", "personal_data"),
            _("Kenmerken"): ("is_ot", "is_cloud", "is_internet_facing"),
            _("Reikwijdte en opmerking"): ("in_scope", "out_of_scope_because", "note"),
        }
        found = [(title, [self[name] for name in inside if name in self.fields]) for title, inside in names.items()]
        return [(title, inside) for title, inside in found if inside]


def _in_book(about: Field, value: Any) -> Any:  # noqa: ANN401 - of any shape
    match about.shape:
        case Shape.LEVEL | Shape.OWNER:
            return int(value) if value else None
        case Shape.MANY:
            return sorted(value)
        case Shape.LONG:
            return value.replace("\r\n", "\n")  # else a text that nobody touched is another one than a sheet brought
        case _:
            return value
