"""The registers: units, locations, processes, systems, and the scope of the ISMS over them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from waarborg.apps.organisations.models.members import Member
from waarborg.apps.organisations.models.organisation import Organisation


class Entry(models.Model):
    """What every register line has. `code` is the organisation's own, stands in the address and never changes."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    owner = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    in_scope = models.BooleanField(default=True)
    out_of_scope_because = models.TextField(blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # one more with every change, to see who was first

    class Meta:
        abstract = True
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", Lower("code"), name="%(class)s_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Classified(Entry):
    """With BIV, as places on the organisation's scale, 1 the lowest; None is not classified."""

    availability = models.PositiveSmallIntegerField(null=True, blank=True)
    integrity = models.PositiveSmallIntegerField(null=True, blank=True)
    confidentiality = models.PositiveSmallIntegerField(null=True, blank=True)
    max_outage_hours = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)  # RTO
    max_data_loss_hours = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)  # RPO

    class Meta(Entry.Meta):
        abstract = True


class Unit(Entry):
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")


class Location(Entry):
    address = models.CharField(max_length=300, blank=True)


class Process(Classified):
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    personal_data = models.CharField(max_length=20, blank=True)  # none, ordinary, special
    is_critical = models.BooleanField(default=False)


class System(Classified):
    """Its BIV is the highest of its processes, unless `override_because` argues for the one that stands here."""

    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    location = models.ForeignKey(Location, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    supplier = models.CharField(max_length=200, blank=True)
    personal_data = models.CharField(max_length=20, blank=True)
    is_ot = models.BooleanField(default=False)
    is_cloud = models.BooleanField(default=False)
    is_internet_facing = models.BooleanField(default=False)
    override_because = models.TextField(blank=True)


class ProcessSystem(models.Model):
    """A process that leans on a system."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "process", "system"], name="process_system_once")
        ]


class RegisterChange(models.Model):
    """One change of one entry: the fields before (null: it was added) and after, as a book has them.

    Not read from the journal: that is cleared after its time, and only few may read it. `labels` is what the levels in
    it were called, for a scale can change.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    register = models.CharField(max_length=20)  # RegisterKind
    entry = models.PositiveBigIntegerField()  # key in the table of that register
    version = models.PositiveIntegerField()  # of the entry, after the change
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField()
    labels = models.JSONField(default=dict)  # field -> label before and after

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "register", "entry", "version"], name="version_of_entry_once"
            )
        ]


class Scope(models.Model):
    """The scope of the ISMS in words, and the scale of the BIV: its labels from low to high."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="+")
    statement = models.TextField(blank=True)
    biv_labels = models.JSONField(default=list)
    floor_ordinary = models.PositiveSmallIntegerField(null=True, blank=True)  # places on the scale; see domain.biv
    floor_special = models.PositiveSmallIntegerField(null=True, blank=True, default=3)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)


class RegisterImport(models.Model):
    """A sheet for the registers: what it said, what was taken over, and what that changed, so that it can be undone.

    `rows` is the sheet as it was read, so that nobody has to send it twice; `changes` is empty until it is applied.
    `sheets` are those of which somebody has to say what they hold, until it is applied.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    file_name = models.CharField(max_length=300)
    file_sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    sheets = models.JSONField(default=list)
    notes = models.JSONField(default=list)  # what was not understood, by sheet and cell
    changes = models.JSONField(default=list)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
