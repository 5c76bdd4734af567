"""A sheet that was sent in waits for its uploader only, for a day, and never in numbers that fill the disk."""

from datetime import timedelta

import pytest

from tests import people
from tests.cast import AT, ELSEWHERE
from waarborg.apps.assessments.actions import uploads as acts
from waarborg.apps.assessments.models import SheetImport, SheetUpload
from waarborg.apps.assessments.queries import uploads as reads
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.domain.permissions import Role


@pytest.fixture
def round_(veldermeer):
    return veldermeer.start()


@pytest.fixture
def send(veldermeer, round_):
    """Send a sheet in, as the CISO unless told otherwise."""

    def keep(name="eigen.csv", *, of=None, at=AT):
        by = people.actor(of or veldermeer.ciso)
        file = acts.SheetFile(name, b"Nummer;Status", round_.subjects.get())
        with within(veldermeer.organisation.pk):
            return acts.keep_upload(organisation=veldermeer.organisation, round_=round_, file=file, by=by, at=at)

    return keep


def names(veldermeer, round_, of, at=AT) -> list[str]:
    with within(veldermeer.organisation.pk):
        found = reads.uploads(veldermeer.organisation, round_, people.actor(of), at=at)
        return [one.file_name for one in found]


def test_only_who_sent_a_sheet_sees_it(veldermeer, round_, send):
    iso = people.member(veldermeer.organisation, Role.ISO)
    kept = send()

    assert names(veldermeer, round_, veldermeer.ciso) == ["eigen.csv"]
    assert names(veldermeer, round_, iso) == []
    with within(veldermeer.organisation.pk):
        mine = people.actor(veldermeer.ciso)
        assert reads.upload(veldermeer.organisation, round_, kept.pk, mine, at=AT) == kept
        assert reads.upload(veldermeer.organisation, round_, kept.pk, people.actor(iso), at=AT) is None
        with pytest.raises(LookupError):
            acts.keep_choices(upload=kept, choices={"norm": "ja"}, by=people.actor(iso))
        with pytest.raises(LookupError):
            acts.forget_upload(upload=kept, by=people.actor(iso), at=AT)


def test_another_organisation_finds_no_sheet_at_all(veldermeer, send):
    send()
    with within(people.organisation(ELSEWHERE).pk):
        assert SheetUpload.objects.count() == 0


def test_who_may_not_exchange_sheets_keeps_none(veldermeer, send):
    with pytest.raises(NotAllowedError):
        send(of=veldermeer.manager)


def test_after_a_day_a_sheet_is_gone(veldermeer, round_, send):
    send()
    later = AT + timedelta(days=1, seconds=1)

    assert names(veldermeer, round_, veldermeer.ciso, at=later) == []
    assert acts.forget_old_uploads(AT + timedelta(hours=23)) == 0
    assert acts.forget_old_uploads(later) == 1
    assert SheetUpload.objects.count() == 0


def test_the_oldest_sheet_makes_room(veldermeer, round_, send, monkeypatch):
    iso = people.member(veldermeer.organisation, Role.ISO)
    for n in range(acts.MOST_OF_A_MEMBER + 1):
        send(f"{n}.csv")
    assert names(veldermeer, round_, veldermeer.ciso) == ["5.csv", "4.csv", "3.csv", "2.csv", "1.csv"]

    monkeypatch.setattr(acts, "MOST_OF_AN_ORGANISATION", 3)
    send("iso.csv", of=iso)
    assert names(veldermeer, round_, veldermeer.ciso) == ["5.csv", "4.csv"]
    assert names(veldermeer, round_, iso) == ["iso.csv"]


def test_reading_a_sheet_otherwise_leaves_one_list_of_changes(veldermeer, round_, send):
    kept, by = send(), people.actor(veldermeer.ciso)
    given = {"organisation": veldermeer.organisation, "assessment": round_, "at": AT, "by": by.name}
    first, second, done = (
        SheetImport.objects.create(**given, batch=f"00000000-0000-0000-0000-00000000000{n}") for n in range(3)
    )
    with within(veldermeer.organisation.pk):
        acts.tie_upload(upload=kept, found=first, by=by)
        acts.tie_upload(upload=kept, found=second, by=by)
        assert set(SheetImport.objects.all()) == {second, done}

        SheetImport.objects.filter(pk=second.pk).update(applied_at=AT)
        acts.tie_upload(upload=kept, found=done, by=by)
        assert set(SheetImport.objects.all()) == {second, done}


def test_the_journal_knows_who_sent_a_sheet_in_and_threw_it_away(veldermeer, send):
    kept = send()
    with within(veldermeer.organisation.pk):
        acts.forget_upload(upload=kept, by=people.actor(veldermeer.ciso), at=AT)
        lines = JournalLine.objects.filter(action__startswith="assessment.sheet_").order_by("pk")
        assert [line.action for line in lines] == ["assessment.sheet_uploaded", "assessment.sheet_removed"]
        assert "eigen.csv" not in str(lines[0].detail)


def test_a_sheet_is_found_in_its_own_round_only(veldermeer, round_, send):
    kept = send()
    other = type(round_)(pk=round_.pk + 1)
    with within(veldermeer.organisation.pk):
        assert reads.upload(veldermeer.organisation, other, kept.pk, people.actor(veldermeer.ciso), at=AT) is None


def test_a_sheet_from_before_yesterday_makes_room_for_any_other(veldermeer, send):
    iso = people.member(veldermeer.organisation, Role.ISO)
    send("oud.csv")
    send("nieuw.csv", of=iso, at=AT + timedelta(days=1, seconds=1))

    with within(veldermeer.organisation.pk):
        assert [one.file_name for one in SheetUpload.objects.all()] == ["nieuw.csv"]
