"""Rounds to report on: a year's worth of answers of gemeente Veldermeer, made by a plain rule that tests repeat."""

from datetime import date

from tests.cast import AT, VELDERMEER, ciso
from waarborg.apps.assessments.actions import store_assessment
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.shapes import Answer, Document, Interview, Reading, Round, Sheet
from waarborg.apps.norms import queries as norms
from waarborg.apps.norms.models import Item
from waarborg.domain.assessments import Applicability, Effort, Verdict
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.domain.organisations import Layer

M, P, F, N = Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS, Verdict.NOT_ASSESSED
# opzet, bestaan, werking; used in turn
PATTERN = (
    (M, M, M),
    (M, P, F),
    (M, P, P),
    (P, F, F),
    (M, M, P),
    (F, F, F),
    (M, P, N),
    (P, P, F),
    (M, M, F),
    (N, N, N),
)
OWNERS = ("", "M. Bakker (ICT-beheer)", "", "J. de Boer, teamleider HR", "P. Smit")
EFFORTS = (None, Effort.S, Effort.M, None, Effort.L)
ABOUT = {
    "assignment": "Vaststellen waar de gemeente staat, als basis voor het verbeterplan 2027-2028.",
    "scope": "De hele ambtelijke organisatie, met tien processen en vijftien systemen.",
    "out_of_scope": "De griffie en de raad.",
    "assessors": "N. de Wit (CISO), B. Aalders (ISO)",
    "limits": "De rioolgemalen zijn niet ter plaatse bezocht.",
}
INTERVIEWS = (
    Interview(on="2027-01-12", who="A. Jansen", role="teamleider Burgerzaken", subject="toegang en uitwijk"),
    Interview(on="2027-01-14", who="M. Bakker", role="coördinator ICT", subject="back-up, logging en patches"),
)
DOCUMENTS = (
    Document(
        title="Informatiebeveiligingsbeleid", version="3.1", on="2025-05-20", about="vastgesteld door het college"
    ),
    Document(title="Continuïteitsplan", version="0.9", on="2026-11-02", about="concept"),
)
READINGS = (
    Reading(
        level="problem",
        code="unknown-number",
        where="Blad 'Nulmeting', rij 180",
        what="9.99.01 bestaat niet in deze editie.",
    ),
)


def answers(items: list[Item]) -> tuple[Answer, ...]:
    measures = [i for i in items if i.kind == ItemKind.MEASURE and i.status == ItemStatus.LIVE]
    controls = [i for i in items if i.status == ItemStatus.NONE]
    return (
        *(measure_answer(item.number, place) for place, item in enumerate(measures)),
        *(control_answer(item.number, place) for place, item in enumerate(controls)),
    )


def measure_answer(number: str, place: int) -> Answer:
    where = f"Blad 'Nulmeting', rij {place + 5}"
    if place in {20, 61}:
        return Answer(
            number=number,
            where=where,
            applicability=Applicability.NOT_APPLICABLE,
            justification="De gemeente ontwikkelt zelf geen software; de inkoopvoorwaarden sluiten het uit."
            if place == 20
            else "",
        )
    opzet, bestaan, werking = PATTERN[place % len(PATTERN)]
    return Answer(
        number=number,
        where=where,
        opzet=opzet,
        bestaan=bestaan,
        werking=werking,
        maturity=place % 6 if place % 3 else None,
        explanation=f"Toelichting bij {number}: besproken in het interview; verschilt per afdeling.",
        evidence="Beleid v3.1; steekproef van vijf accounts" if place % 4 else "",
        owner=OWNERS[place % len(OWNERS)],
        action="Procedure vaststellen en invoeren bij alle teams." if place % 3 == 0 else "",
        effort=EFFORTS[place % len(EFFORTS)],
        due_on=date(2027, 1 + place % 12, 28) if place % 4 == 1 else None,
    )


def control_answer(number: str, place: int) -> Answer:
    where = f"Blad 'Nulmeting', rij {place + 205}"
    if place % 8 == 3:
        analysis = "RA-2027-04" if place % 16 == 3 else ""
        return Answer(
            number=number, where=where, applicability=Applicability.DEVIATES, risk_analysis=analysis, bestaan=P, opzet=M
        )
    if place % 8 == 6:
        return Answer(number=number, where=where)
    return Answer(
        number=number,
        where=where,
        applicability=Applicability.FOLLOWS,
        opzet=M,
        bestaan=M if place % 5 else F,
        evidence="Beleid v3.1",
    )


def veldermeer(edition_id: str = "bio2@1.3", **changes: object) -> Assessment:
    """The stored round; `changes` replace parts of the sheet."""
    edition = norms.edition(edition_id)
    parts = {
        "answers": answers(list(edition.items.order_by("position"))),
        "readings": READINGS,
        "about": ABOUT,
        "interviews": INTERVIEWS,
        "documents": DOCUMENTS,
        **changes,
    }
    round_ = Round(
        organisation=VELDERMEER,
        layer=Layer.MUNICIPALITY,
        reference_on=date(2027, 1, 31),
        file_name="veldermeer.xlsx",
        file_sha256="0" * 64,
    )
    return store_assessment(round_=round_, edition=edition, sheet=Sheet(**parts), by=ciso, at=AT)  # type: ignore[arg-type]
