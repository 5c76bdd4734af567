"""The rules that the answers break: where, why, and what to do about it."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from waarborg.apps.reports.queries.lines import Source, judgements
from waarborg.apps.reports.shapes import Line, RuleHit
from waarborg.domain.assessments import DUPLICATE, RULES, problems

_BY_CODE = {rule.code: rule for rule in (*RULES, DUPLICATE)}
DUPLICATE_READING = "duplicate"


def rule_hits(found: Sequence[Source], readings: Sequence[dict[str, str]]) -> tuple[RuleHit, ...]:
    """In the order of the rules, then of the norm. Doubles were seen by the reader of the sheet: they are not stored."""
    by_number = {source.line.number: source.line for source in found}
    broken = [(p.code, p.about) for p in problems(judgements(s for s in found if not s.line.follows))]
    broken.sort(key=lambda hit: hit[0])
    hits = [_hit(code, number, by_number[number].where) for code, number in broken]
    doubles = [r for r in readings if DUPLICATE_READING in r.get("code", "")]
    return (*hits, *(_hit(DUPLICATE.code, r.get("number", ""), r.get("where", "")) for r in doubles))


def with_codes(lines: Sequence[Line], hits: Sequence[RuleHit]) -> tuple[Line, ...]:
    """The lines, each with the codes of the rules it breaks."""
    codes: dict[str, list[str]] = {}
    for hit in hits:
        codes.setdefault(hit.number, []).append(hit.code)
    return tuple(replace(line, problems=tuple(codes.get(line.number, ()))) for line in lines)


def _hit(code: str, number: str, where: str) -> RuleHit:
    rule = _BY_CODE[code]
    return RuleHit(
        code=code,
        sentence=_(rule.sentence),
        source=_(rule.source),
        number=number,
        where=where,
        remedy=_remedies()[code],
    )


def _remedies() -> dict[str, str]:
    return {
        "NM-01": _("Toon aan dat de maatregel er is, of verlaag het oordeel over werking."),
        "NM-02": _("Laat zien waar het is vastgelegd, of verlaag het oordeel over bestaan."),
        "NM-03": _("Onderbouw waarom de maatregel niet van toepassing kan zijn, of beoordeel hem alsnog."),
        "NM-04": _("Voer een risicoanalyse uit en noem de verwijzing, of volg de richtlijn."),
        "NM-05": _("Noem het bewijs waar het oordeel op rust, of verlaag het oordeel."),
        "NM-06": _("Zet het antwoord bij het nummer waar de eis nu staat, of laat het weg."),
        "NM-07": _("Laat één antwoord per nummer staan en lees het bestand opnieuw in."),
    }
