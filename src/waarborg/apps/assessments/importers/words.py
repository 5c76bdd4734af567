"""The words in which people judge, in Dutch and English, and what they mean. What can mean two things is not read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

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
        "deels aanwezig|oranje|geel|orange|amber|yellow|◐|±|+/-|🟠|🟡"
    ),
    Verdict.FAILS: (
        "voldoet niet|niet voldaan|niet|nee|neen|n|no|not compliant|non compliant|non-compliant|"
        "noncompliant|fails|fail|failed|does not meet|not met|not implemented|niet geimplementeerd|"
        "niet ingevoerd|ontbreekt|afwezig|niet aanwezig|rood|red|onwaar|false|✗|✘|❌|○|🔴"
    ),
    Verdict.NOT_ASSESSED: (
        "niet beoordeeld|nog niet beoordeeld|onbekend|weet niet|weet ik niet|?|nog te bepalen|n.t.b.|"
        "ntb|tbd|n.b.|nb|not assessed|unknown|not known|to be determined|nog te beoordelen|·"
    ),
    Verdict.NOT_APPLICABLE: ("niet van toepassing|n.v.t.|nvt|n.v.t|n.vt|not applicable|n/a|n.a.|na|–|—"),
}
_BY_VERDICT_WORD = {word: verdict for verdict, words in _VERDICTS.items() for word in words.split("|")}
_APPLICABILITIES: Mapping[Applicability, str] = {
    Applicability.APPLIES: (
        "van toepassing|ja|j|yes|y|vt|v.t.|toepasselijk|applicable|applies|in scope|waar|true|✓|✔|v|x"
    ),
    Applicability.NOT_APPLICABLE: (
        "niet van toepassing|n.v.t.|nvt|nee|n|no|not applicable|n/a|out of scope|does not apply|"
        "buiten scope|onwaar|false|–|—"
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
_BY_APPLICABILITY_WORD = {word: what for what, words in _APPLICABILITIES.items() for word in words.split("|")}
_EFFORTS: Mapping[Effort, str] = {
    Effort.S: "s|klein|small|laag|low|dagen|days|enkele dagen|s (dagen)|s (days)",
    Effort.M: "m|middel|midden|gemiddeld|medium|weken|weeks|enkele weken|m (weken)|m (weeks)",
    Effort.L: "l|groot|large|hoog|high|maanden|months|enkele maanden|l (maanden)|l (months)",
}
_BY_EFFORT_WORD = {word: effort for effort, words in _EFFORTS.items() for word in words.split("|")}

# Words that also begin an ordinary sentence ("niet alle systemen", "waar mogelijk") are only read when alone.
_ONLY_ALONE = frozenset({"met", "na", "niet", "waar", "volledig", "geheel"})
_LEADS = frozenset(
    (
        *("ja", "nee", "yes", "voldoet", "voldoet volledig", "voldoet deels", "voldoet niet", "deels", "gedeeltelijk"),
        *("partly", "partially", "nvt", "n.v.t", "niet van toepassing", "not applicable"),
        *("niet beoordeeld", "not assessed", "onbekend"),
    )
)

_TAKEN_BACK = gettext_noop("'%(text)s' zegt ja en neemt iets terug; kies een oordeel.")
_AMBIGUOUS = gettext_noop(
    "'%(text)s' kan meer dan een ding betekenen; schrijf voldoet, voldoet deels, voldoet niet of n.v.t."
)
_NO_VERDICT = gettext_noop(
    "'%(text)s' is geen oordeel; schrijf voldoet, voldoet deels, voldoet niet, n.v.t. of niet beoordeeld."
)

# A remark behind the verdict. These words take back what was said, so that the verdict is no longer clear.
_REMARK = re.compile(
    r"^(?P<word>[^\s,;:(.\-–/][^,;:(\n–]*?)\s*(?P<cut>[,;:(\n–]|\s-\s|\.\s|$)\s*(?P<rest>.*)$", re.DOTALL
)
_TAKES_BACK = re.compile(
    r"\b(mits|maar|behalve|tenzij|alleen|nog niet|uitgezonderd|op .{0,30} na|zodra|deels|niet overal|"
    r"but|except|unless|only|if|provided|not yet|partly|partially)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict as read; `remark` is what stood behind it. Without verdict, `why` says what is wrong."""

    verdict: Verdict | None
    remark: str = ""
    why: str = ""


def plain(text: str) -> str:
    """Lower case, one space, no accents on the words of the tables."""
    lowered = " ".join(text.lower().split()).strip(" .!*\"'")
    for accented, bare in (("ë", "e"), ("é", "e"), ("ï", "i"), ("è", "e")):
        lowered = lowered.replace(accented, bare)
    return lowered


def verdict(text: str) -> Said:
    """What a cell says: a known word, a mark with a word, or a known word with a remark behind it."""
    word = _unmarked(plain(text))
    known = _BY_VERDICT_WORD.get(word) or _BY_VERDICT_WORD.get(text.strip().lower())
    if known is not None:
        return Said(known)
    lead, rest = _before_a_sign(text)
    if lead is None:
        lead, rest = _longest_lead(text)
    if lead is None:
        return Said(None, why=_no_verdict(text))
    if lead in {Verdict.MEETS, Verdict.NOT_APPLICABLE} and _TAKES_BACK.search(rest):
        return Said(None, remark=text.strip(), why=_TAKEN_BACK)
    return Said(lead, remark=rest)


def _before_a_sign(text: str) -> tuple[Verdict | None, str]:
    """A verdict, then a comma, bracket, dash or new line, then a remark."""
    match = _REMARK.match(text.strip())
    word = _unmarked(plain(match.group("word"))) if match else ""
    if match is None or word in _ONLY_ALONE:
        return None, ""
    return _BY_VERDICT_WORD.get(word), match.group("rest").removesuffix(")").strip()


def _longest_lead(text: str) -> tuple[Verdict | None, str]:
    """The longest run of first words that is a verdict: "ja mits", "voldoet deels omdat …"."""
    pieces = text.split()
    for length in range(min(4, len(pieces) - 1), 0, -1):
        word = _unmarked(plain(" ".join(pieces[:length])))
        if word in _LEADS:
            return _BY_VERDICT_WORD[word], " ".join(pieces[length:])
    return None, ""


def _unmarked(word: str) -> str:
    """A word without the mark before it: "● voldoet"."""
    bare = re.sub(r"^[●◐○·–✓✔✗✘]\s*(?=\S)", "", word)
    return bare if bare in _BY_VERDICT_WORD else word


def _no_verdict(text: str) -> str:
    return _AMBIGUOUS if text.strip() in {"-", "x", "X"} else _NO_VERDICT


def short(text: str) -> str:
    """A text that fits in a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"  # noqa: PLR2004 - room for a sentence


def applicability(text: str) -> Applicability | None:
    """What the column about applicability says, None when it is not a known word."""
    found = _BY_APPLICABILITY_WORD.get(plain(text)) or _BY_APPLICABILITY_WORD.get(text.strip().lower())
    if found is None and (match := _REMARK.match(text.strip())):
        found = _BY_APPLICABILITY_WORD.get(plain(match.group("word")))
    return found


def effort(text: str) -> Effort | None:
    """S, M or L when the text says so in a known word."""
    return _BY_EFFORT_WORD.get(plain(text))
