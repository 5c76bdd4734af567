"""The words in which people judge, in Dutch and English, and what they mean.

Only a whole cell that is a known word is a verdict. Whatever stands beside it can take it back in more ways than any
list knows, so that is asked. Words between yes and no are known too, but what they count as is for people to say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.shapes.mappings import fold_cell
from waarborg.domain.assessments import Applicability, Effort, Verdict

_VERDICTS: Mapping[Verdict, str] = {
    Verdict.MEETS: (
        "voldoet|voldaan|voldoet volledig|volledig|volledig voldaan|voldoet geheel|geheel|ja|j|yes|y|ok|"
        "oke|akkoord|conform|compliant|fully compliant|meets|met|pass|passed|implemented|"
        "fully implemented|geimplementeerd|volledig geimplementeerd|ingevoerd|aanwezig|groen|green|waar|"
        "true|✓|✔|☑|✅|v|●|🟢"
    ),
    Verdict.PARTLY: (
        "voldoet deels|deels|deels voldaan|gedeeltelijk|voldoet gedeeltelijk|gedeeltelijk voldaan|"
        "ten dele|partly|partial|partially|partially compliant|partly compliant|meets partly|"
        "partly meets|partially meets|partially implemented|deels geimplementeerd|deels ingevoerd|"
        "deels aanwezig|gedeeltelijk geimplementeerd|oranje|geel|orange|amber|yellow|◐|±|+/-|🟠|🟡"
    ),
    Verdict.FAILS: (
        "voldoet niet|niet voldaan|niet|nee|neen|n|no|not compliant|non compliant|non-compliant|"
        "noncompliant|fails|fail|failed|does not meet|not met|not implemented|niet geimplementeerd|"
        "niet ingevoerd|niet conform|ontbreekt|afwezig|niet aanwezig|rood|red|onwaar|false|✗|✘|❌|○|🔴"
    ),
    Verdict.NOT_ASSESSED: (
        "niet beoordeeld|nog niet beoordeeld|onbekend|weet niet|weet ik niet|?|nog te bepalen|n.t.b.|"
        "ntb|tbd|n.b.|nb|not assessed|unknown|not known|to be determined|nog te beoordelen|·"
    ),
    Verdict.NOT_APPLICABLE: ("niet van toepassing|n.v.t.|nvt|n.v.t|n.vt|not applicable|n/a|n.a.|na|–|—"),
}
# Between yes and no. What they probably count as is a proposal for whoever is asked, never a verdict.
_IN_BETWEEN: Mapping[Verdict, str] = {
    Verdict.MEETS: "voldoende|goed|effectief|effective|adequate|toereikend|sufficient|operationeel|operational",
    Verdict.PARTLY: (
        "in uitvoering|in ontwikkeling|in behandeling|in voorbereiding|in bewerking|loopt|lopend|gestart|opgestart|"
        "bezig|mee bezig|onderhanden|onder handen|concept|in concept|draft|drafted|in progress|ongoing|started|wip|"
        "work in progress|under development|in development|in review|matig|redelijk|grotendeels|bijna|nagenoeg|"
        "vrijwel|largely|mostly|largely compliant|mostly compliant|largely implemented|partially effective|"
        "deels effectief|grotendeels voldaan|voldoet grotendeels|voldoet bijna|needs improvement|verbetering nodig"
    ),
    Verdict.FAILS: (
        "gepland|ingepland|planned|scheduled|to do|todo|backlog|niet gestart|nog niet gestart|not started|"
        "nog te doen|nog niet|not yet|onvoldoende|slecht|niet effectief|ineffective|not effective|insufficient|"
        "inadequate|ontoereikend|voorgenomen|beoogd"
    ),
}
_APPLICABILITIES: Mapping[Applicability, str] = {
    Applicability.APPLIES: (
        "van toepassing|ja|j|yes|y|vt|v.t.|toepasselijk|applicable|applies|in scope|waar|true|✓|✔|v|x|"
        "included|include|in|opgenomen|selected"
    ),
    Applicability.NOT_APPLICABLE: (
        "niet van toepassing|n.v.t.|nvt|nee|n|no|not applicable|n/a|out of scope|does not apply|"
        "buiten scope|onwaar|false|–|—|excluded|exclude|uitgesloten|niet opgenomen|not selected|out"
    ),
    Applicability.FOLLOWS: (
        "richtlijn gevolgd|gevolgd|volgt|volgt de richtlijn|guideline followed|followed|follows|"
        "follows the guideline|guidance followed"
    ),
    Applicability.DEVIATES: (
        "wijkt af van de richtlijn|wijkt af|afwijkend|afwijking|afgeweken|deviates|deviation|"
        "deviates from the guideline|deviates from the guidance"
    ),
}
_EFFORTS: Mapping[Effort, str] = {
    Effort.S: "s|klein|small|laag|low|dagen|days|enkele dagen|s (dagen)|s (days)",
    Effort.M: "m|middel|midden|gemiddeld|medium|weken|weeks|enkele weken|m (weken)|m (weeks)",
    Effort.L: "l|groot|large|hoog|high|maanden|months|enkele maanden|l (maanden)|l (months)",
}


def _by_word(table: Mapping[Verdict, str]) -> dict[str, Verdict]:
    return {fold_cell(word): meaning for meaning, words in table.items() for word in words.split("|")}


_BY_VERDICT_WORD = _by_word(_VERDICTS)
_BY_IN_BETWEEN = _by_word(_IN_BETWEEN)
_BY_APPLICABILITY_WORD = {
    fold_cell(word): what for what, words in _APPLICABILITIES.items() for word in words.split("|")
}
_BY_EFFORT_WORD = {fold_cell(word): effort for effort, words in _EFFORTS.items() for word in words.split("|")}

# "voldoet" and "compliant" speak of the norm itself; any other word says something of what the heading asks.
_OF_THE_NORM = re.compile(r"\b(voldoet|voldaan|conform|compliant|noncompliant)\b")
_EITHER_WAY = frozenset({None, Verdict.PARTLY, Verdict.NOT_ASSESSED})  # "deels" is half of it, good news or bad
_INVERTED: Mapping[Verdict, Verdict] = {
    Verdict.MEETS: Verdict.FAILS,
    Verdict.FAILS: Verdict.MEETS,
}
_CROSSES = frozenset({"x", "-"})

# What stands behind a verdict: after a sign, or after one of these words.
_LEADS = frozenset(
    (
        *("ja", "nee", "yes", "no", "voldoet", "voldoet volledig", "voldoet deels", "voldoet niet", "deels"),
        *("gedeeltelijk", "compliant", "partly", "partially", "nvt", "n.v.t", "niet van toepassing", "not applicable"),
        *("niet beoordeeld", "not assessed", "onbekend"),
    )
)
_ONLY_ALONE = frozenset({"met", "na", "niet", "waar", "volledig", "geheel"})  # these begin ordinary sentences too
_CUT = re.compile(r"[,;:(\n–/]| - |\. ")
_LONGEST_WORD = 60  # of a verdict with what stands around it; a longer first part is a sentence
_SPACES = re.compile(r"[^\S\n]+")
_TAKES_BACK = re.compile(
    r"\b(mits|maar|behalve|tenzij|alleen|nog niet|uitgezonderd|op .{0,30} na|zodra|deels|gedeeltelijk|niet|bijna|"
    r"but|except|unless|only|if|provided|not|partly|partially|minor|major)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = gettext_noop("'%(text)s' zegt ja en neemt iets terug; kies een oordeel.")
_SAYS_MORE = gettext_noop(
    "'%(text)s' zegt meer dan een oordeel alleen en is niet gelezen; zet de opmerking in een kolom ernaast, of zeg "
    "waarvoor deze tekst telt."
)
_BETWEEN = gettext_noop("'%(text)s' ligt tussen ja en nee en is niet gelezen; zeg waarvoor dit telt.")
_AMBIGUOUS = gettext_noop(
    "'%(text)s' kan meer dan een ding betekenen; schrijf voldoet, voldoet deels, voldoet niet of n.v.t."
)
_NO_VERDICT = gettext_noop(
    "'%(text)s' is geen oordeel; schrijf voldoet, voldoet deels, voldoet niet, n.v.t. of niet beoordeeld."
)
UNREADABLE, WITH_REMARK, IN_BETWEEN = "unreadable-verdict", "verdict-with-remark", "verdict-in-between"


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict as read. Without one, `code` and `why` say what is wrong, and `proposal` what it probably means.

    `remark` is a text that says more than a verdict and must not get lost.
    """

    verdict: Verdict | None
    remark: str = ""
    why: str = ""
    code: str = ""
    proposal: Verdict | None = None

    @property
    def is_about_norm(self) -> bool:
        """Whether this is a verdict, or at least meant as one: no state of a task, no name, no sentence."""
        return self.verdict is not None or self.code != UNREADABLE or self.why == _AMBIGUOUS


