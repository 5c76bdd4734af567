"""Catalogues, their editions, and the items that give a requirement a number, a status and a text.

Identity is not the number: a `Requirement` stays, an `Item` is its place in one edition, a `Succession` links places.
"""

from enum import StrEnum
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from waarborg.domain.norms import Change, ItemKind, ItemStatus, RelationKind, TextMatch


def _choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


class Catalogue(models.Model):
    """A norm through time: `bio2`, `iso27002`. `shipped` content comes with the product, the rest was imported."""

    name = models.SlugField(max_length=80, unique=True)
    title_nl = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    publisher = models.CharField(max_length=300, blank=True)
    shipped = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """One published version of a catalogue. It never changes: `digest` is what loading compares with.

    `loaded_as` is new for every loading, in whatever database: what a process remembers of the items goes by it.
    """

    catalogue = models.ForeignKey(Catalogue, on_delete=models.PROTECT, related_name="editions")
    version = models.CharField(max_length=40)
    title_nl = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    description_nl = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    published_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    licence = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    loaded_as = models.UUIDField(db_default=RandomUUID(), editable=False)
    position = models.PositiveIntegerField(default=1000)

    class Meta:
        ordering: ClassVar = ["position", "catalogue__name", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["catalogue", "version"], name="edition_once_per_catalogue")
        ]

    def __str__(self) -> str:
        return f"{self.catalogue.name}@{self.version}"


class Requirement(models.Model):
    """What is asked, whatever its number: the permanent identity."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.PROTECT, related_name="requirements")
    key = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["catalogue", "key"], name="requirement_once_per_catalogue")
        ]

    def __str__(self) -> str:
        return f"{self.catalogue.name}:{self.key}"


class Item(models.Model):
    """A requirement's place in one edition.

    `content` holds the prose and facts of `content/_schema/edition.json` that are shown but never filtered on: why,
    question, evidence, rhythm, register, decider, cost, consequences, effort, note.
    `attributes` holds the ISO 27002 attributes: control_type, properties, concepts, capabilities, domains.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="items")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    number = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=300)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=_choices(ItemKind))
    status = models.CharField(max_length=10, choices=_choices(ItemStatus))
    moved_to = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    refers_to = models.CharField(max_length=120, blank=True)
    bbn = models.CharField(max_length=2, blank=True)
    roles = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    categories = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    concepts = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    theme = models.CharField(max_length=40, blank=True)
    owner = models.CharField(max_length=40, blank=True)
    cbw_scope = models.CharField(max_length=10, blank=True)
    title_nl = models.CharField(max_length=500, blank=True)
    title_en = models.CharField(max_length=500, blank=True)
    summary_nl = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    content = models.JSONField(default=dict)
    attributes = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)
    source = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    search_nl = SearchVectorField(null=True)
    search_en = SearchVectorField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number", "kind"], name="item_number_once_per_edition"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["edition", "position"], name="item_in_order"),
            models.Index(fields=["requirement"], name="item_of_requirement"),
            GinIndex(fields=["search_nl"], name="item_search_nl"),
            GinIndex(fields=["search_en"], name="item_search_en"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.number}"


class OfficialText(models.Model):
    """The publisher's words for an item, imported from the publisher's own file on this installation."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="official_text")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    match = models.CharField(max_length=12, choices=_choices(TextMatch))
    file_name = models.CharField(max_length=300)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.item_id}: {self.match}"


class Succession(models.Model):
    """A step from an item of an older edition to one of a newer; no `old` means new, no `new` means withdrawn.

    The editions stand on the step itself: an edition can have more than one successor.
    """

    old_edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    new_edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    old = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="successors")
    new = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="predecessors")
    change = models.CharField(max_length=10, choices=_choices(Change))
    note_nl = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(old__isnull=False) | models.Q(new__isnull=False), name="succession_has_an_end"
            ),
            models.UniqueConstraint(
                fields=["old_edition", "new_edition", "old", "new"], name="succession_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} -> {self.new_id} ({self.change})"


class Relation(models.Model):
    """A tie between items of different norms, with who says so."""

    source_item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="relations_out")
    target_item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="relations_in")
    kind = models.CharField(max_length=10, choices=_choices(RelationKind))
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source_item", "target_item", "source"], name="relation_once_per_source")
        ]

    def __str__(self) -> str:
        return f"{self.source_item_id} {self.kind} {self.target_item_id}"


class LibraryObject(models.Model):
    """What else a library file holds: risk matrices, threats, reference controls. Kept whole for later steps."""

    library = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=300)
    name = models.CharField(max_length=500, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="library_object_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
