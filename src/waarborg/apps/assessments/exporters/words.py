"""The words of the workbook, in the language of the moment, and texts that are safe in a cell."""

import re

from django.utils.translation import gettext as _

from waarborg.apps.assessments.shapes import Column
from waarborg.apps.base import labels
from waarborg.apps.base.formats.lines import with_line_breaks
from waarborg.apps.norms.queries.published import PublishedItem
from waarborg.domain.assessments import ASSESSED, Applicability, Ask, Effort, Verdict
from waarborg.domain.norms import ItemStatus

CELL_LIMIT = 32_767  # what Excel can hold in a cell
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

# The choices of a verdict, in the order in which people fill them in; n.v.t. is a matter of applicability.
VERDICTS = (*ASSESSED, Verdict.NOT_ASSESSED)
MEASURE_CHOICES = (Applicability.APPLIES, Applicability.NOT_APPLICABLE)
GUIDELINE_CHOICES = (Applicability.FOLLOWS, Applicability.DEVIATES, Applicability.NOT_APPLICABLE)


def safe(text: str) -> str:
    """The text as a cell can hold it: no characters that XML refuses, and not longer than Excel allows."""
    clean = _CONTROL_CHARACTERS.sub("", with_line_breaks(text))
    return clean if len(clean) <= CELL_LIMIT else clean[: CELL_LIMIT - 1] + "…"


def header(column: Column) -> str:
    """The heading of a column, and what a column of somebody's own sheet can mean."""
    return {
        Column.NUMBER: _("Nummer"),
        Column.KIND: _("Soort"),
        Column.CONTROL: _("Beheersmaatregel"),
        Column.SUMMARY: _("Wat er gevraagd wordt"),
        Column.OFFICIAL: _("Officiële tekst"),
        Column.QUESTION: _("Vraag voor het gesprek"),
        Column.APPLICABILITY: _("Van toepassing"),
        Column.JUSTIFICATION: _("Onderbouwing"),
        Column.OPZET: _("Opzet"),
        Column.BESTAAN: _("Bestaan"),
        Column.WERKING: _("Werking"),
        Column.MATURITY: _("Volwassenheid (0-5)"),
        Column.EXPLANATION: _("Toelichting"),
        Column.EVIDENCE: _("Bewijs"),
        Column.OWNER: _("Eigenaar"),
        Column.ACTION: _("Actie"),
        Column.EFFORT: _("Inspanning"),
        Column.DUE: _("Deadline"),
        Column.RISK_ANALYSIS: _("Verwijzing naar risicoanalyse"),
        Column.HINT: _("Let op"),
        Column.STATUS: _("Oordeel"),
        Column.WANTED: _("Gewenst niveau (niet gelezen)"),
        Column.IGNORE: _("Niet lezen"),
    }[column]


def kind(item: PublishedItem, ask: Ask) -> str:
    """What a row is; the figures on the first sheet count the rows that are judged."""
    if ask is Ask.VERDICT:
        return labels.kind(item.kind)
    if ask is Ask.GUIDELINE:
        return _("richtlijn")
    return labels.status(item.status)


def where_to_answer(item: PublishedItem) -> str:
    """What a locked row says instead of a question."""
    if item.status == ItemStatus.MOVED:
        return _("Verplaatst: beantwoord %(numbers)s.") % {"numbers": ", ".join(item.moved_to)}
    if item.status == ItemStatus.REFERENCE:
        return _("Verwijzing: volgt het oordeel over %(number)s en telt niet apart.") % {"number": item.refers_to}
    return _("Vervallen: hier is geen antwoord nodig.")


def effort(code: Effort) -> str:
    """`S (dagen)`."""
    return f"{code.value} ({labels.effort(code)})"


def about(key: str) -> tuple[str, str]:
    """The label of a line on the organisation sheet, and what to write there."""
    return {
        "organisation": (_("Organisatie"), _("De volledige naam.")),
        "layer": (_("Bestuurslaag"), _("Kies uit de lijst.")),
        "reference_on": (_("Peildatum"), _("De dag waarvoor de oordelen gelden, zoals 15-02-2027.")),
        "assignment": (_("Opdracht"), _("Wie vroeg om deze nulmeting, en waarom?")),
        "scope": (_("Reikwijdte"), _("Onderdelen, processen, systemen en locaties die meedoen.")),
        "out_of_scope": (_("Buiten de reikwijdte"), _("Wat is niet bekeken, en waarom niet?")),
        "suppliers": (_("Leveranciers"), _("Welke leveranciers zijn meegenomen, en met welk bewijs?")),
        "assessors": (_("Uitgevoerd door"), _("Wie gaven de oordelen?")),
        "method": (_("Werkwijze"), _("Documentstudie, gesprekken, waarneming, steekproeven.")),
        "depth": (_("Diepgang"), _("Is werking over een periode getoetst, en met welke steekproef?")),
        "limits": (_("Beperkingen"), _("Wat kon niet worden vastgesteld, en hoe komt dat?")),
    }[key]


def hints() -> dict[str, str]:
    """A few words per rule, for the column that looks along while people fill in."""
    return {
        "NM-01": _("werking zonder bestaan"),
        "NM-02": _("bestaan zonder opzet"),
        "NM-03": _("n.v.t. zonder onderbouwing"),
        "NM-04": _("risicoanalyse ontbreekt"),
        "NM-05": _("bewijs ontbreekt"),
    }
