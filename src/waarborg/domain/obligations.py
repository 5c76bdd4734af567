"""From profile to obligations: which duties an organisation has, from which answer that follows, and how sure that is.

The texts, sources and dates of each duty are content (`content/obligations/`); here stands only when it applies.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from waarborg.domain.cbw import Ground
from waarborg.domain.organisations import UNDER_THE_ACT, CbwStatus, Layer
from waarborg.domain.profile import NO, NONE_OF_THESE, UNKNOWN, YES, Profile, Topic


class Certainty(StrEnum):
    """Whether a duty applies; "to check" is never shown as a duty that is certain."""

    APPLIES = "applies"
    TO_CHECK = "to_check"
    DOES_NOT = "does_not"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the duties are derived from. `ground` is None when the status was corrected by a person."""

    profile: Profile
    status: CbwStatus
    ground: Ground | None = None

    @property
    def layer(self) -> Layer | None:
        return self.profile.layer


@dataclass(frozen=True, slots=True)
class Finding:
    """How a duty stands here. `reason` is the key of its sentence in the content; `topic` the answer it follows from.

    Without `topic` it follows from the status under the Cbw.
    """

    code: str
    certainty: Certainty
    reason: str
    topic: Topic | None = None


Condition = Callable[[Facts], Finding]
_GOVERNMENT = frozenset(Layer) - {Layer.SUPPLIER, Layer.OTHER}
_IN_ENSIA = frozenset({Layer.MUNICIPALITY, Layer.PROVINCE, Layer.WATER_AUTHORITY})


def _by_status(code: str) -> Condition:
    """A duty of whoever is under the Cbw."""

    def find(facts: Facts) -> Finding:
        if facts.status in UNDER_THE_ACT:
            return Finding(code, Certainty.APPLIES, facts.status.value)
        unsure = facts.status is CbwStatus.UNDER_ASSESSMENT
        return Finding(code, Certainty.TO_CHECK if unsure else Certainty.DOES_NOT, facts.status.value)

    return find


def _by_answer(code: str, topic: Topic, *choices: str, sure: Certainty = Certainty.APPLIES) -> Condition:
    """A duty that follows from one of these answers; `sure` is less where the law still leaves a question."""

    def find(facts: Facts) -> Finding:
        answered = facts.profile.has(topic, *choices)
        if answered is None:
            return Finding(code, Certainty.TO_CHECK, UNKNOWN, topic)
        return Finding(code, sure, YES, topic) if answered else Finding(code, Certainty.DOES_NOT, NO, topic)

    return find


def _bio_by_law(facts: Facts) -> Finding:
    """BIO2 fills in the duty of care of public bodies only, not that of a company under the act."""
    if facts.layer not in {*_GOVERNMENT, None}:
        return Finding("bio-wettelijk", Certainty.DOES_NOT, CbwStatus.OUTSIDE.value, Topic.FORM)
    return _by_status("bio-wettelijk")(facts)


def _bio_by_agreement(facts: Facts) -> Finding:
    """Self-regulation binds all of government, also for what the act leaves out (the grey measures)."""
    code, layer = "bio-zelfregulering", facts.layer
    if layer is None:
        return Finding(code, Certainty.TO_CHECK, UNKNOWN, Topic.FORM)
    if layer in _GOVERNMENT:
        return Finding(code, Certainty.APPLIES, facts.status.value, Topic.FORM)
    excluded = any(choice != NONE_OF_THESE for choice in facts.profile.chosen(Topic.EXCLUDED))
    if excluded:
        return Finding(code, Certainty.APPLIES, CbwStatus.OUTSIDE.value, Topic.EXCLUDED)
    return Finding(code, Certainty.TO_CHECK if layer is Layer.OTHER else Certainty.DOES_NOT, NO, Topic.FORM)


def _bio_by_contract(facts: Facts) -> Finding:
    if facts.layer is Layer.SUPPLIER:
        return Finding("bio-contract", Certainty.APPLIES, "supplier", Topic.FORM)
    return _by_answer("bio-contract", Topic.SUPPLIES, YES)(facts)


