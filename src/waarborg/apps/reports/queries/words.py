"""The board's page: what was found, what it means and what to decide, in plain words with the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.apps.reports.queries.groups import deepest_level
from waarborg.apps.reports.shapes import GapLine, Group, Line, Quarter
from waarborg.domain.assessments import ASSESSED, Counts, Level, Verdict
from waarborg.domain.organisations import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The figures that the words are about; the same that the tables show."""

    organisation: str
    edition: str
    newer: str  # title of a newer norm; "" when this is the newest
    layer: Layer
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
    levels: Sequence[Level]


def day(value: date) -> str:
    """A date as people write it: 28 februari 2027."""
    return str(date_format(value, "j F Y"))


def quarter(label: str) -> str:
    """`2027 Q2` as people say it: het tweede kwartaal van 2027."""
    year, number = label.split(" Q")
    return {
        "1": _("het eerste kwartaal van %(year)s"),
        "2": _("het tweede kwartaal van %(year)s"),
        "3": _("het derde kwartaal van %(year)s"),
        "4": _("het vierde kwartaal van %(year)s"),
    }[number] % {"year": year}


def board_summary(found: Findings) -> tuple[str, ...]:
    """One page: what was measured, the picture, where it hurts, what that can cost, what comes next."""
    parts = [_measured(found), *(_level_sentence(found, level) for level in found.levels)]
    if _assessed(found, deepest_level(found.totals)):
        parts += [_too_little(found), _behind(found), _first(found)]
    if found.gaps:
        parts += [found.law, _next(found)]
    return tuple(part for part in parts if part)


def _measured(found: Findings) -> str:
    told = _(
        "Dit rapport laat zien hoe %(organisation)s er op %(date)s voor staat met informatiebeveiliging. De maatstaf "
        "is %(edition)s. Die telt %(n)s %(noun)s."
    ) % {
        "organisation": found.organisation,
        "date": found.reference_on,
        "edition": found.edition,
        "n": found.n_counted,
        "noun": found.noun,
    }
    told = f"{told} {_questions(found.levels[-1])}"
    if not found.newer:
        return told
    return f"{told} " + _("Let op: er is een nieuwere norm, %(edition)s.") % {"edition": found.newer}


def _questions(deepest: Level) -> str:
    """What was asked of each item, down to this level."""
    return {
        Level.OPZET: _(
            "Steeds is één vraag gesteld. Is het op papier geregeld (opzet)? Of het er ook is "
            "en werkt, is niet gevraagd."
        ),
        Level.BESTAAN: _(
            "Steeds zijn twee vragen gesteld. Is het op papier geregeld (opzet)? En is het er in de praktijk "
            "(bestaan)? Of het al langere tijd werkt, is niet gevraagd."
        ),
        Level.WERKING: _(
            "Steeds zijn drie vragen gesteld. Is het op papier geregeld (opzet)? Is het er in de praktijk (bestaan)? "
            "En werkt het al langere tijd (werking)?"
        ),
    }[deepest]


def _assessed(found: Findings, level: Level) -> int:
    return sum(found.totals[level][verdict] for verdict in ASSESSED)


def _level_sentence(found: Findings, level: Level) -> str:
    table = found.totals[level]
    n = _assessed(found, level)
    if not n:
        return _nothing_known(level)
    only = next((verdict for verdict in ASSESSED if table[verdict] == n), None)
    numbers = {
        "meets": table[Verdict.MEETS],
        "partly": table[Verdict.PARTLY],
        "fails": table[Verdict.FAILS],
        "n": n,
        "missing": table[Verdict.NOT_ASSESSED],
        "nvt": table[Verdict.NOT_APPLICABLE],
    }
    sentence = _all_the_same(level, only, n) if only else _divided(level)
    return f"{sentence % numbers}{_apart(numbers)}."


def _divided(level: Level) -> str:
    return {
        Level.OPZET: _(
            "Op papier zijn van de %(n)s beoordeelde onderdelen er %(meets)s geheel, %(partly)s deels en %(fails)s "
            "niet geregeld"
        ),
        Level.BESTAAN: _(
            "In de praktijk zijn van de %(n)s beoordeelde onderdelen er %(meets)s geheel, %(partly)s deels en "
            "%(fails)s niet aanwezig"
        ),
        Level.WERKING: _(
            "Van de %(n)s beoordeelde onderdelen is bij %(meets)s geheel aangetoond dat het al langere tijd werkt, bij "
            "%(partly)s deels en bij %(fails)s niet"
        ),
    }[level]


