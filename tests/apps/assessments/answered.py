"""A round of Veldermeer that was started in the application, with an answered row on the name of Bram."""

from datetime import date

from tests import people
from tests.cast import AT, TODAY, VELDERMEER
from waarborg.apps.assessments.actions import Edit, NewRound, Subjects, assign_rows, save_judgement, start_round
from waarborg.apps.assessments.models import Judgement
from waarborg.apps.base.tenancy import within
from waarborg.apps.norms import queries as norms
from waarborg.apps.organisations.models import System
from waarborg.apps.reports.actions.close import ask_close
from waarborg.apps.reports.actions.freeze import freeze_round
from waarborg.domain.permissions import Role
from waarborg.domain.rounds import Depth

__all__ = ["AT", "TODAY", "answer", "asked_round", "close", "freeze", "start"]


def start(
    organisation,
    by,
    *,
    edition="bio2@1.3",
    on=date(2027, 1, 31),
    systems=0,
    title="Nulmeting",
    depth=Depth.WERKING,
):
    """A round over the organisation, and over this many systems."""
    codes = [f"s{n}" for n in range(systems)]
    for code in codes:
        System.objects.get_or_create(organisation=organisation, code=code, defaults={"name": f"Systeem {code}"})
    new = NewRound(
        edition=norms.edition(edition),
        title=title,
        reference_on=on,
        subjects=Subjects(organisation=True, systems=codes),
        depth=depth,
    )
    return start_round(organisation=organisation, new=new, by=by, at=AT)


def answer(round_, number, by, **values):
    """Judge one row of the organisation."""
    row = Judgement.objects.get(assessment=round_, item__number=number, subject__code="")
    save_judgement(organisation=round_.organisation, edit=Edit(row.pk, values), by=by, at=AT, origin="page")
    return row


def asked_round():
    """The round, its CISO, and Bram, who answers 5.17.01."""
    organisation = people.organisation(VELDERMEER)
    with within(organisation.pk):
        ciso, bram = people.member(organisation, Role.CISO), people.member(organisation, Role.PROCESS_OWNER)
        by = people.actor(ciso)
        round_ = start(organisation, by)
        row = answer(round_, "5.17.01", by, opzet="meets", bestaan="partly", werking="fails", explanation="Bijna.")
        assign_rows(organisation=organisation, round_=round_, rows=[row.pk], assignee_id=bram.pk, by=by, at=AT)
    return round_, ciso, bram


def close(round_, by, *, at=AT):
    """Ask for it, and be the worker that does it."""
    freeze(ask_close(round_=round_, by=by, at=at), at=at)
    round_.refresh_from_db()
    assert round_.status == "closed"


def freeze(closing, *, at=AT):
    """What a worker does when its turn comes."""
    freeze_round(organisation_id=closing.organisation_id, closing_id=closing.pk, today=TODAY, clock=lambda: at)
