"""The board's page: what was found, what it means and what to decide, in plain words with the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.apps.reports.queries.groups import deepest_level
from waarborg.apps.reports.shapes import Counts, GapLine, Group, Line, Quarter
from waarborg.domain.assessments import Level, Verdict

ASSESSED = (Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The figures that the words are about; the same that the tables show."""

    organisation: str
    edition: str
    noun: str
    reference_on: str
    n_counted: int
    totals: Counts
    themes: Sequence[Group]
    gaps: Sequence[GapLine]
    quick_wins: Sequence[GapLine]
    plan: Sequence[Quarter]
    exceptions: Sequence[Line]
    not_judged: Sequence[Line]
    law: str


def day(value: date) -> str:
    """A date as people write it: 28 februari 2027."""
    return str(date_format(value, "j F Y"))


def board_summary(found: Findings) -> tuple[str, ...]:
    """One page: what was measured, the picture, where it hurts, what that can cost, what comes next."""
    parts = [_measured(found), *(_level_sentence(found, level) for level in Level)]
    if any(found.totals[level][verdict] for level in Level for verdict in ASSESSED):
        parts += [_behind(found), _first(found), found.law, _next(found)]
    return tuple(part for part in parts if part)


def _measured(found: Findings) -> str:
    return _(
        "Dit rapport laat zien hoe %(organisation)s er op %(date)s voor staat met informatiebeveiliging. "
        "De maatstaf is "
        "%(edition)s; daarvan zijn %(n)s %(noun)s beoordeeld of te beoordelen. Steeds zijn drie vragen "
        "gesteld. Is het op "
        "papier geregeld (opzet)? Is het er in de praktijk (bestaan)? En werkt het al langere tijd (werking)?"
    ) % {
        "organisation": found.organisation,
        "date": found.reference_on,
        "edition": found.edition,
        "n": found.n_counted,
        "noun": found.noun,
    }


def _level_sentence(found: Findings, level: Level) -> str:
    table = found.totals[level]
    numbers = {
        "meets": table[Verdict.MEETS],
        "partly": table[Verdict.PARTLY],
        "fails": table[Verdict.FAILS],
        "n": sum(table[verdict] for verdict in ASSESSED),
        "missing": table[Verdict.NOT_ASSESSED],
        "nvt": table[Verdict.NOT_APPLICABLE],
    }
    if not numbers["n"]:
        return _nothing_known(level)
    sentence = {
        Level.OPZET: _(
            "Op papier is van de %(n)s beoordeelde onderdelen %(meets)s geheel geregeld, %(partly)s deels "
            "en %(fails)s niet"
        ),
        Level.BESTAAN: _(
            "In de praktijk zijn van de %(n)s beoordeelde onderdelen er %(meets)s geheel, %(partly)s "
            "deels en %(fails)s niet"
        ),
        Level.WERKING: _(
            "Dat het al langere tijd werkt, is van de %(n)s beoordeelde onderdelen bij %(meets)s geheel "
            "aangetoond, bij "
            "%(partly)s deels en bij %(fails)s niet"
        ),
    }[level]
    return f"{sentence % numbers}{_apart(numbers)}."


def _apart(numbers: dict[str, int]) -> str:
    """What counts neither as good nor as bad, so that the numbers add up for who checks them."""
    told = []
    if numbers["missing"]:
        told.append(_("niet beoordeeld: %(missing)s") % numbers)
    if numbers["nvt"]:
        told.append(_("niet van toepassing: %(nvt)s") % numbers)
    return f" ({', '.join(told)})" if told else ""


def _nothing_known(level: Level) -> str:
    return {
        Level.OPZET: _("Of het op papier is geregeld, is niet beoordeeld."),
        Level.BESTAAN: _("Of het er in de praktijk is, is niet beoordeeld."),
        Level.WERKING: _("Of het al langere tijd werkt, is niet beoordeeld."),
    }[level]


def _behind(found: Findings) -> str:
    """The three themes where most is missing, on the level that was judged."""
    level = deepest_level(found.totals)
    named = [group for group in found.themes[:3] if group.counts[level][Verdict.FAILS]]
    if not named:
        return _("Nergens ontbreekt een onderdeel helemaal.")
    listed = "; ".join(
        _("%(theme)s (%(fails)s niet en %(partly)s deels, van %(total)s)")
        % {
            "theme": group.title,
            "fails": group.counts[level][Verdict.FAILS],
            "partly": group.counts[level][Verdict.PARTLY],
            "total": group.total,
        }
        for group in named
    )
    return _("De meeste achterstand zit bij: %(themes)s.") % {"themes": listed}


def _first(found: Findings) -> str:
    if not found.gaps:
        return _("Er zijn geen tekortkomingen gevonden bij wat is beoordeeld.")
    named = "; ".join(f"{gap.line.title} ({gap.line.number})" for gap in found.gaps[:3])
    cost = found.gaps[0].cost
    told = _("Dit vraagt het eerst om aandacht: %(gaps)s.") % {"gaps": named}
    stake = _("Bij het eerste staat op het spel: %(cost)s") % {"cost": cost}
    return f"{told} {stake}" if cost else told


def _next(found: Findings) -> str:
    if not found.gaps:
        return ""
    told = [
        ngettext("Er is %(n)s tekortkoming.", "Er zijn %(n)s tekortkomingen.", len(found.gaps)) % {"n": len(found.gaps)}
    ]
    if found.quick_wins:
        told.append(
            ngettext(
                "Daarvan kost %(n)s naar verwachting maar enkele dagen werk.",
                "Daarvan kosten er %(n)s naar verwachting maar enkele dagen werk per stuk.",
                len(found.quick_wins),
            )
            % {"n": len(found.quick_wins)}
        )
    told.append(
        _("Het verbeterplan verdeelt het werk over de kwartalen %(first)s tot en met %(last)s.")
        % {"first": found.plan[0].label, "last": found.plan[-1].label}
    )
    return " ".join(told)
