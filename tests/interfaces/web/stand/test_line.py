"""One item of a round."""

from datetime import date

import pytest

from waarborg.apps.assessments.shapes import Answer
from waarborg.domain.assessments import Applicability, Effort, Verdict

M, P, F = Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS


@pytest.fixture
def item(read, store):
    """Open an item of a small round."""
    round_ = store("Klein", *answers())

    def open_item(number: str, **more: object) -> str:
        return read(f"/stand/{round_.slug}/{number}", **more)

    return open_item


def answers():
    verdicts = {"opzet": M, "bestaan": P, "werking": F}
    yield Answer(
        number="5.17.01",
        where="Blad 'Nulmeting', rij 31",
        explanation="Alleen beheerders hebben MFA.",
        evidence="Steekproef",
        owner="Bram Aalders",
        action="MFA voor iedereen",
        effort=Effort.M,
        due_on=date(2027, 9, 30),
        maturity=2,
        **verdicts,
    )
    yield Answer(number="5.24.08", where="rij 40", evidence="Logboek", **verdicts)
    yield Answer(number="8.24.01", where="rij 90", opzet=F, bestaan=M, evidence="Inventaris")
    yield Answer(
        number="5.13.01",
        where="rij 22",
        applicability=Applicability.DEVIATES,
        justification="Alleen het sociaal domein labelt.",
        risk_analysis="RA-2026-03",
    )


def test_an_item_tells_what_is_asked_how_it_stands_and_what_to_do(item):
    page = item("5.17.01")

    for said in (
        "multi-factorauthenticatie (MFA)",
        "Voldoet deels",
        "Alleen beheerders hebben MFA.",
        "Steekproef",
        '<option value="2" selected>2</option>',
        "MFA voor iedereen",
        "Bram Aalders",
        "2027 Q3, uiterlijk 30 september 2027",
        "Wettelijke zorgplicht (Cbw)",
        "rij 31",
        'href="/norm/bio2/1.3/5.17.01"',
    ):
        assert said in page


def test_an_item_is_complete_in_english(item):
    page = item("5.17.01", language="en")

    for said in ("What does the norm ask?", "Partly meets", "What has to be done?", "2027 Q3, by 30 September 2027"):
        assert said in page


def test_a_rule_that_objects_is_told_with_its_source_and_what_to_do(item):
    page = item("8.24.01")

    for said in ("Bestaan kan niet voldoen", "NM-02", "BIO2 deel 1 §4", "verlaag het oordeel over bestaan"):
        assert said in page
    assert "NM-" not in item("5.17.01")


def test_a_control_without_a_measure_tells_its_choice_and_risk_analysis(item):
    page = item("5.13.01")

    for said in ("Wijkt af van de richtlijn", "Alleen het sociaal domein labelt.", "RA-2026-03"):
        assert said in page


def test_a_number_that_only_refers_leads_to_the_one_it_follows(item):
    assert "/5.24.08" in item("8.08.06")


def test_a_moved_number_says_where_it_went_instead_of_a_verdict(item):
    page = item("5.04.02")

    assert "Dit nummer wordt hier niet beoordeeld." in page
    assert "Verplaatst naar 5.10.02" in page
    assert "wb-verdicts" not in page


def test_another_notation_leads_to_the_one_address_and_keeps_the_list(client, veldermeer):
    answer = client.get(f"/stand/{veldermeer.slug}/05.17.1?bestaan=partly")

    assert (answer.status_code, answer["Location"]) == (301, f"/stand/{veldermeer.slug}/5.17.01?bestaan=partly")


def test_neighbours_follow_the_order_of_the_norm(item):
    page = item("5.17.01")

    assert 'rel="prev" href="/stand/klein-nulmeting-2027/5.16.02"' in page
    assert 'rel="next" href="/stand/klein-nulmeting-2027/5.17.02"' in page
    assert "Terug naar de lijst" not in page


def test_neighbours_stay_within_the_list_that_was_opened(item):
    page = item("5.17.01?bestaan=partly")

    assert 'rel="next" href="/stand/klein-nulmeting-2027/5.24.08?bestaan=partly"' in page
    assert 'rel="prev"' not in page
    assert 'href="/stand/klein-nulmeting-2027/regels?bestaan=partly"' in page
    assert "1 van 3" in page


@pytest.mark.parametrize(
    ("number", "offered"),
    [("5.17", "/5.17.01"), ("5.17.09", "/5.17.03"), ("9.99.99", "/regels"), ("abc", "/regels"), ("²", "/regels")],
)
def test_a_number_that_is_not_in_the_round_offers_what_is_near(item, number, offered):
    page = item(number, status=404)

    assert "staat niet in deze nulmeting" in page
    assert f"/stand/klein-nulmeting-2027{offered}" in page


def test_markup_in_an_unknown_number_is_only_text(item):
    assert "<script>alert" not in item("<script>alert(1)", status=404)


def test_an_item_takes_the_same_queries_whatever_it_says(count_queries, veldermeer):
    counts = {count_queries(f"/stand/{veldermeer.slug}/{number}") for number in ("5.17.01", "5.13.01", "5.02.02")}

    assert len(counts) == 1
    assert max(counts) <= 40