def verdict(text: str) -> Said:
    """What a whole cell says: a known word, or a mark with a known word."""
    word = _unmarked(fold_cell(text))
    known = _BY_VERDICT_WORD.get(word)
    if known is not None:
        return Said(known)
    if word in _BY_IN_BETWEEN:
        return Said(None, remark=text.strip(), why=_BETWEEN, code=IN_BETWEEN, proposal=_BY_IN_BETWEEN[word])
    lead, rest = _lead(text)
    if lead is None:
        return Said(None, why=_AMBIGUOUS if word in _CROSSES else _NO_VERDICT, code=UNREADABLE)
    is_positive = lead in {Verdict.MEETS, Verdict.NOT_APPLICABLE}
    if is_positive and (_TAKES_BACK.search(rest) or fold_cell(rest) in _BY_IN_BETWEEN or _lead(rest)[0]):
        return Said(None, remark=text.strip(), why=_TAKEN_BACK, code=WITH_REMARK)
    return Said(None, remark=text.strip(), why=_SAYS_MORE, code=WITH_REMARK, proposal=lead)


def is_relative(text: str) -> bool:
    """Whether a cell says yes or no to what its heading asks, instead of whether the norm is met."""
    word = _unmarked(fold_cell(text))
    said = _BY_VERDICT_WORD.get(word)
    return word in _CROSSES or (said not in _EITHER_WAY and not _OF_THE_NORM.search(word))


