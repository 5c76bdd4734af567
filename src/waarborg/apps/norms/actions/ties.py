"""Relations, successions and objects of an imported file: stored where both ends are here."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from waarborg.apps.norms.actions.naming import named_here
from waarborg.apps.norms.actions.outcome import TieCounts
from waarborg.apps.norms.models import Edition, Item, LibraryObject, Relation, Succession
from waarborg.apps.norms.queries import steps
from waarborg.apps.norms.shapes import FileProblem, ParsedNorm, ParsedObject, ParsedRelation, ParsedSuccession
from waarborg.domain.norms import EditionId
from waarborg.domain.numbers import storage_key

_LISTED = 25


@dataclass(slots=True)
class _Ends:
    """Finds items for the ends of ties: in the edition that the end names, by number or by the source's own key."""

    real_ids: dict[str, str]
    own_keys: Container[str] = ()  # the editions of which the ends are keys before they are numbers
    by_place: dict[str, dict[str, int]] = field(default_factory=dict)
    by_key: dict[str, dict[str, int]] = field(default_factory=dict)
    anywhere: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))  # key to edition to item

    def load(self, ends: Iterable[tuple[str, str]]) -> None:
        keys = set()
        for edition, number in ends:
            if _is_edition(self.real_ids.get(edition, edition)):
                self._load_edition(self.real_ids.get(edition, edition))
            else:
                keys.add(number)
        found = Item.objects.filter(requirement__key__in=keys, edition__catalogue__shipped=False)
        for item in found.select_related("edition__catalogue", "requirement").order_by("edition_id"):
            self.anywhere[item.requirement.key][str(item.edition)] = item.pk

    def _load_edition(self, edition: str) -> None:
        if edition in self.by_place:
            return
        name = EditionId.parse(edition)
        rows = Item.objects.filter(edition__catalogue__name=name.name, edition__version=name.version)
        found = list(rows.order_by("position").values_list("sort_key", "requirement__key", "id"))
        self.by_place[edition] = {place: pk for place, _, pk in found}
        self.by_key[edition] = {key: pk for _, key, pk in found}

    def find(self, edition: str, number: str) -> int | None:
        """The item, or None. An end that names no edition is found by its key, when one norm has it."""
        real = self.real_ids.get(edition, edition)
        if real in self.by_place:
            ways = [self.by_place[real].get(storage_key(number)), self.by_key[real].get(number)]
            first, second = reversed(ways) if edition in self.own_keys else ways
            return first or second
        if edition in self.own_keys:
            return None  # it names a norm, and that one is not here
        found = self.anywhere.get(number, {})
        # a URN names the norm itself: of two editions of it the last one counts
        return list(found.values())[-1] if found and (edition or len(found) == 1) else None

    def name(self, edition: str) -> str:
        """What the edition is called here, for messages; what the file calls it when it is not here."""
        return self.real_ids.get(edition, edition)


def _is_edition(text: str) -> bool:
    try:
        EditionId.parse(text)
    except ValueError:
        return False
    return True


def tie_relations(norm: ParsedNorm, real_ids: dict[str, str], problems: list[FileProblem]) -> TieCounts:
    """Store the relations of which both ends are here; report the others."""
    ends = _Ends({**named_here(norm.resources, problems), **real_ids}, norm.resources)
    ends.load(
        end
        for tie in norm.relations
        for end in ((tie.source_edition, tie.source_number), (tie.target_edition, tie.target_number))
    )
    rows: dict[tuple[int, int, str], Relation] = {}
    open_ends: list[tuple[ParsedRelation, str, str]] = []
    for tie in norm.relations:
        source = ends.find(tie.source_edition, tie.source_number)
        target = ends.find(tie.target_edition, tie.target_number)
        if source is None or target is None:
            missing = (
                (tie.source_edition, tie.source_number) if source is None else (tie.target_edition, tie.target_number)
            )
            open_ends.append((tie, *missing))
            continue
        rows[source, target, tie.source] = Relation(
            source_item_id=source, target_item_id=target, kind=tie.kind.value, note=tie.note, source=tie.source
        )
    here = _relations_here(rows)
    Relation.objects.bulk_create([row for key, row in rows.items() if key not in here], batch_size=1000)
    _report_open_ends(open_ends, norm, ends, problems)
    return TieCounts(added=len(rows) - len(here), present=len(here), unresolved=len(open_ends))


def _relations_here(rows: dict[tuple[int, int, str], Relation]) -> set[tuple[int, int, str]]:
    sources = {source for source, _, _ in rows}
    found = Relation.objects.filter(source_item__in=sources).values_list("source_item_id", "target_item_id", "source")
    return set(rows) & set(found)


def _report_open_ends(
    open_ends: list[tuple[ParsedRelation, str, str]], norm: ParsedNorm, ends: _Ends, problems: list[FileProblem]
) -> None:
    totals = Counter(end for tie in norm.relations for end in (tie.source_edition, tie.target_edition))
    by_edition: dict[str, list[tuple[ParsedRelation, str]]] = defaultdict(list)
    for tie, edition, number in open_ends:
        by_edition[edition].append((tie, number))
    for edition, ties in by_edition.items():
        if edition and ends.name(edition) not in ends.by_place and len(ties) == totals[edition]:
            problems.append(_not_here(edition, len(ties), norm))
            continue
        problems += [
            FileProblem(tie.where, _open_end(number, ends.name(edition), ends.anywhere.get(number, {})))
            for tie, number in ties[:_LISTED]
        ]
        if len(ties) > _LISTED:
            what = f"Nog {len(ties) - _LISTED} koppelingen naar wat niet bestaat."
            problems.append(FileProblem(ends.name(edition) or "koppelingen", what))


