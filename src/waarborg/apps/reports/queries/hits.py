"""The rules that the answers break: where, why, and what to do about it."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from waarborg.apps.assessments import queries as assessments
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.reports.queries.lines import Source
from waarborg.apps.reports.shapes import Line, RuleHit
from waarborg.domain.assessments import DUPLICATE, RULES
from waarborg.domain.norms import ItemStatus

_TOLD = {rule.code: (rule.sentence, rule.source) for rule in RULES} | {
    DUPLICATE.code: (DUPLICATE.sentence, DUPLICATE.source)
}
_REMEDIES = {
    "NM-01": n("Toon aan dat de maatregel er is, of verlaag het oordeel over werking."),
    "NM-02": n("Laat zien waar het is vastgelegd, of verlaag het oordeel over bestaan."),
    "NM-03": n("Onderbouw waarom de maatregel niet van toepassing kan zijn, of beoordeel hem alsnog."),
    "NM-04": n("Voer een risicoanalyse uit en noem de verwijzing, of volg de richtlijn."),
    "NM-05": n("Noem het bewijs waar het oordeel op rust, of verlaag het oordeel."),
    "NM-06": n("Zet het antwoord bij het nummer waar de eis nu staat, of laat het weg."),
    "NM-07": n("Laat één antwoord per nummer staan en lees het bestand opnieuw in."),
}


def rule_hits(assessment: Assessment, found: Sequence[Source], *, only: str = "") -> tuple[RuleHit, ...]:
    """In the order of the rules, then of the norm; with `only` those about this number."""
    places = {source.line.number: source.line.where for source in found}
    places |= {r["number"]: r["where"] for r in assessment.readings if r["code"] == DUPLICATE.code}
    own = [source.judgement for source in found if source.line.status is not ItemStatus.REFERENCE]
    broken = sorted(assessments.problems_of(assessment, own), key=lambda problem: problem.code)
    return tuple(_hit(one.code, one.about, places.get(one.about, "")) for one in broken if only in {"", one.about})


def with_codes(lines: Sequence[Line], hits: Sequence[RuleHit]) -> tuple[Line, ...]:
    """The lines, each with the codes of the rules it breaks."""
    codes: dict[str, list[str]] = {}
    for hit in hits:
        codes.setdefault(hit.number, []).append(hit.code)
    return tuple(replace(line, problems=tuple(codes[line.number])) if line.number in codes else line for line in lines)


def _hit(code: str, number: str, where: str) -> RuleHit:
    sentence, source = _TOLD[code]
    return RuleHit(
        code=code,
        sentence=_(sentence),
        source=_(source),
        number=number,
        where=assessments.place(where),
        remedy=_(_REMEDIES[code]),
    )
