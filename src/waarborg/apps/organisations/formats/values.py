"""Reading what people type in a form or sheet, and writing it back so that it reads the same."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.apps.organisations.formats.fields import Field, Shape, personal_data_label
from waarborg.domain.biv import PersonalData
from waarborg.domain.registers import is_code, is_reserved

_YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x", "on"})
_NO = frozenset({"nee", "n", "no", "false", "onwaar", "0", "-", ""})
_PERSONAL = {
    "": "",
    "nog niet bekend": "",
    "onbekend": "",
    "unknown": "",
    "nee": PersonalData.NONE,
    "no": PersonalData.NONE,
    "geen": PersonalData.NONE,
    "none": PersonalData.NONE,
    "ja": PersonalData.ORDINARY,
    "yes": PersonalData.ORDINARY,
    "gewoon": PersonalData.ORDINARY,
    "gewone": PersonalData.ORDINARY,
    "ordinary": PersonalData.ORDINARY,
    "bijzonder": PersonalData.SPECIAL,
    "bijzondere": PersonalData.SPECIAL,
    "special": PersonalData.SPECIAL,
}
_AMOUNT = re.compile(r"(\d{1,6}(?:[.,]\d{1,4})?)\s*([a-z]*)\.?")
_HOURS_IN = {
    **dict.fromkeys(("", "u", "uur", "uren", "h", "hr", "hrs", "hour", "hours"), Decimal(1)),
    **dict.fromkeys(("m", "min", "minuut", "minuten", "minute", "minutes"), Decimal(1) / 60),
    **dict.fromkeys(("d", "dag", "dagen", "day", "days"), Decimal(24)),
    **dict.fromkeys(("w", "week", "weken", "weeks"), Decimal(168)),
}
_MOST_HOURS = Decimal(100_000)
_DAYS_FROM = 48  # hours; below it people think in hours
_BETWEEN = re.compile(r"[,;\n]+")


class ValueFaultError(ValueError):
    """A value that a field cannot hold; the message says what it can hold."""


def read(field: Field, text: str, scale: Sequence[str]) -> Any:  # noqa: ANN401 - each shape has its own
    """The value that was typed. For an owner that is the text itself: only who knows the people can tell.

    Raises ValueFaultError.
    """
    return _READERS[field.shape](field, text.strip(), scale)


def _text(field: Field, text: str, _scale: Sequence[str]) -> str:
    told = text.replace("\x00", "")
    if field.shape is Shape.TEXT and len(told) > field.longest:
        raise ValueFaultError(
            _("Dit is %(count)s tekens lang. Maak het korter: %(most)s is het meeste.")
            % {"count": len(told), "most": field.longest}
        )
    return told


def _yes_no(_field: Field, text: str, _scale: Sequence[str]) -> bool:
    word = text.lower()
    if word not in _YES | _NO:
        raise ValueFaultError(_("“%(text)s” is geen ja of nee. Kies een van die twee.") % {"text": text[:60]})
    return word in _YES


def _level(_field: Field, text: str, scale: Sequence[str]) -> int | None:
    word = " ".join(text.lower().split())
    if word in {"", "-", "niet geclassificeerd", "not classified"}:
        return None
    for place, label in enumerate(scale, 1):
        if word in {label.lower(), str(place), _short(label)}:
            return place
    raise ValueFaultError(
        _("“%(text)s” staat niet op jullie schaal. Kies uit: %(labels)s.")
        % {"text": text[:60], "labels": ", ".join(scale)}
    )


def _short(label: str) -> str:
    """H for hoog, ZH for zeer hoog: as people write it in tables."""
    return "".join(word[0] for word in label.lower().split())


def _hours(_field: Field, text: str, _scale: Sequence[str]) -> str | None:
    if text in {"", "-"}:
        return None
    found = _AMOUNT.fullmatch(text.lower())
    unit = _HOURS_IN.get(found[2]) if found else None
    if found is None or unit is None:
        raise ValueFaultError(
            _("“%(text)s” is geen duur. Schrijf bijvoorbeeld 4, 4 uur, 30 minuten of 5 dagen.") % {"text": text[:60]}
        )
    hours = (Decimal(found[1].replace(",", ".")) * unit).quantize(Decimal("0.01"))
    if hours > _MOST_HOURS:
        raise ValueFaultError(_("“%(text)s” is langer dan tien jaar. Klopt de eenheid?") % {"text": text[:60]})
    return plain_hours(hours)


def plain_hours(hours: Decimal | None) -> str | None:
    """Hours as text without zeros that say nothing: 24, 0.5."""
    if hours is None:
        return None
    told = f"{hours:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def _personal_data(_field: Field, text: str, _scale: Sequence[str]) -> str:
    word = text.lower().removesuffix("persoonsgegevens").removesuffix("personal data").strip()
    known: Mapping[str, str] = {personal_data_label(data).lower(): data for data in ("", *PersonalData)}
    if text.lower() in known:
        return str(known[text.lower()])
    if word not in _PERSONAL:
        raise ValueFaultError(
            _("“%(text)s” ken ik hier niet. Kies uit: %(choices)s.")
            % {"text": text[:60], "choices": ", ".join(map(personal_data_label, ("", *PersonalData)))}
        )
    return str(_PERSONAL[word])


def _one(_field: Field, text: str, _scale: Sequence[str]) -> str:
    return text


def _many(_field: Field, text: str, _scale: Sequence[str]) -> list[str]:
    return sorted({code.strip() for code in _BETWEEN.split(text) if code.strip()})


_READERS: Mapping[Shape, Callable[[Field, str, Sequence[str]], Any]] = {
    Shape.TEXT: _text,
    Shape.LONG: _text,
    Shape.YES_NO: _yes_no,
    Shape.LEVEL: _level,
    Shape.HOURS: _hours,
    Shape.PERSONAL_DATA: _personal_data,
    Shape.OWNER: _text,
    Shape.ONE: _one,
    Shape.MANY: _many,
}


def code(text: str) -> str:
    """The code of an entry. Raises ValueFaultError."""
    told = text.strip()
    if not told:
        raise ValueFaultError(_("De code ontbreekt. Geef elke regel een eigen code, zoals S01."))
    if is_reserved(told):
        raise ValueFaultError(
            _("“%(text)s” is een woord dat Waarborg zelf gebruikt. Kies een andere code, zoals %(text)s-1.")
            % {"text": told[:60]}
        )
    if not is_code(told):
        raise ValueFaultError(
            _("“%(text)s” kan geen code zijn. Gebruik letters, cijfers, punt en streepje, zonder spaties.")
            % {"text": told[:60]}
        )
    return told


def written(field: Field, value: Any, scale: Sequence[str], owners: Mapping[int, str]) -> str:  # noqa: ANN401 - shapes
    """The value as text that `read` (and, for an owner, the list of people) takes back."""
    match field.shape:
        case Shape.YES_NO:
            return _("ja") if value else _("nee")
        case Shape.LEVEL:
            return level_label(value, scale) if value else ""
        case Shape.PERSONAL_DATA:
            return personal_data_label(value) if value else ""
        case Shape.OWNER:
            return owners.get(value, "") if value else ""
        case Shape.MANY:
            return ", ".join(value)
        case _:
            return str(value or "")


def level_label(place: int | None, scale: Sequence[str]) -> str:
    """The word of the scale; a place that the scale no longer has is shown as it is."""
    if place is None:
        return _("niet geclassificeerd")
    return scale[place - 1] if place <= len(scale) else str(place)


def duration(hours: Decimal | str | None) -> str:
    """Hours as people say them: 30 minuten, 4 uur, 5 dagen."""
    if hours is None:
        return ""
    amount = Decimal(hours)
    if 0 < amount < 1:
        minutes = round(amount * 60)
        return ngettext("%(count)s minuut", "%(count)s minuten", minutes) % {"count": minutes}
    if amount >= _DAYS_FROM and amount % 24 == 0:
        days = int(amount / 24)
        return ngettext("%(count)s dag", "%(count)s dagen", days) % {"count": days}
    told = number_format(Decimal(plain_hours(amount) or 0))
    return ngettext("%(count)s uur", "%(count)s uur", 1 if amount == 1 else 2) % {"count": told}
