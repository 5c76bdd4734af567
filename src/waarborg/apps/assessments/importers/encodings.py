"""Which encoding a text file without a mark of its own has: UTF-8, Windows, DOS or Mac, told by its accents."""

from collections.abc import Iterator

WINDOWS = "cp1252"  # what Excel in western Europe writes
_OTHERS = ("cp850", "mac_roman")  # old DOS tools and Excel on a Mac
_ACCENTED = frozenset("éèëêáàäâíìïîóòöôúùüûçñÉÈËÊÁÀÄÂÍÌÏÎÓÒÖÔÚÙÜÛÇÑßœæ")
_IN_TEXT = frozenset("€§°±²³µ«»“”‘’„‚–—…•·½¼¾©®™✓ \xa0")
NAMES = {"cp1252": "Windows", "cp850": "DOS (cp850)", "mac_roman": "Mac"}


def is_text(data: bytes) -> bool:
    """Whether the bytes are no workbook."""
    return not data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def of(data: bytes) -> tuple[str, bool]:
    """The encoding, and whether it is certain: False when the accents fit more than one, or none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", True
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _told_by_accents(data)
    return "utf-8-sig", True


def _told_by_accents(data: bytes) -> tuple[str, bool]:
    """The encoding that makes letters of most strange bytes inside words."""
    scores = {name: _score(data.decode(name, errors="replace")) for name in (WINDOWS, *_OTHERS)}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] <= scores[WINDOWS]:
        return WINDOWS, scores[WINDOWS] >= 0 and list(scores.values()).count(scores[WINDOWS]) == 1
    return best, list(scores.values()).count(scores[best]) == 1


def _score(text: str) -> int:
    return sum(_worth(before, sign, after) for before, sign, after in _strange(text))


def _strange(text: str) -> Iterator[tuple[str, str, str]]:
    """Each sign outside ASCII with its neighbours."""
    padded = f" {text} "
    for place, sign in enumerate(text, 1):
        if sign >= "\x80":
            yield padded[place - 1], sign, padded[place + 1]


def _worth(before: str, sign: str, after: str) -> int:
    in_word = before.isalpha() or after.isalpha()
    inside = before.isalpha() and after.isalpha()
    if sign in _ACCENTED:
        # a capital in the middle of small letters is no Dutch
        return 1 if in_word and not (inside and sign.isupper() and before.islower()) else -1
    if sign in _IN_TEXT:
        return -1 if inside and sign not in "’‘–" else 0
    return -1
