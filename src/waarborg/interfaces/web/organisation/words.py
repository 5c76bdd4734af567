"""Words for the codes of profile, duties and registration, in the language of the moment."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as n

from waarborg.domain.basis import Rule
from waarborg.domain.cbw import CORRECTION_RULES, TASK_RULES, Conclusion
from waarborg.domain.obligations import Certainty
from waarborg.domain.organisations import CbwStatus
from waarborg.domain.profile import RULES
from waarborg.domain.registration import CHANGE_RULE, COMPLETE_RULE, DETAIL_RULES, MOMENT_RULE

MARKS: Mapping[Certainty, str] = {Certainty.APPLIES: "●", Certainty.TO_CHECK: "?", Certainty.DOES_NOT: "–"}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": {
        CbwStatus.ESSENTIAL: n("essentiële entiteit"),
        CbwStatus.IMPORTANT: n("belangrijke entiteit"),
        CbwStatus.UNDER_ASSESSMENT: n("nog uit te zoeken"),
        CbwStatus.OUTSIDE: n("valt buiten de wet"),
    },
    "certainty": {
        Certainty.APPLIES: n("geldt hier"),
        Certainty.TO_CHECK: n("nog uit te zoeken"),
        Certainty.DOES_NOT: n("geldt niet"),
    },
    "conclusion": {
        Conclusion.MEETS: n("voldoet aan alle vier"),
        Conclusion.FAILS: n("voldoet niet aan alle vier"),
        Conclusion.OPEN: n("nog uit te zoeken"),
    },
    "group": {
        "cbw": n("Cyberbeveiligingswet"),
        "bio": n("BIO"),
        "accountability": n("Verantwoording"),
        "other": n("Andere regels"),
    },
    "standing": {
        "read": n("wij hebben de bron zelf gelezen"),
        "reported": n("anderen melden dit; de bron zelf is niet gelezen"),
        "unread": n("bekend uit ervaring; de bron is niet nagezocht"),
    },
    "role": {
        "board": n("Bestuur dat goedkeurt"),
        "authority": n("Bevoegd gezag"),
        "supervisor": n("Toezichthouder"),
        "csirt": n("Meldpunt voor incidenten (CSIRT)"),
    },
    "field": {
        "name": n("Naam van de organisatie"),
        "address": n("Adres"),
        "email": n("E-mailadres"),
        "phone": n("Telefoonnummer"),
        "contact": n("Contactpersonen"),
        "ip_ranges": n("IP-reeksen"),
        "domains": n("Domeinnamen"),
        "sector": n("Sector"),
        "member_states": n("Lidstaten"),
    },
    "met": {"yes": n("ja"), "no": n("nee"), "unknown": n("weet ik niet")},
    "scope": {"inside": n("binnen de zorgplicht"), "outside": n("buiten de zorgplicht")},
}
_ALL: tuple[Rule[Any], ...] = (
    *RULES,
    *TASK_RULES,
    *CORRECTION_RULES,
    *DETAIL_RULES,
    CHANGE_RULE,
    COMPLETE_RULE,
    MOMENT_RULE,
)
_RULES: Mapping[str, Rule[Any]] = {rule.code: rule for rule in _ALL}


def word(code: str, subject: str) -> str:
    """The word for a code of this subject."""
    return gettext(_WORDS[subject][code])


def told(code: str) -> str:
    """What a broken rule says, with its source."""
    rule = _RULES[code]
    return f"{gettext(rule.sentence)} ({code}: {gettext(rule.source)})"
