"""Gemeente Veldermeer with a few registers and people, for tests of rounds."""

from dataclasses import dataclass
from datetime import date

from tests import people
from tests.cast import AT, VELDERMEER
from waarborg.apps.assessments.actions import NewRound, Subjects, start_round
from waarborg.apps.assessments.models import Assessment, Judgement
from waarborg.apps.base.tenancy import within
from waarborg.apps.norms import queries as norms
from waarborg.apps.organisations.models import Member, Organisation, Process, System
from waarborg.domain.permissions import Role


@dataclass
class Town:
    """The organisation, the people of the tests, and what they do."""

    organisation: Organisation
    ciso: Member
    manager: Member

    def start(self, *, by: Member | None = None, **changes) -> Assessment:
        """A round against BIO2 1.3, organisation-wide unless told otherwise."""
        new = {
            "edition": norms.edition("bio2@1.3"),
            "title": "Nulmeting 2027",
            "reference_on": date(2027, 2, 1),
            **changes,
        }
        with within(self.organisation.pk):
            return start_round(
                organisation=self.organisation, new=NewRound(**new), by=people.actor(by or self.ciso), at=AT
            )

    def row(self, round_: Assessment, number: str, over: str = "") -> Judgement:
        return Judgement.objects.get(assessment=round_, item__number=number, subject__code=over)


def build() -> Town:
    organisation = people.organisation(VELDERMEER)
    ciso = people.member(organisation, Role.CISO)
    manager = people.member(organisation, Role.PROCESS_OWNER)
    for code, name in (("s01", "Burgerzakensysteem"), ("s02", "Zaaksysteem")):
        System.objects.create(organisation=organisation, code=code, name=name, owner=manager)
    Process.objects.create(organisation=organisation, code="p01", name="Burgerzaken", owner=manager)
    return Town(organisation, ciso, manager)


WHOLE_AND_SYSTEMS = Subjects(organisation=True, systems=("s01", "s02"), to_owners=True)