def _icv(facts: Facts) -> Finding:
    bio = _bio_by_agreement(facts)
    return Finding("icv", bio.certainty, YES if bio.certainty is Certainty.APPLIES else bio.reason, bio.topic)


def _chain(facts: Facts) -> Finding:
    bio = _bio_by_agreement(facts)
    return Finding("leveranciers", bio.certainty, YES if bio.certainty is Certainty.APPLIES else bio.reason, bio.topic)


def _ensia(facts: Facts) -> Finding:
    layer = facts.layer
    if layer is None:
        return Finding("ensia", Certainty.TO_CHECK, UNKNOWN, Topic.FORM)
    if layer is Layer.MUNICIPALITY:
        return Finding("ensia", Certainty.APPLIES, YES, Topic.FORM)
    certainty = Certainty.TO_CHECK if layer in _IN_ENSIA else Certainty.DOES_NOT
    return Finding("ensia", certainty, "others" if layer in _IN_ENSIA else NO, Topic.FORM)


def _ensia_part(code: str, choice: str) -> Condition:
    """A part of ENSIA: who is not in ENSIA may owe the same to somebody else, so that is to be found out."""

    def find(facts: Facts) -> Finding:
        found = _by_answer(code, Topic.CONNECTIONS, choice)(facts)
        elsewhere = found.certainty is Certainty.APPLIES and facts.layer is not Layer.MUNICIPALITY
        return Finding(code, Certainty.TO_CHECK, "elsewhere", Topic.CONNECTIONS) if elsewhere else found

    return find


def _classified(facts: Facts) -> Finding:
    found = _by_answer("rubricering", Topic.DATA, "classified")(facts)
    elsewhere = found.certainty is Certainty.APPLIES and facts.layer is not Layer.MINISTRY
    return Finding("rubricering", Certainty.TO_CHECK, "elsewhere", Topic.DATA) if elsewhere else found


def _other_sector(facts: Facts) -> Finding:
    code, known = "andere-sector", facts.profile.is_known(Topic.SECTORS)
    if not known:
        return Finding(code, Certainty.TO_CHECK, UNKNOWN, Topic.SECTORS)
    if facts.profile.has(Topic.SECTORS, NONE_OF_THESE):
        return Finding(code, Certainty.DOES_NOT, NO, Topic.SECTORS)
    return Finding(code, Certainty.TO_CHECK, YES, Topic.SECTORS)


CONDITIONS: dict[str, Condition] = {
    "bio-wettelijk": _bio_by_law,
    "zorgplicht": _by_status("zorgplicht"),
    "goedkeuring": _by_status("goedkeuring"),
    "training": _by_status("training"),
    "meldplicht": _by_status("meldplicht"),
    "registratie": _by_status("registratie"),
    "andere-sector": _other_sector,
    "bio-zelfregulering": _bio_by_agreement,
    "icv": _icv,
    "leveranciers": _chain,
    "bio-contract": _bio_by_contract,
    "ensia": _ensia,
    "digid": _by_answer("digid", Topic.CONNECTIONS, "digid"),
    "suwinet": _ensia_part("suwinet", "suwinet"),
    "basisregistraties": _ensia_part("basisregistraties", "base_registers"),
    "avg": _by_answer("avg", Topic.DATA, "personal", "special"),
    "rubricering": _classified,
    "nen7510": _by_answer("nen7510", Topic.CARE, YES),
    "csir": _by_answer("csir", Topic.OT, YES, sure=Certainty.TO_CHECK),
    "clouddiensten": _by_answer("clouddiensten", Topic.CLOUD, YES),
    "wbk": _by_answer("wbk", Topic.WORKERS, "from_50", "from_250"),
}


def obligations(facts: Facts) -> Iterator[Finding]:
    """Every duty that the product knows, with how it stands here, in the order of the table."""
    return (condition(facts) for condition in CONDITIONS.values())