def _not_here(edition: str, count: int, norm: ParsedNorm) -> FileProblem:
    what = (
        f"Dit kader is hier niet ingelezen, dus {count} koppelingen wachten. Lees eerst het kader in, en daarna dit "
        "bestand opnieuw."
    )
    if edition in norm.resources:
        what += " Heet het kader hier anders, zet dan zijn id (zoals norm@1) als 'href' bij 'source-resource' of "
        what += "'target-resource'."
    return FileProblem(edition, what)


def _open_end(number: str, edition: str, candidates: Iterable[str]) -> str:
    if edition:
        return f"{number} bestaat niet in {edition}."
    if several := ", ".join(candidates):
        return (
            f"{number} staat in meer dan één norm ({several}) en het bestand zegt niet welke het bedoelt. Noem die bij "
            "'source-resource' of 'target-resource'."
        )
    return f"{number} bestaat in geen enkele ingelezen norm, en het bestand zegt niet bij welke het hoort."


@dataclass(slots=True)
class _Lineages:
    """The steps that are known between two editions, as pairs of item ids; over the editions between where need be."""

    editions: dict[str, Edition]
    known: dict[tuple[str, str], set[tuple[int | None, int | None]]] = field(default_factory=dict)

    def between(self, old: str, new: str) -> set[tuple[int | None, int | None]]:
        if (old, new) not in self.known:
            self.known[old, new] = self._read(self.editions[old], self.editions[new])
        return self.known[old, new]

    def _read(self, old: Edition, new: Edition) -> set[tuple[int | None, int | None]]:
        try:
            found = steps.successions(old, new)
        except steps.UnrelatedEditionsError:
            return set()
        olds, news = (dict(edition.items.values_list("number", "id")) for edition in (old, new))
        return {(olds.get(step.old), news.get(step.new)) for step in found}


def _row(step: ParsedSuccession, old: tuple[Edition, int | None], new: tuple[Edition, int | None]) -> Succession:
    return Succession(
        old_edition=old[0],
        old_id=old[1],
        new_edition=new[0],
        new_id=new[1],
        change=step.change.value,
        note_nl=step.note.nl,
        note_en=step.note.en,
        source=step.source,
    )


def tie_successions(norm: ParsedNorm, real_ids: dict[str, str], problems: list[FileProblem]) -> TieCounts:
    """Store steps of imported editions. The lineage between shipped editions stays as shipped: what differs is told."""
    ends = _Ends(real_ids)
    ends.load(
        end
        for step in norm.successions
        for end in ((step.old_edition, step.old), (step.new_edition, step.new))
        if end[1]
    )
    editions = {str(e): e for e in Edition.objects.select_related("catalogue")}
    lineages = _Lineages(editions)
    rows, present, unresolved = [], 0, 0
    for step in norm.successions:
        old = ends.find(step.old_edition, step.old) if step.old else None
        new = ends.find(step.new_edition, step.new) if step.new else None
        pair = (real_ids.get(step.old_edition, step.old_edition), real_ids.get(step.new_edition, step.new_edition))
        if (step.old and old is None) or (step.new and new is None) or not set(pair) <= set(editions):
            unresolved += 1
        elif (old, new) in lineages.between(*pair):
            present += 1
        elif all(editions[edition].catalogue.shipped for edition in pair):
            unresolved += 1
            problems.append(
                FileProblem(step.source, f"{step.old or 'geen'} → {step.new or 'geen'} staat niet in onze afstamming.")
            )
        else:
            lineages.between(*pair).add((old, new))
            rows.append(_row(step, (editions[pair[0]], old), (editions[pair[1]], new)))
    Succession.objects.bulk_create(rows, batch_size=1000)
    return TieCounts(added=len(rows), present=present, unresolved=unresolved)


def keep_objects(objects: tuple[ParsedObject, ...], problems: list[FileProblem]) -> TieCounts:
    """Store risk matrices, threats and reference controls. One that is here and says otherwise stays as it is."""
    here = {
        (row.kind, row.key): row.data for row in LibraryObject.objects.filter(key__in={found.key for found in objects})
    }
    new: dict[tuple[str, str], LibraryObject] = {}
    present = 0
    for found in objects:
        place = (found.kind, found.key)
        if place not in here:
            library = str(found.data.get("library", ""))[:300]
            new.setdefault(
                place, LibraryObject(library=library, kind=found.kind, key=found.key, name=found.name, data=found.data)
            )
            continue
        present += 1
        if here[place] != found.data:
            problems.append(FileProblem(found.key, "Dit onderdeel is hier al in een andere vorm; dat blijft zo."))
    LibraryObject.objects.bulk_create(new.values(), batch_size=500)
    return TieCounts(added=len(new), present=present)
