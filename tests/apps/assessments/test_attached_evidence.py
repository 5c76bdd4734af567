"""What judgements rest on: tying, loosening, newer versions, and the rules that it satisfies."""

import pytest

from tests import people
from tests.apps.evidence import files
from tests.cast import AT
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import (
    Edit,
    RoundClosedError,
    attach_evidence,
    detach_evidence,
    follow_newer_version,
    save_judgement,
)
from waarborg.apps.assessments.models import JudgementChange, JudgementEvidence
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.tenancy import within
from waarborg.apps.evidence.actions import (
    Details,
    EvidenceRefusedError,
    Upload,
    add_file,
    withdraw_evidence,
)
from waarborg.domain.assessments import Level
from waarborg.domain.evidence import Confidentiality


@pytest.fixture
def row(veldermeer):
    """A measure that is said to meet, and that the manager answers."""
    found = veldermeer.row(veldermeer.start(), "5.17.01")
    found.assignee = veldermeer.manager
    found.opzet = "meets"
    found.save()
    return found


@pytest.fixture
def who(veldermeer):
    return {"organisation": veldermeer.organisation, "by": people.actor(veldermeer.ciso), "at": AT}


@pytest.fixture(autouse=True)
def _inside(veldermeer):
    with within(veldermeer.organisation.pk):
        yield


def keep(who, content=files.PDF, **details):
    return add_file(upload=Upload("besluit.pdf", content), details=Details(title="Besluit", **details), **who).evidence


def test_a_verdict_rests_on_evidence_and_keeps_the_rule_about_it(row, who):
    assert [problem.code for problem in queries.broken_rules(row)] == ["NM-05"]

    attach_evidence(judgement_id=row.pk, evidence=keep(who), levels=[Level.OPZET], **who)

    fresh = queries.judgements(row.assessment).get(pk=row.pk)
    assert queries.as_domain(fresh).evidence == "Besluit"
    assert queries.broken_rules(fresh) == []
    assert JudgementChange.objects.get(origin="proof").after["levels"] == ["opzet"]


def test_the_title_of_confidential_evidence_stays_out_of_reports(row, who):
    attach_evidence(
        judgement_id=row.pk,
        evidence=keep(who, confidentiality=Confidentiality.SECRET),
        levels=[Level.OPZET],
        **who,
    )
    fresh = queries.judgements(row.assessment).get(pk=row.pk)

    assert queries.as_domain(fresh).evidence == "vertrouwelijk bewijsstuk"


def test_who_must_answer_sees_what_the_own_row_rests_on(veldermeer, row, who):
    secret = keep(who, confidentiality=Confidentiality.SECRET)
    by = people.actor(veldermeer.manager)
    assert not queries.visible_evidence(veldermeer.organisation, by).exists()

    attach_evidence(judgement_id=row.pk, evidence=secret, levels=[Level.OPZET], **who)

    assert list(queries.visible_evidence(veldermeer.organisation, by)) == [secret]
    assert [one.pk for one in queries.resting_on(veldermeer.organisation, secret, by)] == [row.pk]


def test_evidence_that_something_rests_on_is_not_withdrawn(row, who):
    kept = keep(who)
    attach_evidence(judgement_id=row.pk, evidence=kept, levels=[Level.OPZET, Level.BESTAAN], **who)
    with pytest.raises(EvidenceRefusedError, match="EV-07"):
        withdraw_evidence(evidence_id=kept.pk, **who)

    assert detach_evidence(judgement_id=row.pk, evidence_id=kept.pk, **who) == [Level.OPZET, Level.BESTAAN]
    assert withdraw_evidence(evidence_id=kept.pk, **who).withdrawn_at == AT


def test_open_rounds_follow_a_newer_version_and_closed_ones_keep_the_old(veldermeer, row, who):
    closed = veldermeer.row(veldermeer.start(title="Vorig jaar"), "5.17.01")
    old = keep(who)
    for one in (row, closed):
        attach_evidence(judgement_id=one.pk, evidence=old, levels=[Level.OPZET], **who)
    closed.assessment.status = "closed"
    closed.assessment.save()
    new = add_file(
        upload=Upload("b.pdf", files.PDF + b"2"), details=Details(title="Nieuw"), replaces=old, **who
    ).evidence

    assert follow_newer_version(old=old, new=new, **who) == 1
    assert dict(JudgementEvidence.objects.values_list("judgement", "evidence")) == {row.pk: new.pk, closed.pk: old.pk}
    old.refresh_from_db()
    assert old.replaced_by == new


def test_only_who_may_judge_and_only_while_the_round_is_open(veldermeer, row, who):
    kept = keep(who)
    other = veldermeer.row(row.assessment, "5.02.02")
    manager = {**who, "by": people.actor(veldermeer.manager)}
    with pytest.raises(NotAllowedError):
        attach_evidence(judgement_id=other.pk, evidence=kept, levels=[Level.OPZET], **manager)
    row.assessment.status = "closed"
    row.assessment.save()
    with pytest.raises(RoundClosedError):
        attach_evidence(judgement_id=row.pk, evidence=kept, levels=[Level.OPZET], **who)


def test_how_it_stood_the_round_before_is_found_over_editions(veldermeer, who):
    from datetime import date

    from waarborg.apps.norms import queries as norms

    first = veldermeer.start(edition=norms.edition("bio2@1.2"), reference_on=date(2026, 2, 1))
    before = veldermeer.row(first, "5.17.01")
    save_judgement(edit=Edit(before.pk, {"opzet": "partly"}), origin="page", **who)
    now = veldermeer.start()
    found = queries.earlier(veldermeer.organisation, now, veldermeer.row(now, "5.17.01"))

    assert [(one.assessment, one.opzet) for one in found] == [(first, "partly")]
