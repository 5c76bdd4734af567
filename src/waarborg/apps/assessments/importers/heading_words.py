"""Headings as people write them in workbooks of CIP, IBD, consultancies, tools and sheets of their own.

A heading that can mean two things is never in the table of known ones: it stands below as a proposal, to be asked.
"""

import re
from collections.abc import Mapping

from waarborg.apps.assessments.shapes import Column

# Beside one of the other words for a status these are something else: a number, a remark, a date of measuring.
_WEAKER = "score|resultaat|result|stand|beoordeling|assessment|antwoord|answer"
WEAKER_STATUS = frozenset(_WEAKER.split("|"))

# Headings as found in workbooks of CIP, IBD, consultancies and self-made sheets, in Dutch and English.
KNOWN: Mapping[Column, str] = {
    Column.NUMBER: (
        "nummer|nr|no|ctrl nr|number|id|ref|referentie|reference|code|maatregelnummer|maatregelnr|maatregel nr|"
        "maatregel nummer|o maatregel nummer|o maatregelnummer|o maatregelnr|o maatregel nr|"
        "overheidsmaatregel nummer|overheidsmaatregel nr|overheidsmaatregelnummer|control nr|controlnr|"
        "control nummer|control number|control id|beheersmaatregel nr|beheersmaatregelnummer|"
        "beheersmaatregel nummer|bio nr|bio nummer|bio2 nr|bio2 nummer|nummer bio|nr bio|bio maatregel|"
        "bio id|normnummer|norm nr|eis nr|eisnummer|requirement id|measure number|measure id|artikel|"
        "paragraaf nr|item|volgnr bio|ref id|ref no|ref nr|control ref|control reference|clause|clause no|"
        "clause number|section|requirement ref|requirement no|requirement number|annex a control|annex a ref|"
        "iso control|iso ref|iso 27002|norm id|maatregel id"
    ),
    Column.KIND: ("soort|type|kind"),
    Column.CONTROL: (
        "beheersmaatregel|control|control titel|beheersmaatregel titel|control title|control name|titel|title|naam|name"
    ),
    Column.SUMMARY: (
        "wat er gevraagd wordt|what is asked|overheidsmaatregel|maatregel|omschrijving|beschrijving|"
        "norm|eis|measure|description|requirement|summary|samenvatting|control description|control objective"
    ),
    Column.OFFICIAL: ("officiele tekst|official text|tekst"),
    Column.QUESTION: ("vraag voor het gesprek|vraag|question|interview question|controlevraag"),
    Column.APPLICABILITY: (
        "van toepassing|van toepassing j n|van toepassing ja nee|toepasselijk|toepasselijkheid|vvt|"
        "applicable|applicability|applies|in scope|relevant|richtlijn gevolgd|included|inclusion|included in soa|"
        "applicable y n|applicable yes no|is applicable|opgenomen in vvt|in vvt|geselecteerd|selected"
    ),
    Column.JUSTIFICATION: (
        "onderbouwing|motivering|motivatie|reden|reden n v t|reden nvt|justification|rationale|"
        "grondslag|onderbouwing n v t|justification for inclusion exclusion|justification for inclusion or exclusion|"
        "justification for inclusion|justification for exclusion|justification of inclusion|"
        "justification of exclusion|reason for inclusion|reason for exclusion|inclusion justification|"
        "exclusion justification|reden uitsluiting|reden van uitsluiting|reden opname|reden van opname|"
        "motivatie uitsluiting|motivering uitsluiting|motivering toepasselijkheid|onderbouwing vvt"
    ),
    Column.OPZET: (
        "opzet|oordeel opzet|status opzet|score opzet|opzet o|design effectiveness|o opzet|beoordeling opzet"
    ),
    Column.BESTAAN: ("bestaan|oordeel bestaan|status bestaan|score bestaan|bestaan b|beoordeling bestaan"),
    Column.WERKING: (
        "werking|oordeel werking|status werking|score werking|werking w|operating effectiveness|beoordeling werking"
    ),
    Column.STATUS: (
        "status|oordeel|voldoet|voldoet ja nee|voldoet j n|conform|compliant|compliance|verdict|judgement|"
        "implementatiestatus|huidige status|status implementatie|ja nee deels|voldaan|voldoen we|voldoen wij|"
        "voldaan ja nee|compliance result|compliance status|implementation status|implementation state|"
        "status of implementation|implementatie status|control status|current status|status of compliance|"
        "nalevingsstatus|conformiteit|conformity|"
        f"{_WEAKER}"
    ),
    Column.MATURITY: (
        "volwassenheid|volwassenheid 0 5|volwassenheidsniveau|maturity|maturity level|maturity 0 5|cmm|"
        "cmmi|maturity score|maturity rating|volwassenheidsscore|huidige volwassenheid|huidig volwassenheidsniveau|"
        "current maturity|current maturity level|cmmi level|cmm level"
    ),
    Column.EXPLANATION: (
        "toelichting|opmerking|opmerkingen|uitleg|explanation|remarks|remark|comment|comments|notes|"
        "notities|notitie|toelichting huidige situatie|huidige situatie|waarneming|observatie|"
        "observation|observations|note|waarnemingen"
    ),
    Column.EVIDENCE: (
        "bewijs|bewijsstuk|bewijsstukken|bewijslast|bewijsmateriaal|evidence|vindplaats|document|"
        "documenten|documentatie|onderliggend document|verwijzing bewijs|proof|evidence reference|evidence ref|"
        "evidence link|link to evidence|evidence location|reference to evidence|bewijs referentie|"
        "verwijzing naar bewijs|referentie bewijs|supporting evidence|supporting documents"
    ),
    Column.OWNER: (
        "eigenaar|owner|verantwoordelijke|verantwoordelijk|actiehouder|actie eigenaar|wie|responsible|"
        "maatregeleigenaar|action owner|trekker|control owner|eigenaar maatregel|measure owner|responsible person|"
        "responsible party|implementation owner"
    ),
    Column.ACTION: (
        "actie|acties|action|actions|verbeteractie|verbetermaatregel|maatregel te nemen|te nemen actie|"
        "te nemen maatregel|verbeterpunt|to do|todo|vervolgactie|aanbeveling"
    ),
    Column.EFFORT: ("inspanning|effort|inzet|omvang|impact inspanning|tijd|uren|benodigde inspanning"),
    Column.DUE: (
        "deadline|datum gereed|gereed|gereed op|gereed per|due|due date|due on|planning|einddatum|"
        "streefdatum|uiterlijk|realisatiedatum|wanneer|target date|target completion date|implementation due date|"
        "planned completion|gepland gereed|opleverdatum|planned date"
    ),
    Column.RISK_ANALYSIS: (
        "verwijzing naar risicoanalyse|risicoanalyse|risk analysis|risicoanalyse referentie|"
        "reference to risk analysis|ref risicoanalyse|risicoanalyse ref|dra"
    ),
}
BY_WORD: Mapping[str, Column] = {word: column for column, words in KNOWN.items() for word in words.split("|")}


