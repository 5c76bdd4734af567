"""Keeping evidence: files and links, who sees them, versions, and withdrawing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import people
from tests.apps.evidence import files
from tests.cast import AT, ELSEWHERE, VELDERMEER
from tests.machine import fake_clamd
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.evidence import queries
from waarborg.apps.evidence.actions import (
    Details,
    EvidenceRefusedError,
    NewerVersionError,
    Upload,
    add_file,
    add_link,
    withdraw_evidence,
)
from waarborg.apps.evidence.models import Evidence, EvidenceContent
from waarborg.domain.evidence import Confidentiality
from waarborg.domain.permissions import Role


@pytest.fixture
def town(db):
    return people.organisation(VELDERMEER)


@pytest.fixture
def ciso(town):
    return people.member(town, Role.CISO)


def add(by, content=files.PDF, *, name="besluit.pdf", title="Besluit", **details):
    details = Details(title=title, **details)
    upload = Upload(name, content)
    return add_file(organisation=by.organisation, upload=upload, details=details, by=people.actor(by), at=AT)


def keep(by, *args, **kwargs):
    with within(by.organisation_id):
        return add(by, *args, **kwargs)


def refused(by, *args, **kwargs):
    """The codes of the rules; what the act itself leaves behind stays, as in a page that catches the refusal."""
    with within(by.organisation_id), pytest.raises(EvidenceRefusedError) as error:
        add(by, *args, **kwargs)
    return [problem.code for problem in error.value.problems]


def test_a_file_is_kept_with_its_hash_and_a_line_in_the_journal(ciso):
    kept = keep(ciso).evidence

    assert (kept.media_type, kept.size, len(kept.sha256)) == ("application/pdf", len(files.PDF), 64)
    with within(ciso.organisation_id):
        assert queries.content(kept) == files.PDF
    assert JournalLine.objects.get(action="evidence.add").detail["sha256"] == kept.sha256


def test_the_same_bytes_are_kept_once(ciso):
    first, second = keep(ciso), keep(ciso, name="kopie.pdf")

    assert (second.was_there, second.evidence) == (True, first.evidence)
    assert EvidenceContent.objects.count() == 1


def test_somebody_who_may_not_see_the_first_copy_does_not_learn_of_it(town, ciso):
    keep(ciso, confidentiality=Confidentiality.SECRET)
    manager = people.member(town, Role.PROCESS_OWNER)

    assert not keep(manager).was_there


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "EV-01"),
        ({"content": b"MZ\x90\x00"}, "EV-03"),
        ({"content": b"", "name": "leeg.txt"}, "EV-04"),
        ({"period_from": date(2027, 2, 1), "period_until": date(2027, 1, 1)}, "EV-06"),
    ],
)
def test_what_cannot_be_evidence_is_refused_with_its_rule(ciso, changes, code):
    assert code in refused(ciso, **changes)


def test_a_file_over_the_limit_is_refused(ciso, settings):
    settings.EVIDENCE_MEGABYTES = 0

    assert refused(ciso) == ["EV-04"]


def test_a_link_is_kept_and_must_be_one(ciso):
    def link(url):
        with within(ciso.organisation_id):
            who = {"organisation": ciso.organisation, "by": people.actor(ciso), "at": AT}
            return add_link(url=url, details=Details(title="Zaak"), **who).evidence

    assert link("https://zaak.example/12").url == "https://zaak.example/12"
    for url, code in (("javascript:alert(1)", "EV-05"), ("", "EV-02")):
        with pytest.raises(EvidenceRefusedError, match=code):
            link(url)


def test_a_scanner_sees_every_file_before_it_is_kept(ciso, settings):
    with fake_clamd.running() as settings.SCANNER:
        assert keep(ciso).evidence.scanned_at == AT
        assert refused(ciso, fake_clamd.EICAR, name="virus.txt") == ["EV-08"]

    assert JournalLine.objects.get(action="evidence.malware").result == "refused"


def test_nothing_is_kept_while_the_scanner_is_down(ciso, settings):
    settings.SCANNER = "127.0.0.1:1"

    assert refused(ciso) == ["EV-09"]


def test_a_line_manager_sees_own_uploads_and_an_employee_adds_nothing(town, ciso):
    manager = people.member(town, Role.PROCESS_OWNER)
    keep(ciso)
    mine = keep(manager, files.PNG, name="foto.png").evidence
    with within(town.pk):
        assert list(queries.visible(town, people.actor(manager))) == [mine]
    with pytest.raises(NotAllowedError):
        keep(people.member(town, Role.EMPLOYEE))


@pytest.mark.parametrize(
    ("marking", "readers"),
    [
        (Confidentiality.INTERNAL, {Role.CISO, Role.ISO, Role.AUDITOR, Role.ADVISER, Role.BOARD}),
        (Confidentiality.CONFIDENTIAL, {Role.CISO, Role.ISO, Role.AUDITOR, Role.BOARD}),
        (Confidentiality.SECRET, {Role.CISO}),
    ],
)
def test_the_marking_decides_who_else_sees_it(town, marking, readers):
    keep(people.member(town, Role.PROCESS_OWNER), confidentiality=marking)
    seen = set()
    for role in (Role.CISO, Role.ISO, Role.AUDITOR, Role.ADVISER, Role.BOARD):
        by = people.actor(people.member(town, role))
        with within(town.pk):
            seen |= {role} if queries.visible(town, by).exists() else set()

    assert seen == readers


def test_another_organisation_sees_nothing(ciso):
    keep(ciso)
    elsewhere = people.organisation(ELSEWHERE)
    by = people.actor(people.member(elsewhere, Role.CISO))
    with within(elsewhere.pk):
        assert not queries.visible(elsewhere, by).exists()
        assert not queries.visible(ciso.organisation, by).exists()


def test_evidence_on_which_nothing_rests_is_withdrawn_and_stays_in_the_records(ciso):
    kept = keep(ciso).evidence
    with within(ciso.organisation_id):
        who = {"organisation": ciso.organisation, "by": people.actor(ciso), "at": AT}
        assert withdraw_evidence(evidence_id=kept.pk, **who).withdrawn_at == AT
        assert queries.content(kept) == files.PDF


def test_somebody_elses_evidence_is_replaced_only_by_who_may_all(town, ciso):
    old = keep(ciso).evidence
    manager = people.member(town, Role.PROCESS_OWNER)
    with within(town.pk), pytest.raises(NotAllowedError):
        add_file(
            organisation=town,
            upload=Upload("b.pdf", files.PDF + b"2"),
            details=Details(title="Nieuw"),
            by=people.actor(manager),
            at=AT,
            replaces=old,
        )


def newer(old, by, content=b"2"):
    return add_file(
        organisation=by.organisation,
        upload=Upload("b.pdf", files.PDF + content),
        details=Details(title="Nieuw"),
        by=people.actor(by),
        at=AT,
        replaces=old,
    )


def test_of_several_newer_versions_at_once_only_the_first_comes_in(ciso):
    """Each opened the page before the other sent."""
    old = keep(ciso).evidence
    with within(ciso.organisation_id):
        newer(Evidence.objects.get(pk=old.pk), ciso)
        with pytest.raises(NewerVersionError):
            newer(old, ciso, b"3")
    assert Evidence.objects.count() == 2


def test_the_database_lets_no_second_newer_version_in(ciso):
    old = keep(ciso).evidence
    with within(ciso.organisation_id):
        newer(Evidence.objects.get(pk=old.pk), ciso)
    other = keep(ciso, files.PDF + b"3", title="Anders").evidence
    with within(ciso.organisation_id), pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=old.pk).update(replaced_by=other)


@pytest.mark.parametrize("marking", [Confidentiality.CONFIDENTIAL, Confidentiality.SECRET])
def test_the_journal_names_no_title_of_what_is_confidential(ciso, marking):
    kept = keep(ciso, title="Ontslag van Jansen", confidentiality=marking).evidence
    with within(ciso.organisation_id):
        withdraw_evidence(organisation=ciso.organisation, evidence_id=kept.pk, by=people.actor(ciso), at=AT)

    told = JournalLine.objects.filter(action__startswith="evidence.").values_list("object", flat=True)
    assert list(told) == [f"{kept.pk} [{marking.value}]"] * 2


def test_the_journal_names_what_everybody_may_see(ciso):
    kept = keep(ciso, title="Beleid").evidence
    assert JournalLine.objects.get(action="evidence.add").object == f"{kept.pk}: Beleid"
