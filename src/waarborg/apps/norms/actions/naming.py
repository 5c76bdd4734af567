"""What a norm is called: the name that an imported one gets, and the edition that a file means by a name."""

import hashlib
import re
from collections.abc import Mapping

from waarborg.apps.norms.models import Catalogue, Edition
from waarborg.apps.norms.shapes import FileProblem, ParsedEdition

_LONGEST = 60
_SUFFIX = re.compile(r"\.(json|ya?ml|xml|xlsx|csv)$", re.IGNORECASE)


def free_id(parsed: ParsedEdition) -> str:
    """The id that the file proposes, made valid, and never one of a catalogue that is another norm."""
    name, _, version = parsed.id.partition("@")
    whole = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "kader"
    version = re.sub(r"[^A-Za-z0-9_.-]+", "-", version).strip("-.")[:40] or "1"
    name = whole[:_LONGEST].strip("-")
    if len(whole) > _LONGEST and _is_of_another(name, parsed):
        # two long titles may begin alike; the rest of the title tells them apart, the same way every time
        name = f"{whole[: _LONGEST - 9].strip('-')}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
    while Catalogue.objects.filter(name=name, shipped=True).exists():
        name = f"{name}-import"
    return f"{name}@{version}"


def _is_of_another(name: str, parsed: ParsedEdition) -> bool:
    here = Catalogue.objects.filter(name=name).first()
    titles = (parsed.catalogue_title, parsed.title)
    title = next((text.nl or text.en for text in titles if text.nl or text.en), "")
    return here is not None and here.title_nl != title[:300]


def named_here(resources: Mapping[str, tuple[str, ...]], problems: list[FileProblem]) -> dict[str, str]:
    """The edition that a file means by each of its names for norms, by the first name; what is not here is left out.

    A name is an edition's id, its title, or the file that it was read from, in whatever form. Where several editions
    have it nothing is chosen: that is a problem.
    """
    if not resources:
        return {}
    known: dict[str, set[str]] = {}
    for edition in Edition.objects.select_related("catalogue"):
        for name in (str(edition), edition.title_nl, edition.title_en, edition.source):
            known.setdefault(_folded(name), set()).add(str(edition))
    found = {}
    for first, names in resources.items():
        editions = next((known[_folded(name)] for name in names if name and _folded(name) in known), set())
        if len(editions) == 1:
            found[first] = next(iter(editions))
        elif editions:
            listed = ", ".join(sorted(editions))
            what = f"Deze naam past op meer dan één norm: {listed}. Zet de id van de goede als 'href' in het bestand."
            problems.append(FileProblem(first, what))
    return found


def _folded(name: str) -> str:
    return _SUFFIX.sub("", name.strip()).casefold()
