"""Words for codes, in the language of the moment: the same word on screens, in reports and in sheets.

A code that is not known (an imported framework may bring its own) is shown as it is, made readable.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n
from django.utils.translation import ngettext

from waarborg.domain.assessments import Applicability, Effort, Level, Verdict
from waarborg.domain.norms import Change, ItemKind, ItemStatus, RelationKind, TextMatch
from waarborg.domain.organisations import Layer, LegalForce
from waarborg.domain.rounds import RoundStatus, SubjectKind

MARKS: Mapping[Verdict, str] = {
    Verdict.MEETS: "●",
    Verdict.PARTLY: "◐",
    Verdict.FAILS: "○",
    Verdict.NOT_ASSESSED: "·",
    Verdict.NOT_APPLICABLE: "–",
}

_VERDICTS = {
    Verdict.MEETS: n("voldoet"),
    Verdict.PARTLY: n("voldoet deels"),
    Verdict.FAILS: n("voldoet niet"),
    Verdict.NOT_ASSESSED: n("niet beoordeeld"),
    Verdict.NOT_APPLICABLE: n("n.v.t."),
}
_LEVELS = {Level.OPZET: n("opzet"), Level.BESTAAN: n("bestaan"), Level.WERKING: n("werking")}
_LEVEL_MEANINGS = {
    Level.OPZET: n("op papier geregeld en vastgesteld"),
    Level.BESTAAN: n("aanwezig op één moment"),
    Level.WERKING: n("aantoonbaar aan het werk gedurende een periode"),
}
_APPLICABILITIES = {
    Applicability.APPLIES: n("van toepassing"),
    Applicability.NOT_APPLICABLE: n("niet van toepassing"),
    Applicability.FOLLOWS: n("richtlijn gevolgd"),
    Applicability.DEVIATES: n("wijkt af van de richtlijn"),
}
_EFFORTS: Mapping[str, str] = {Effort.S: n("dagen"), Effort.M: n("weken"), Effort.L: n("maanden")}
_KINDS: Mapping[str, str] = {
    ItemKind.THEME: n("hoofdstuk"),
    ItemKind.CLAUSE: n("paragraaf"),
    ItemKind.CONTROL: n("beheersmaatregel"),
    ItemKind.MEASURE: n("overheidsmaatregel"),
    ItemKind.ARTICLE: n("artikel"),
}
_SUBJECT_KINDS: Mapping[str, str] = {
    SubjectKind.ORGANISATION: n("hele organisatie"),
    SubjectKind.PROCESS: n("proces"),
    SubjectKind.SYSTEM: n("systeem"),
}
_ROUND_STATUSES: Mapping[str, str] = {
    RoundStatus.OPEN: n("open"),
    RoundStatus.HEARING: n("in hoor en wederhoor"),
    RoundStatus.CLOSING: n("wordt afgesloten"),
    RoundStatus.CLOSED: n("afgesloten"),
}
_STATUSES: Mapping[str, str] = {
    ItemStatus.LIVE: n("geldt"),
    ItemStatus.NONE: n("geen overheidsmaatregel"),
    ItemStatus.MOVED: n("verplaatst"),
    ItemStatus.WITHDRAWN: n("vervallen"),
    ItemStatus.REFERENCE: n("verwijzing"),
}
_CHANGES: Mapping[str, str] = {
    Change.UNCHANGED: n("ongewijzigd"),
    Change.COSMETIC: n("alleen de vorm gewijzigd"),
    Change.REWORDED: n("anders geformuleerd"),
    Change.MOVED: n("van nummer veranderd"),
    Change.MERGED: n("samengevoegd"),
    Change.SPLIT: n("gesplitst"),
    Change.WITHDRAWN: n("komt te vervallen"),
    Change.NEW: n("nieuw"),
}
_RELATIONS: Mapping[str, str] = {
    RelationKind.EQUAL: n("komt overeen met"),
    RelationKind.NARROWER: n("werkt een deel uit van"),
    RelationKind.WIDER: n("is ruimer dan"),
    RelationKind.RELATED: n("hangt samen met"),
}
_MATCHES: Mapping[str, str] = {
    TextMatch.VERIFIED: n("geverifieerd"),
    TextMatch.DIFFERS: n("wijkt af"),
    TextMatch.UNKNOWN: n("onbekend nummer"),
    TextMatch.MISSING: n("ontbreekt"),
    TextMatch.UNVERIFIABLE: n("niet te verifiëren"),
}
_LAYERS: Mapping[str, str] = {
    Layer.MUNICIPALITY: n("gemeente"),
    Layer.PROVINCE: n("provincie"),
    Layer.WATER_AUTHORITY: n("waterschap"),
    Layer.MINISTRY: n("rijksoverheid"),
    Layer.ZBO: n("zelfstandig bestuursorgaan"),
    Layer.JOINT_ARRANGEMENT: n("gemeenschappelijke regeling"),
    Layer.SUPPLIER: n("leverancier"),
    Layer.OTHER: n("andere organisatie"),
}
_FORCES: Mapping[str, str] = {
    LegalForce.STATUTORY: n("wettelijke zorgplicht (Cbw)"),
    LegalForce.SELF_REGULATION: n("verplichtende zelfregulering"),
    LegalForce.CONTROL: n("pas toe, of wijk af op grond van een risicoanalyse"),
    LegalForce.CONTRACT: n("contract met de opdrachtgever"),
}
_THEMES = {
    "governance": n("Sturing en beleid"),
    "people": n("Mensen"),
    "physical": n("Gebouwen en ruimten"),
    "assets": n("Bedrijfsmiddelen"),
    "access": n("Toegang"),
    "endpoints": n("Werkplekken en apparaten"),
    "suppliers": n("Leveranciers en keten"),
    "cloud": n("Clouddiensten"),
    "incidents": n("Incidenten"),
    "continuity": n("Continuïteit"),
    "compliance": n("Naleving en toetsing"),
    "vulnerabilities": n("Kwetsbaarheden"),
    "logging": n("Logging en monitoring"),
    "network": n("Netwerk"),
    "cryptography": n("Cryptografie"),
    "development": n("Ontwikkeling en wijziging"),
    "information": n("Informatie en gegevens"),
}
_OWNERS = {
    "board": n("bestuur"),
    "secretary": n("secretaris of algemeen directeur"),
    "ciso": n("CISO"),
    "process_owner": n("proceseigenaar"),
    "line_manager": n("lijnmanager"),
    "hr": n("personeelszaken (HR)"),
    "facilities": n("facilitaire zaken"),
    "it_operations": n("ICT-beheer"),
    "development": n("softwareontwikkeling"),
    "procurement": n("inkoop"),
    "dpo": n("functionaris gegevensbescherming (FG)"),
    "internal_audit": n("interne audit"),
    "communication": n("communicatie"),
    "records_management": n("informatie- en archiefbeheer"),
}
_ROLES = {
    "SG": n("secretaris of algemeen directeur (SG)"),
    "PE": n("proceseigenaar (PE)"),
    "DL": n("dienstenleverancier (DL)"),
}
_CATEGORIES = {
    "basishygiene": n("basishygiëne"),
    "ketenhygiene": n("ketenhygiëne"),
    "overheidsrisico": n("overheidsrisico"),
}
_SCOPES = {"inside": n("binnen de zorgplicht van de Cbw"), "outside": n("buiten de zorgplicht van de Cbw")}
_BBNS = {"1": n("vanaf BBN1"), "2": n("vanaf BBN2")}
_CONSEQUENCES = {
    "legal": n("juridisch"),
    "financial": n("financieel"),
    "reputational": n("reputatie"),
    "operational": n("dienstverlening"),
    "contractual": n("contracten en aanbestedingen"),
}
_ATTRIBUTES = {
    "control_type": n("soort beheersing"),
    "properties": n("eigenschap (BIV)"),
    "concepts": n("cybersecurityconcept"),
    "capabilities": n("operationeel vermogen"),
    "domains": n("beveiligingsdomein"),
}
_ATTRIBUTE_VALUES = {
    "preventive": n("preventief"),
    "detective": n("detectief"),
    "corrective": n("correctief"),
    "confidentiality": n("vertrouwelijkheid"),
    "integrity": n("integriteit"),
    "availability": n("beschikbaarheid"),
    "identify": n("identificeren"),
    "protect": n("beschermen"),
    "detect": n("detecteren"),
    "respond": n("reageren"),
    "recover": n("herstellen"),
    "application_security": n("beveiliging van toepassingen"),
    "asset_management": n("beheer van bedrijfsmiddelen"),
    "continuity": n("continuïteit"),
    "governance": n("governance"),
    "human_resource_security": n("personele beveiliging"),
    "identity_and_access_management": n("identiteits- en toegangsbeheer"),
    "information_protection": n("bescherming van informatie"),
    "information_security_assurance": n("zekerheid over informatiebeveiliging"),
    "information_security_event_management": n("beheer van beveiligingsgebeurtenissen"),
    "legal_and_compliance": n("wetgeving en naleving"),
    "physical_security": n("fysieke beveiliging"),
    "secure_configuration": n("veilige configuratie"),
    "supplier_relationships_security": n("beveiliging bij leveranciers"),
    "system_and_network_security": n("systeem- en netwerkbeveiliging"),
    "threat_and_vulnerability_management": n("beheer van dreigingen en kwetsbaarheden"),
    "defence": n("verdediging"),
    "governance_and_ecosystem": n("governance en ecosysteem"),
    "protection": n("bescherming"),
    "resilience": n("veerkracht"),
}


def _word(table: Mapping[str, str], code: str) -> str:
    known = table.get(code) or table.get(code.lower())
    return _(known) if known else code.replace("_", " ")


def verdict(code: Verdict) -> str:
    return _(_VERDICTS[code])


def mark(code: Verdict) -> str:
    """The sign of a verdict; never shown without its word."""
    return MARKS[code]


def level(code: Level) -> str:
    return _(_LEVELS[code])


def levels(codes: Sequence[Level]) -> str:
    """These levels in a sentence: "opzet, bestaan en werking"."""
    return listed([level(code) for code in codes])


def side_by_side(codes: Sequence[Level]) -> str:
    """How figures of these levels stand to each other, as a sentence."""
    if len(codes) == 1:
        return _("Gekeken is alleen naar %(level)s.") % {"level": level(codes[0])}
    told = levels(codes)
    return _("%(levels)s staan naast elkaar en worden nooit opgeteld.") % {"levels": told[:1].upper() + told[1:]}


def listed(words: Sequence[str]) -> str:
    """Words as a sentence has them: with commas, and "en" before the last."""
    *before, last = words
    return _("%(words)s en %(last)s") % {"words": ", ".join(before), "last": last} if before else last


def level_meaning(code: Level) -> str:
    """What is judged on this level, in a few words."""
    return _(_LEVEL_MEANINGS[code])


def applicability(code: Applicability) -> str:
    return _(_APPLICABILITIES[code])


def effort(code: str) -> str:
    return _word(_EFFORTS, code)


def kind(code: str) -> str:
    return _word(_KINDS, code)


def kinds(code: str, count: int) -> str:
    """The kind as a plural where the number asks for it: 1 overheidsmaatregel, 117 overheidsmaatregelen."""
    known = {
        "theme": ngettext("hoofdstuk", "hoofdstukken", count),
        "clause": ngettext("paragraaf", "paragrafen", count),
        "control": ngettext("beheersmaatregel", "beheersmaatregelen", count),
        "measure": ngettext("overheidsmaatregel", "overheidsmaatregelen", count),
        "article": ngettext("artikel", "artikelen", count),
    }
    return known.get(code, code)


def status(code: str) -> str:
    return _word(_STATUSES, code)


def change(code: str) -> str:
    return _word(_CHANGES, code)


def relation(code: str) -> str:
    return _word(_RELATIONS, code)


def text_match(code: str) -> str:
    return _word(_MATCHES, code)


def layer(code: str) -> str:
    return _word(_LAYERS, code)


def subject_kind(code: str) -> str:
    return _word(_SUBJECT_KINDS, code)


def round_status(code: str) -> str:
    return _word(_ROUND_STATUSES, code)


def legal_force(code: str) -> str:
    return _word(_FORCES, code)


def theme(code: str) -> str:
    return _word(_THEMES, code)


def owner(code: str) -> str:
    return _word(_OWNERS, code)


def role(code: str) -> str:
    return _word(_ROLES, code)


def category(code: str) -> str:
    return _word(_CATEGORIES, code)


def cbw_scope(code: str) -> str:
    return _word(_SCOPES, code)


def bbn(code: str) -> str:
    return _word(_BBNS, code)


def consequence(code: str) -> str:
    return _word(_CONSEQUENCES, code)


def attribute(code: str) -> str:
    """The name of an ISO 27002 attribute, such as `properties`."""
    return _word(_ATTRIBUTES, code)


def attribute_value(code: str) -> str:
    """A value of an ISO 27002 attribute: `Identify`, `Confidentiality`, `Asset_management`."""
    return _word(_ATTRIBUTE_VALUES, code)


def concept(code: str) -> str:
    return attribute_value(code)


def duration(code: str) -> str:
    """An ISO 8601 duration as people say it: `P1Y` is "1 jaar", `PT24H` "24 uur"."""
    number, unit = code.lstrip("PT")[:-1], code[-1:]
    if not number.isdigit() or unit not in {"Y", "M", "W", "D", "H"}:
        return code
    count = int(number)
    words = {
        "Y": ngettext("%(count)s jaar", "%(count)s jaar", count),
        "M": ngettext("%(count)s maand", "%(count)s maanden", count),
        "W": ngettext("%(count)s week", "%(count)s weken", count),
        "D": ngettext("%(count)s dag", "%(count)s dagen", count),
        "H": ngettext("%(count)s uur", "%(count)s uur", count),
    }
    return words[unit] % {"count": count}


_EVERY_ONE = {
    "P1Y": n("elk jaar"),
    "P1M": n("elke maand"),
    "P1W": n("elke week"),
    "P1D": n("elke dag"),
    "PT1H": n("elk uur"),
}


def every(code: str) -> str:
    """A rhythm as people say it: `P1Y` is "elk jaar", `P3M` is "elke 3 maanden"."""
    known = _EVERY_ONE.get(code)
    return _(known) if known else _("elke %(duration)s") % {"duration": duration(code)}
