"""Which shipped edition a file holds the text of: told by the texts, because numbers are re-used."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from waarborg.apps.norms.actions.outcome import ImportRefusedError
from waarborg.apps.norms.models import Edition, Item
from waarborg.apps.norms.shapes import ParsedEdition
from waarborg.domain.numbers import storage_key

CERTAIN = 0.8
WORTH_MENTIONING = 0.3
CLEAR_LEAD = 0.1


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of the file's telling texts stand in the edition under the same number, from 0 to 1."""

    edition: Edition
    share: float

    def __str__(self) -> str:
        return f"{self.edition} ({self.share:.0%})"


def likenesses(parsed: ParsedEdition) -> list[Likeness]:
    """Every shipped edition that shares texts with the file, the most alike first.

    A text that stands in the file more than once, such as "geen overheidsmaatregel", tells nothing.
    """
    times = Counter(item.sha256 for item in parsed.items if item.sha256 and item.official_text)
    telling = {(storage_key(item.number), item.sha256) for item in parsed.items if times[item.sha256] == 1}
    if not telling:
        return []
    known: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = Item.objects.filter(edition__catalogue__shipped=True).exclude(sha256="")
    for edition_id, key, sha256 in rows.values_list("edition_id", "sort_key", "sha256"):
        known[edition_id].add((key, sha256))
    editions = Edition.objects.select_related("catalogue").in_bulk(known)
    found = [Likeness(editions[pk], len(telling & pairs) / len(telling)) for pk, pairs in known.items()]
    return sorted((one for one in found if one.share), key=lambda one: (-one.share, str(one.edition)))


def recognised(parsed: ParsedEdition) -> Likeness | None:
    """The shipped edition that this is the text of, or None when it is something else.

    Raises ImportRefusedError with a question when it may be one of several, or a version we do not know.
    """
    alike = likenesses(parsed)
    sure = [one for one in alike if one.share >= CERTAIN]
    if len(sure) == 1 or (len(sure) > 1 and sure[0].share - sure[1].share >= CLEAR_LEAD):
        return sure[0]
    if sure:
        ids = " of ".join(f"--as {one.edition}" for one in sure)
        raise ImportRefusedError(
            f"De teksten staan zo in meer dan één editie: {', '.join(map(str, sure))}. Welke is het? Kies {ids}."
        )
    if parsed.is_official_text or (alike and alike[0].share >= WORTH_MENTIONING):
        raise ImportRefusedError(_question(alike))
    return None


def _question(alike: list[Likeness]) -> str:
    if not alike:
        return (
            "De teksten horen bij geen editie die Waarborg kent. Is dit een andere norm, geef hem dan een eigen naam "
            "met --as, zoals --as mijn-norm@1."
        )
    best = alike[0]
    return (
        f"Deze tekst lijkt op {', '.join(map(str, alike[:2]))}, maar wijkt te veel af. "
        f"Is het een versie met fouten, kies dan --as {best.edition}; is het een andere versie, geef hem dan een "
        f"eigen naam, zoals --as {best.edition.catalogue.name}-eigen@nieuw."
    )
