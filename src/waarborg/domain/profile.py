"""The profile: ten questions about an organisation, what may be answered, and what the answers say of themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from waarborg.domain.basis import Rule
from waarborg.domain.organisations import Layer

UNKNOWN = "unknown"  # "weet ik niet": always a good answer, and never the ground of a duty
NONE_OF_THESE = "none"
YES, NO = "yes", "no"


class Form(StrEnum):
    """What kind of body this is; a GR has three legal forms."""

    MUNICIPALITY = "gemeente"
    PROVINCE = "provincie"
    WATER_AUTHORITY = "waterschap"
    MINISTRY = "rijk"
    ZBO = "zbo"
    PUBLIC_BODY = "gr_openbaar_lichaam"
    JOINT_ORGAN = "gr_gemeenschappelijk_orgaan"
    OPERATIONAL_BODY = "gr_bedrijfsvoeringsorganisatie"
    SUPPLIER = "leverancier"
    OTHER = "overig"


_JOINT = frozenset({Form.PUBLIC_BODY, Form.JOINT_ORGAN, Form.OPERATIONAL_BODY})


def layer_of(form: Form) -> Layer:
    """The layer of government to which a body of this form belongs."""
    return Layer.JOINT_ARRANGEMENT if form in _JOINT else Layer(form.value)


def forms_of(layer: Layer) -> frozenset[Form]:
    """The forms that a body of this layer can have."""
    return frozenset(form for form in Form if layer_of(form) is layer)


class Topic(StrEnum):
    """What a question is about; the values stand in the address and in the stored answers."""

    FORM = "soort"
    EXCLUDED = "uitzondering"
    WORKERS = "omvang"
    DATA = "gegevens"
    CONNECTIONS = "aansluitingen"
    CARE = "zorg"
    OT = "objecten"
    CLOUD = "cloud"
    SUPPLIES = "levert"
    SECTORS = "sectoren"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its choices besides "weet ik niet", and whether several may be chosen."""

    topic: Topic
    choices: tuple[str, ...]
    takes_several: bool = False


QUESTIONS: tuple[Question, ...] = (
    Question(Topic.FORM, tuple(form.value for form in Form)),
    Question(Topic.EXCLUDED, ("defence", "intelligence", "prosecution", "police", "safety_region", NONE_OF_THESE)),
    Question(Topic.WORKERS, ("under_50", "from_50", "from_250")),
    Question(Topic.DATA, ("open", "personal", "special", "classified"), takes_several=True),
    Question(Topic.CONNECTIONS, ("digid", "suwinet", "base_registers", NONE_OF_THESE), takes_several=True),
    Question(Topic.CARE, (YES, NO)),
    Question(Topic.OT, (YES, NO)),
    Question(Topic.CLOUD, (YES, NO)),
    Question(Topic.SUPPLIES, (YES, NO)),
    Question(Topic.SECTORS, ("digital", "ict_services", "water", "energy", "other", NONE_OF_THESE), takes_several=True),
)
BY_TOPIC: Mapping[Topic, Question] = {question.topic: question for question in QUESTIONS}


@dataclass(frozen=True, slots=True)
class Profile:
    """What was answered. A question that nobody answered yet is as unknown as one answered with "weet ik niet".

    `among` is the layer of a body whose form within that layer is not known yet: a GR has three.
    """

    answers: Mapping[Topic, tuple[str, ...]]
    among: Layer | None = None

    def chosen(self, topic: Topic) -> tuple[str, ...]:
        """The choices on this question, without "weet ik niet"."""
        return tuple(code for code in self.answers.get(topic, ()) if code != UNKNOWN)

    def is_known(self, topic: Topic) -> bool:
        return bool(self.chosen(topic))

    def has(self, topic: Topic, *choices: str) -> bool | None:
        """Whether one of the choices was made; None when the answer is not known."""
        return bool({*choices} & {*self.chosen(topic)}) if self.is_known(topic) else None

    @property
    def form(self) -> Form | None:
        return Form(self.chosen(Topic.FORM)[0]) if self.is_known(Topic.FORM) else None

    @property
    def layer(self) -> Layer | None:
        return layer_of(self.form) if self.form else self.among

    @property
    def n_answered(self) -> int:
        """Questions that have an answer; "weet ik niet" is one."""
        return sum(bool(given) for given in self.answers.values())


def of_layer(layer: Layer) -> Profile:
    """What is known of an organisation before anybody answered a question."""
    forms = forms_of(layer)
    return Profile({Topic.FORM: (next(iter(forms)).value,)}) if len(forms) == 1 else Profile({}, among=layer)


def read(stored: Mapping[str, Sequence[str]]) -> Profile:
    """The stored answers; what no question knows any more is left out."""
    given = {question.topic: stored.get(question.topic.value, ()) for question in QUESTIONS}
    return Profile(
        {
            topic: kept
            for topic, codes in given.items()
            if (kept := tuple(code for code in codes if code in {*BY_TOPIC[topic].choices, UNKNOWN}))
        }
    )


def stored(profile: Profile) -> dict[str, list[str]]:
    """The answers as they are kept."""
    return {topic.value: list(codes) for topic, codes in profile.answers.items() if codes}


# an excluded service is a part of one layer only (art. 5); a municipality cannot be one
_HOMES: Mapping[str, frozenset[Form]] = {
    "defence": frozenset({Form.MINISTRY, Form.OTHER}),
    "intelligence": frozenset({Form.MINISTRY, Form.OTHER}),
    "prosecution": frozenset({Form.MINISTRY, Form.OTHER}),
    "police": frozenset({Form.MINISTRY, Form.ZBO, Form.OTHER}),
    "safety_region": frozenset({*_JOINT, Form.OTHER}),
}


def _exclusion_fits_the_form(profile: Profile) -> bool:
    form = profile.form
    services = [code for code in profile.chosen(Topic.EXCLUDED) if code != NONE_OF_THESE]
    return form is None or all(form in _HOMES[code] for code in services)


def _none_stands_alone(profile: Profile) -> bool:
    return all(len(codes) == 1 for codes in profile.answers.values() if NONE_OF_THESE in codes or UNKNOWN in codes)


def _one_answer_where_one_is_asked(profile: Profile) -> bool:
    return all(len(codes) <= 1 for topic, codes in profile.answers.items() if not BY_TOPIC[topic].takes_several)


RULES: tuple[Rule[Profile], ...] = (
    Rule(
        "PR-01",
        "Alleen een dienst die daarbij hoort, is van de Cyberbeveiligingswet uitgezonderd: een gemeente, provincie of "
        "waterschap is dat nooit.",
        "Cbw art. 5 en 8",
        _exclusion_fits_the_form,
    ),
    Rule(
        "PR-02",
        "'Geen van deze' en 'weet ik niet' gaan niet samen met een ander antwoord.",
        "werkwijze van het profiel: een antwoord spreekt zichzelf niet tegen",
        _none_stands_alone,
    ),
    Rule(
        "PR-03",
        "Waar één antwoord past, staat er één.",
        "werkwijze van het profiel: een antwoord spreekt zichzelf niet tegen",
        _one_answer_where_one_is_asked,
    ),
)
# where on the page a broken rule belongs
PLACES: Mapping[str, Topic] = {"PR-01": Topic.EXCLUDED}
