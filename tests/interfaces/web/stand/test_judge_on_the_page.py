"""The page of an item: judging, conflicts, evidence, remarks, history, subjects, and who may what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import people
from tests.apps.evidence import files
from waarborg.apps.assessments.models import JudgementEvidence
from waarborg.domain.permissions import Role


@pytest.fixture
def town(norms):
    from tests.apps.assessments import town

    return town.build()


@pytest.fixture
def round_(town):
    from tests.apps.assessments.town import WHOLE_AND_SYSTEMS

    return town.start(subjects=WHOLE_AND_SYSTEMS)


@pytest.fixture
def ciso(town):
    return people.client(town.ciso)


NAMES = ("justification", "risk_analysis", "maturity", "explanation", "evidence", "owner", "action", "effort", "due_on")
LEVELS = ("opzet", "bestaan", "werking")


def form(version=1, **changes):
    """What a browser sends: every field, and what it held when the page was opened."""
    held = {**dict.fromkeys(NAMES, ""), **dict.fromkeys(LEVELS, "not_assessed"), "applicability": "applies"}
    return {"version": version, **held, **{f"initial-{name}": value for name, value in held.items()}, **changes}


def page_of(round_, number="5.17.01", over=""):
    return f"/stand/{round_.slug}/{number}{f'?over={over}' if over else ''}"


def test_a_judgement_is_saved_with_its_date_and_assessor(ciso, town, round_):
    ciso.post(page_of(round_), form(opzet="meets", explanation="Vastgesteld in 2026."))
    page = ciso.get(page_of(round_)).content.decode()

    assert town.row(round_, "5.17.01").opzet == "meets"
    assert f"{town.ciso.name}, <time" in page
    assert "NM-05" in page  # meets without evidence: the rule explains itself


def test_every_subject_has_its_own_judgement(ciso, town, round_):
    ciso.post(page_of(round_, over="s01"), form(opzet="fails"))

    assert (town.row(round_, "5.17.01").opzet, town.row(round_, "5.17.01", "s01").opzet) == ("not_assessed", "fails")
    assert "Zaaksysteem" in ciso.get(page_of(round_, over="s01")).content.decode()


def test_two_people_on_other_fields_both_get_their_way(ciso, town, round_):
    ciso.post(page_of(round_), form(opzet="meets"))
    ciso.post(page_of(round_), form(explanation="Later, op de oude pagina"))

    row = town.row(round_, "5.17.01")
    assert (row.opzet, row.explanation) == ("meets", "Later, op de oude pagina")


def test_two_people_on_one_field_see_both_and_choose(ciso, town, round_):
    ciso.post(page_of(round_), form(opzet="meets", explanation="De eerste"))
    clash = ciso.post(page_of(round_), form(opzet="fails", explanation="De tweede", owner="ICT"))

    assert clash.status_code == 409
    for said in ("De eerste", "De tweede", "voldoet niet"):
        assert said in clash.content.decode()
    chosen = {"initial-opzet": "meets", "opzet": "fails", "initial-explanation": "De eerste", "explanation": "Beide"}
    ciso.post(page_of(round_), form(version=2, **chosen, owner="ICT"))
    row = town.row(round_, "5.17.01")
    assert (row.opzet, row.explanation, row.owner) == ("fails", "Beide", "ICT")


def test_a_file_is_tied_to_levels_shown_and_loosened(ciso, town, round_):
    row = town.row(round_, "5.17.01")
    file = SimpleUploadedFile("besluit.pdf", files.PDF)
    sent = {"bewijs-file": file, "bewijs-levels": ["opzet", "bestaan"], "bewijs-confidentiality": "internal"}
    ciso.post(f"/stand/{round_.slug}/regel/{row.pk}/bewijs", sent)

    assert set(JudgementEvidence.objects.values_list("level", flat=True)) == {"opzet", "bestaan"}
    assert "besluit.pdf" in ciso.get(page_of(round_)).content.decode()
    piece = JudgementEvidence.objects.first().evidence
    other = town.row(round_, "5.02.02")
    ciso.post(f"/stand/{round_.slug}/regel/{other.pk}/koppel", {"bewijs": piece.pk, "niveau": ["werking"]})
    ciso.post(f"/stand/{round_.slug}/regel/{row.pk}/maak-los", {"bewijs": piece.pk})
    assert list(JudgementEvidence.objects.values_list("judgement", "level")) == [(other.pk, "werking")]


def test_a_refused_file_is_explained_on_a_page_of_its_own(ciso, town, round_):
    row = town.row(round_, "5.17.01")
    file = SimpleUploadedFile("virus.exe", b"MZ")
    sent = {
        "bewijs-file": file,
        "bewijs-levels": ["opzet"],
        "bewijs-confidentiality": "internal",
        "bewijs-title": "Mijn",
    }
    response = ciso.post(f"/stand/{round_.slug}/regel/{row.pk}/bewijs", sent)

    assert response.status_code == 422
    assert 'value="Mijn"' in response.content.decode()


def test_remarks_and_history_tell_who_did_what_and_a_change_is_taken_back(ciso, town, round_):
    row = town.row(round_, "5.17.01")
    ciso.post(page_of(round_), form(opzet="meets"))
    ciso.post(f"/stand/{round_.slug}/regel/{row.pk}/opmerking", {"tekst": "Klopt dit nog?"})
    page = ciso.get(page_of(round_))
    for said in ("Klopt dit nog?", "<del>niet beoordeeld</del>", "<ins>voldoet</ins>"):
        assert said in page.content.decode()

    ciso.post(f"/stand/{round_.slug}/regel/{row.pk}/terug", {"wijziging": page.context["history"][0].pk})

    assert town.row(round_, "5.17.01").opzet == "not_assessed"


def test_a_line_manager_edits_own_rows_and_sees_no_others(town, round_):
    manager = people.client(town.manager)
    manager.post(page_of(round_, over="s01"), form(bestaan="partly"))

    assert town.row(round_, "5.17.01", "s01").bestaan == "partly"
    assert manager.get(page_of(round_)).context["row"].subject.code == "s01"
    assert manager.get(f"/stand/{town.start(title='Van anderen').slug}/5.17.01").status_code == 404


def test_an_auditor_reads_everything_and_changes_nothing(town, round_):
    auditor = people.client(people.member(town.organisation, Role.AUDITOR))

    assert auditor.get(page_of(round_)).context["form"] is None
    assert auditor.post(page_of(round_), form(opzet="meets")).status_code == 403


def test_a_closed_round_is_only_for_reading(ciso, town, round_):
    from waarborg.apps.assessments.models import Assessment

    Assessment.objects.filter(pk=round_.pk).update(status="closed")
    ciso.post(page_of(round_), form(opzet="meets"))

    assert town.row(round_, "5.17.01").opzet == "not_assessed"
