"""The words of questions, duties and law: complete in both languages, for everything the rules can say."""

from itertools import product

import pytest

from tests.content.test_own_words import strings, words
from waarborg.apps.organisations.queries import duty_texts
from waarborg.domain import cbw, obligations, profile
from waarborg.domain.obligations import Facts
from waarborg.domain.organisations import CbwStatus, Layer
from waarborg.domain.profile import Form, Profile, Topic
from waarborg.machine import folders

ONE_BY_ONE = [
    Profile({Topic.FORM: (form.value,), question.topic: (code,)})
    for form in Form
    for question in profile.QUESTIONS
    if question.topic is not Topic.FORM
    for code in (*question.choices, profile.UNKNOWN)
]


def test_every_question_and_every_choice_has_words():
    texts = duty_texts.questions()

    assert list(texts) == [question.topic.value for question in profile.QUESTIONS]
    for question in profile.QUESTIONS:
        assert list(texts[question.topic.value]["choices"]) == list(question.choices)


def test_every_duty_of_the_rules_has_words_and_no_other():
    assert set(duty_texts.duties()) == set(obligations.CONDITIONS)


@pytest.mark.parametrize("status", list(CbwStatus))
def test_every_reason_that_can_occur_has_a_sentence(status):
    common, duties = duty_texts.common_reasons(), duty_texts.duties()
    for given in [Profile({}), *ONE_BY_ONE]:
        for finding in obligations.obligations(Facts(given, status)):
            assert finding.reason in {*common, *duties[finding.code]["reasons"]}, finding


def test_a_sentence_of_an_answer_never_stands_with_a_duty_that_follows_from_the_status():
    for given, status in product(ONE_BY_ONE, CbwStatus):
        for finding in obligations.obligations(Facts(given, status)):
            if finding.topic is None:
                texts = duty_texts.duties()[finding.code]["reasons"].get(finding.reason, {})
                assert "{" not in "".join(texts.values()), finding


def test_every_ground_and_every_criterion_has_words():
    assert set(duty_texts.law()["grounds"]) == set(cbw.Ground)
    assert set(duty_texts.law()["criteria"]) == set(cbw.Criterion)


@pytest.mark.parametrize("layer", [layer for layer in Layer if layer not in {Layer.SUPPLIER, Layer.OTHER}])
def test_every_public_layer_knows_who_is_who_and_when_an_incident_is_significant(layer):
    assert [body["role"] for body in duty_texts.bodies(layer)] == ["board", "authority", "supervisor", "csirt"]
    assert len(duty_texts.thresholds(layer)) == 1


def test_water_authorities_have_another_minister_and_nobody_invents_their_inspectorate():
    bodies = {body["role"]: body for body in duty_texts.bodies("waterschap")}

    assert "IenW" in bodies["authority"]["text"]["nl"]
    assert bodies["supervisor"]["standing"] == "unread"


def test_what_we_did_not_read_says_so_with_a_doubt():
    unsure = [code for code, duty in duty_texts.duties().items() if duty["standing"] == "unread"]

    assert [code for code in unsure if "doubt" not in duty_texts.duties()[code]] == []


def test_a_file_that_breaks_its_schema_is_refused_with_the_place(tmp_path):
    (tmp_path / "_schema").mkdir()
    (tmp_path / "obligations").mkdir()
    (tmp_path / "_schema" / "duties.json").write_text((folders.content() / "_schema" / "duties.json").read_text())
    (tmp_path / "obligations" / "bio.yaml").write_text("duties: [{code: Fout}]")

    with pytest.raises(duty_texts.DutyTextsError, match=r"bio\.yaml: duties/0"):
        duty_texts.read(tmp_path, "bio", "duties")


def test_no_amount_of_money_is_made_up():
    texts = [*duty_texts.duties().values(), duty_texts.law(), *duty_texts.questions().values()]

    assert [text for found in texts for text in strings(found) if "euro" in words(text) or "€" in text] == []