def _all_the_same(level: Level, verdict: Verdict, n: int) -> str:
    """When every verdict is the same, zeros would only distract."""
    sentence = {
        Level.OPZET: ngettext(
            "Op papier is het ene beoordeelde onderdeel %(state)s geregeld",
            "Op papier zijn alle %%(n)s beoordeelde onderdelen %(state)s geregeld",
            n,
        ),
        Level.BESTAAN: ngettext(
            "In de praktijk is het ene beoordeelde onderdeel %(state)s aanwezig",
            "In de praktijk zijn alle %%(n)s beoordeelde onderdelen %(state)s aanwezig",
            n,
        ),
        Level.WERKING: ngettext(
            "Bij het ene beoordeelde onderdeel is %(state)s aangetoond dat het al langere tijd werkt",
            "Bij alle %%(n)s beoordeelde onderdelen is %(state)s aangetoond dat het al langere tijd werkt",
            n,
        ),
    }[level]
    states = {Verdict.MEETS: _("geheel"), Verdict.PARTLY: _("deels"), Verdict.FAILS: _("niet")}
    return sentence % {"state": states[verdict]}


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


def is_mostly_unknown(found: Findings) -> bool:
    """Whether more was left open than judged."""
    level = deepest_level(found.totals)
    return found.totals[level][Verdict.NOT_ASSESSED] > _assessed(found, level)


def _too_little(found: Findings) -> str:
    """A board must not take a few answers for the state of the organisation."""
    if not is_mostly_unknown(found):
        return ""
    return _("Het meeste is nog niet beoordeeld. Dit rapport zegt daarom nog weinig over de hele organisatie.")


def _behind(found: Findings) -> str:
    """The three themes where most is missing, on the level that was judged."""
    level = deepest_level(found.totals)
    named = [group for group in found.themes[:3] if group.counts[level][Verdict.FAILS]]
    if not named:
        return _("Van wat is beoordeeld, ontbreekt niets helemaal.") if found.gaps else ""
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
    told = (
        _("Op papier is de achterstand het grootst bij: %(themes)s.")
        if level is Level.OPZET
        else _("In de praktijk is de achterstand het grootst bij: %(themes)s.")
    )
    return told % {"themes": listed}


def _first(found: Findings) -> str:
    if not found.gaps:
        return _("Er zijn geen tekortkomingen gevonden bij wat is beoordeeld.")
    named = "; ".join(f"{gap.line.title} ({gap.line.number})" for gap in found.gaps[:3])
    told = _("Dit vraagt het eerst om aandacht: %(gaps)s.") % {"gaps": named}
    cost = found.gaps[0].cost
    if not cost:
        return told
    stake = (
        _("Wat er mis kan gaan: %(cost)s")
        if len(found.gaps) == 1
        else _("Wat er bij het eerste mis kan gaan: %(cost)s")
    )
    return f"{told} {stake % {'cost': _after_colon(cost)}}"


def _after_colon(sentence: str) -> str:
    """In the middle of a sentence; an abbreviation keeps its capitals."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _next(found: Findings) -> str:
    first, last = found.plan[0].label, found.plan[-1].label
    planned = (
        _("Het verbeterplan zet het werk in %(first)s.")
        if first == last
        else _("Het verbeterplan verdeelt het werk, van %(first)s tot en met %(last)s.")
    )
    told = (_how_many(found), _how_quick(found), planned % {"first": quarter(first), "last": quarter(last)})
    return " ".join(filter(None, told))


def _how_many(found: Findings) -> str:
    """Gaps, and what one is: there are more of them than any column of the table counts."""
    n, counted = len(found.gaps), sum(gap.line.counted for gap in found.gaps)
    told = ngettext(
        "Er is %(n)s tekortkoming: een onderdeel dat op minstens één van de drie vragen deels of niet voldoet.",
        "Er zijn %(n)s tekortkomingen: onderdelen die op minstens één van de drie vragen deels of niet voldoen.",
        n,
    ) % {"n": n}
    if n == counted:
        return told
    rest = _("Het gaat om %(noun)s (%(counted)s) en beheersmaatregelen zonder overheidsmaatregel (%(rest)s).")
    return f"{told} {rest % {'noun': found.noun, 'counted': counted, 'rest': n - counted}}"


def _how_quick(found: Findings) -> str:
    n = len(found.quick_wins)
    told = ngettext(
        "Naar verwachting kost %(n)s ervan maar enkele dagen werk.",
        "Naar verwachting kosten %(n)s ervan maar enkele dagen werk per stuk.",
        n,
    )
    return told % {"n": n} if n else ""
