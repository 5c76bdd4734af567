"""The profile: what may be answered, and what a layer already says."""

import pytest

from waarborg.domain import profile
from waarborg.domain.basis import check_all
from waarborg.domain.organisations import Layer
from waarborg.domain.profile import Form, Profile, Topic


def broken(**answers):
    given = Profile({Topic[name.upper()]: tuple(codes) for name, codes in answers.items()})
    return [problem.code for problem in check_all(profile.RULES, given, about="x")]


def test_there_are_ten_questions_and_each_has_its_own_topic():
    assert [question.topic for question in profile.QUESTIONS] == list(Topic)
    assert len(Topic) == 10


@pytest.mark.parametrize("form", ["gemeente", "provincie", "waterschap"])
def test_a_municipality_is_never_an_excluded_service_pr_01(form):
    assert broken(form=[form], excluded=["police"]) == ["PR-01"]
    assert broken(form=[form], excluded=["none"]) == []


def test_a_safety_region_is_a_joint_arrangement_and_a_ministry_is_not_pr_01():
    assert broken(form=["gr_openbaar_lichaam"], excluded=["safety_region"]) == []
    assert broken(form=["rijk"], excluded=["safety_region"]) == ["PR-01"]


def test_an_exclusion_without_a_form_is_not_judged_pr_01():
    assert broken(excluded=["defence"]) == []
    assert broken(form=["unknown"], excluded=["defence"]) == []


def test_not_knowing_and_none_stand_alone_pr_02():
    assert broken(connections=["none", "digid"]) == ["PR-02"]
    assert broken(data=["unknown", "personal"]) == ["PR-02"]
    assert broken(data=["personal", "special"]) == []


def test_one_answer_where_one_is_asked_pr_03():
    assert broken(workers=["under_50", "from_50"]) == ["PR-03"]


@pytest.mark.parametrize("layer", list(Layer))
def test_every_layer_has_a_form_and_every_form_goes_back_to_its_layer(layer):
    assert profile.forms_of(layer)
    assert {profile.layer_of(form) for form in profile.forms_of(layer)} == {layer}


def test_the_layer_fills_in_the_form_where_only_one_fits():
    assert profile.of_layer(Layer.MUNICIPALITY).form is Form.MUNICIPALITY
    assert profile.of_layer(Layer.JOINT_ARRANGEMENT).form is None
    assert profile.of_layer(Layer.JOINT_ARRANGEMENT).layer is Layer.JOINT_ARRANGEMENT


def test_not_knowing_is_an_answer_but_nothing_follows_from_it():
    given = Profile({Topic.OT: ("unknown",)})

    assert given.n_answered == 1
    assert given.has(Topic.OT, "yes") is None
    assert not given.is_known(Topic.OT)


def test_what_no_question_knows_is_left_out_when_answers_are_read():
    read = profile.read({"soort": ["gemeente"], "omvang": ["enormous"], "kleur": ["groen"]})

    assert profile.stored(read) == {"soort": ["gemeente"]}
    assert profile.read(profile.stored(read)) == read