def inverted(found: Verdict) -> Verdict | None:
    """What a word probably means under a heading where yes is bad news, if that can be told."""
    return _INVERTED.get(found)


def _lead(text: str) -> tuple[Verdict | None, str]:
    """The verdict that a longer text begins with, and the rest of it."""
    first, rest = _cut(text)
    word = _unmarked(fold_cell(first))
    if word not in _ONLY_ALONE and word in _BY_VERDICT_WORD:
        return _BY_VERDICT_WORD[word], rest.removesuffix(")").strip()
    pieces = text.split(maxsplit=4)
    for length in range(min(4, len(pieces) - 1), 0, -1):
        word = _unmarked(fold_cell(" ".join(pieces[:length])))
        if word in _LEADS:
            return _BY_VERDICT_WORD[word], " ".join(pieces[length:])
    return None, ""


def _cut(text: str) -> tuple[str, str]:
    """What stands before the first sign that ends a verdict, and what stands behind it; nothing for a sentence."""
    spaced = _SPACES.sub(" ", text.strip())
    found = _CUT.search(spaced, 1, _LONGEST_WORD)
    return (spaced[: found.start()].strip(), spaced[found.end() :].strip()) if found else ("", "")


def _unmarked(word: str) -> str:
    """A word without the mark before it: "● voldoet"."""
    bare = re.sub(r"^[●◐○·–✓✔✗✘]\s*(?=\S)", "", word)
    return bare if bare in _BY_VERDICT_WORD else word


def short(text: str) -> str:
    """A text that fits in a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"  # noqa: PLR2004 - room for a sentence


def applicability(text: str) -> Applicability | None:
    """What a whole cell about applicability says, None when it is not a known word."""
    return _BY_APPLICABILITY_WORD.get(fold_cell(text))


def applicability_lead(text: str) -> Applicability | None:
    """What a longer text about applicability begins with: a proposal for whoever is asked."""
    return _BY_APPLICABILITY_WORD.get(fold_cell(_cut(text)[0]))


def effort(text: str) -> Effort | None:
    """S, M or L when the text says so in a known word."""
    return _BY_EFFORT_WORD.get(fold_cell(text))
