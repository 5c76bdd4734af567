"""My questions: only my own, one per screen, saved at once, and "weet ik niet" is an answer too."""

import pytest

from tests import people
from tests.cast import AT
from waarborg.apps.assessments.models import Judgement, JudgementEvidence, Remark
from waarborg.domain.permissions import Role

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40


@pytest.fixture
def town(norms):
    from tests.apps.assessments import town

    return town.build()


@pytest.fixture
def round_(town):
    """A round of which the manager has two measures and a guideline to answer."""
    made = town.start()
    mine = Judgement.objects.filter(assessment=made, item__number__in=("5.02.02", "5.17.01", "5.13.01"))
    mine.update(assignee=town.manager)
    return made


@pytest.fixture
def manager(town):
    return people.client(town.manager)


def address(town, round_, number):
    return f"/stand/{round_.slug}/vragen/{town.row(round_, number).pk}"


def answer(**changes):
    """What a browser sends: the answers, and what the page held."""
    names = ("opzet", "bestaan", "werking", "explanation", "evidence", "justification")
    initial = {f"initial-{name}": "" for name in names}
    return {
        "version": "1",
        **dict.fromkeys(names, ""),
        "help_wanted": "",
        "confidentiality": "internal",
        **initial,
        **changes,
    }


def test_the_overview_lists_only_my_questions(manager, town, round_):
    page = manager.get(f"/stand/{round_.slug}/vragen").content.decode()

    assert "0 van 3 beantwoord" in page
    assert "5.17.01" in page
    assert "5.01.01" not in page


def test_who_divides_the_questions_is_not_sent_to_the_ciso_but_to_the_dividing(town, round_):
    page = people.client(town.ciso).get(f"/stand/{round_.slug}/vragen").content.decode()

    assert "Vraag het de CISO" not in page
    assert f'href="/stand/{round_.slug}/toewijzen">Wijs vragen toe' in page


def test_a_question_is_asked_in_plain_words_with_its_reason(manager, town, round_):
    page = manager.get(address(town, round_, "5.17.01")).content.decode()

    for said in (
        "Is het afgesproken?",
        "Is het ingericht?",
        "Werkt het, en waaruit blijkt dat?",
        "Weet ik niet",
        "Waarom vragen we dit?",
        "Voorbeelden van bewijs",
        "Vraag 3 van 3",
    ):
        assert said in page


def test_a_guideline_is_asked_whether_it_is_followed(manager, town, round_):
    page = manager.get(address(town, round_, "5.13.01")).content.decode()

    assert "Volgen jullie deze richtlijn?" in page
    assert "Is het ingericht?" not in page


def test_an_answer_is_kept_and_leads_to_the_next_question(manager, town, round_):
    said = answer(opzet="meets", bestaan="partly", werking="fails", explanation="Via de IAM-straat.")
    response = manager.post(address(town, round_, "5.02.02"), said)

    row = town.row(round_, "5.02.02")
    assert (row.opzet, row.bestaan, row.werking, row.explanation) == ("meets", "partly", "fails", "Via de IAM-straat.")
    assert response.url == address(town, round_, "5.13.01")


def test_not_knowing_is_told_to_the_team_and_counts_as_done(manager, town, round_):
    manager.post(address(town, round_, "5.02.02"), answer(opzet="unknown", help_wanted="Vraag Wim."))

    remark = Remark.objects.get()
    assert (remark.text, remark.asks_help, remark.judgement.opzet) == ("Vraag Wim.", True, "not_assessed")
    assert "1 van 3 beantwoord" in manager.get(f"/stand/{round_.slug}/vragen").content.decode()


def test_not_for_us_needs_a_reason(manager, town, round_):
    refused = manager.post(address(town, round_, "5.02.02"), answer(not_for_us="on"))
    assert refused.status_code == 422
    assert "Schrijf waarom dit voor jullie niet kan gelden." in refused.content.decode()

    manager.post(address(town, round_, "5.02.02"), answer(not_for_us="on", justification="Wij hebben dit niet."))
    assert town.row(round_, "5.02.02").applicability == "not_applicable"


def test_a_photo_goes_with_the_answer(manager, town, round_):
    from django.core.files.uploadedfile import SimpleUploadedFile

    photo = SimpleUploadedFile("IMG_0042.png", PNG, "image/png")
    manager.post(address(town, round_, "5.02.02"), answer(opzet="meets", bestaan="fails", file=photo))

    tie = JudgementEvidence.objects.get()
    assert (tie.level, tie.evidence.title, tie.evidence.added_by) == ("opzet", "IMG_0042.png", town.manager)


def test_a_file_that_is_refused_keeps_what_was_typed(manager, town, round_):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = manager.post(
        address(town, round_, "5.02.02"),
        answer(opzet="meets", explanation="Dit typte ik.", file=SimpleUploadedFile("foto.png", b"<svg onload=x>")),
    )

    assert page.status_code == 422
    assert "Dit typte ik." in page.content.decode()
    assert town.row(round_, "5.02.02").opzet == "not_assessed"


def test_the_script_saves_an_answer_without_leaving_the_page(manager, town, round_):
    response = manager.post(address(town, round_, "5.02.02"), answer(opzet="meets"), headers={"X-Autosave": "1"})

    assert response.json()["version"] == 2
    assert response.json()["said"].startswith("Bewaard om ")
    assert town.row(round_, "5.02.02").opzet == "meets"


def test_who_answers_at_the_same_time_sees_both_and_loses_nothing(manager, town, round_):
    first = answer(opzet="meets", explanation="Van Anke")
    manager.post(address(town, round_, "5.02.02"), first, headers={"X-Autosave": "1"})

    page = manager.post(address(town, round_, "5.02.02"), answer(opzet="fails", explanation="Van iemand anders"))

    assert page.status_code == 409
    for said in ("Iemand anders was je voor", "Van Anke", "Van iemand anders"):
        assert said in page.content.decode()
    assert town.row(round_, "5.02.02").explanation == "Van Anke"


def test_the_question_of_somebody_else_is_not_there(manager, town, round_):
    assert manager.get(address(town, round_, "5.01.01")).status_code == 404


def test_when_all_is_answered_the_page_says_thanks(manager, town, round_):
    for number in ("5.02.02", "5.17.01"):
        manager.post(address(town, round_, number), answer(opzet="meets", bestaan="meets", werking="meets"))
    manager.post(address(town, round_, "5.13.01"), answer(follows="follows"))

    assert "Bedankt, je bent klaar" in manager.get(f"/stand/{round_.slug}/vragen").content.decode()


def test_an_employee_gets_no_questions(town, round_):
    employee = people.client(people.member(town.organisation, Role.EMPLOYEE))

    assert employee.get(f"/stand/{round_.slug}/vragen").status_code == 403


def test_a_closed_round_takes_no_answers(manager, town, round_):
    round_.status, round_.closed_at = "closed", AT
    round_.save()

    manager.post(address(town, round_, "5.02.02"), answer(opzet="meets"))

    assert town.row(round_, "5.02.02").opzet == "not_assessed"
    assert "neemt nu geen antwoorden meer aan" in manager.get(address(town, round_, "5.02.02")).content.decode()
