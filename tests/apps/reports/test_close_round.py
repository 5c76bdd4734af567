"""Closing a round: what it said is frozen, whatever changes afterwards."""

import hashlib
import json

import pytest
from django.db import DatabaseError, transaction

from tests import people
from tests.apps.assessments.answered import AT, TODAY, answer, asked_round, close
from tests.cast import NAMES
from waarborg.apps.assessments.actions import Edit, RoundClosedError, save_judgement
from waarborg.apps.assessments.actions import hearing as hearings
from waarborg.apps.assessments.models import Assessment, Judgement, Snapshot
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.norms.models import Item
from waarborg.apps.organisations.models import Member
from waarborg.apps.reports.actions.close import AlreadyClosedError, UnansweredReactionsError, ask_close
from waarborg.apps.reports.actions.make import make_report
from waarborg.apps.reports.formats import frozen
from waarborg.apps.reports.models import ReportFile
from waarborg.apps.reports.queries import nulmeting_report, report_data
from waarborg.domain.permissions import Role


@pytest.fixture
def open_round(norms):
    round_, ciso, bram = asked_round()
    with within(round_.organisation_id):
        yield round_, people.actor(ciso), people.actor(bram)


@pytest.fixture
def closed(open_round):
    round_, ciso, _bram = open_round
    close(round_, ciso)
    return Assessment.objects.select_related("organisation", "edition__catalogue").get(pk=round_.pk)


def test_closing_keeps_figures_texts_and_rows_with_a_hash(closed):
    snapshot = Snapshot.objects.get(assessment=closed)

    canonical = json.dumps(snapshot.data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert snapshot.sha256 == hashlib.sha256(canonical).hexdigest()
    row = next(row for row in snapshot.data["rows"] if row["item_number"] == "5.17.01")
    assert (row["opzet"], row["explanation"], row["assignee_name"]) == ("meets", "Bijna.", NAMES[Role.PROCESS_OWNER])
    assert JournalLine.objects.get(action="assessment.close").detail["sha256"] == snapshot.sha256


def test_every_report_in_both_languages_is_asked_for(closed):
    asked = ReportFile.objects.filter(assessment=closed).values_list("file_name", "language")

    assert len(set(asked)) == 8
    assert set(ReportFile.objects.values_list("snapshot", flat=True)) == {Snapshot.objects.get(assessment=closed).pk}


def test_the_frozen_report_is_the_report_of_that_moment(open_round):
    round_, ciso, _bram = open_round
    before = {language: nulmeting_report(round_, language=language, today=TODAY) for language in ("nl", "en")}

    close(round_, ciso)

    for language, data in before.items():
        kept = report_data(round_, language=language, today=TODAY)
        assert frozen.plain(kept) == {**frozen.plain(data), "closed_on": TODAY.isoformat()}


def test_later_names_titles_and_people_change_nothing(closed):
    said = {code: frozen.digest(frozen.plain(report_data(closed, language=code, today=TODAY))) for code in ("nl", "en")}

    Member.objects.filter(roles=[Role.PROCESS_OWNER.value]).update(name="Iemand anders")
    closed.organisation.name = "Gemeente Nieuwmeer"
    closed.organisation.save()
    with transaction.atomic():
        Item.objects.filter(edition=closed.edition).update(title_nl="anders", title_en="different")

    again = Assessment.objects.select_related("organisation", "edition__catalogue").get(pk=closed.pk)
    for code, digest in said.items():
        assert frozen.digest(frozen.plain(report_data(again, language=code, today=TODAY))) == digest


def test_nobody_changes_an_answer_of_a_closed_round(closed, open_round):
    _round, ciso, _bram = open_round
    row = Judgement.objects.get(assessment=closed, item__number="5.17.01")

    with pytest.raises(RoundClosedError):
        save_judgement(
            organisation=closed.organisation, edit=Edit(row.pk, {"opzet": "fails"}), by=ciso, at=AT, origin="page"
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Judgement.objects.filter(pk=row.pk).update(opzet="fails")
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.filter(pk=closed.pk).update(status="open")


def test_a_round_closes_once(closed, open_round):
    _round, ciso, _bram = open_round
    with pytest.raises(AlreadyClosedError):
        ask_close(round_=closed, by=ciso, at=AT)


def test_it_stays_open_while_a_reaction_has_no_answer(open_round):
    round_, ciso, bram = open_round
    hearing = hearings.open_hearing(round_=round_, until_on=TODAY, message="", invite=[bram.member_id], by=ciso, at=AT)
    row = Judgement.objects.get(assessment=round_, assignee=bram.member_id)
    hearings.react(hearing=hearing, judgement_id=row.pk, agrees=False, text="Klopt niet.", by=bram, at=AT)

    with pytest.raises(UnansweredReactionsError):
        ask_close(round_=round_, by=ciso, at=AT)
    assert not Snapshot.objects.filter(assessment=round_).exists()


@pytest.mark.parametrize("role", [Role.ISO, Role.ADVISER, Role.AUDITOR, Role.BOARD, Role.PROCESS_OWNER])
def test_only_the_ciso_closes(open_round, role):
    round_, _ciso, _bram = open_round
    by = people.actor(people.member(round_.organisation, role, email=f"{role}@voorbeeld.test"))

    with pytest.raises(NotAllowedError):
        ask_close(round_=round_, by=by, at=AT)


def test_an_answer_before_closing_is_in_it(open_round):
    round_, ciso, _bram = open_round
    answer(round_, "5.17.02", ciso, opzet="fails")

    close(round_, ciso)

    snapshot = Snapshot.objects.get(assessment=round_)
    assert [row["opzet"] for row in snapshot.data["rows"] if row["item_number"] == "5.17.02"] == ["fails"]


def test_every_report_of_the_snapshot_can_be_made(closed):
    for report in ReportFile.objects.filter(assessment=closed):
        make_report(organisation_id=closed.organisation_id, report_id=report.pk, today=TODAY, clock=lambda: AT)

    assert set(ReportFile.objects.values_list("state", flat=True)) == {"done"}