# In English a level is one of three only when another of the three stands beside it.
LEVEL_WORDS: Mapping[str, Column] = {
    "design": Column.OPZET,
    **dict.fromkeys(("existence", "implementation", "implemented"), Column.BESTAAN),
    **dict.fromkeys(("operation", "operating", "effectiveness", "effective"), Column.WERKING),
}
# A yes under these is bad news: they are no status, whatever stands around the word.
OPPOSITE = re.compile(
    r"\b(gaps?|gap ?analys[ei]s?|bevinding(?:en)?|findings?|afwijking(?:en)?|deviations?|risico s?|risico|risks?|"
    r"non ?conformit(?:y|ies|eit|eiten)|nonconform|non ?complian(?:t|ce)|incompliant|niet conform|niet voldaan|"
    r"tekortkoming(?:en)?|gebrek(?:en)?|deficienc(?:y|ies)|shortcomings?|weakness(?:es)?|issues?|"
    r"ontbreekt|ontbrekend|missing|knelpunt(?:en)?|lacunes?|uitzondering(?:en)?|exceptions?|"
    r"excluded|exclusions?|uitgesloten|uitsluiting|not applicable|niet van toepassing|out of scope|buiten scope)\b"
)
# What is aimed at is not what is there.
WANTED = re.compile(
    r"\b(gewenste?|doel|doelniveau|doelstelling|streef|streefniveau|streefwaarde|ambitie|ambitieniveau|target|desired|"
    r"wanted|to be|tobe|soll|goal|future|toekomstige?|norm ?niveau|required|vereiste?)\b"
)
CURRENT = re.compile(r"\b(huidige?|current|as is|asis|ist|actuele?|actual|nu)\b")
LEVEL = re.compile(r"\b(niveau|level|score|volwassenheid|maturity|cmmi?)\b")
# What a heading that is not read probably means, to propose it.
PROPOSED: Mapping[str, Column] = {
    **dict.fromkeys(("datum", "date", "gereed datum", "datum gepland"), Column.DUE),
    **dict.fromkeys(("bron", "source", "sources", "bronnen", "link", "url", "bijlage"), Column.EVIDENCE),
    **dict.fromkeys(("niveau", "level", "rating", "cijfer"), Column.MATURITY),
    **dict.fromkeys(("let op", "attention", "annotation", "rationale bureau", "conclusie"), Column.EXPLANATION),
    **dict.fromkeys(("risk owner", "risico eigenaar"), Column.OWNER),
    **dict.fromkeys(("voortgang", "progress", "requirement progress", "state", "fase"), Column.STATUS),
}
# Prose under these tells what was seen; yes and no under them is asked.
SEEN = frozenset({"bevinding", "bevindingen", "finding", "findings"})
