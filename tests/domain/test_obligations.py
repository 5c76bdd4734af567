"""From profile to duties: who owes what, from which answer that follows, and never a duty out of not knowing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.domain import cbw, obligations
from waarborg.domain.obligations import Certainty, Facts
from waarborg.domain.organisations import CbwStatus
from waarborg.domain.profile import QUESTIONS, Form, Profile, Topic

APPLIES, TO_CHECK, DOES_NOT = Certainty.APPLIES, Certainty.TO_CHECK, Certainty.DOES_NOT
OF_THE_ACT = ("zorgplicht", "goedkeuring", "training", "meldplicht", "registratie")


def found(status=None, **answers):
    given_answers = {Topic[name.upper()]: tuple(codes.split()) for name, codes in answers.items()}
    profile = Profile(given_answers)
    facts = Facts(profile, status or cbw.derive(profile, ()).status)
    return {finding.code: finding for finding in obligations.obligations(facts)}


def certainties(*codes, **answers):
    duties = found(**answers)
    return {duties[code].certainty for code in codes}


def test_gemeente_veldermeer_owes_the_whole_act_bio2_and_ensia():
    duties = found(form="gemeente", data="personal special", connections="digid suwinet base_registers", ot="yes")

    expected = {*OF_THE_ACT, "bio-wettelijk", "bio-zelfregulering", "icv", "ensia", "digid", "suwinet", "avg"}
    assert expected <= {code for code, finding in duties.items() if finding.certainty is APPLIES}
    assert duties["digid"].topic is Topic.CONNECTIONS


@pytest.mark.parametrize("form", ["gemeente", "provincie", "waterschap"])
def test_who_the_act_names_has_all_its_duties(form):
    assert certainties(*OF_THE_ACT, "bio-wettelijk", form=form) == {APPLIES}


def test_the_duties_of_a_gr_are_to_be_found_out_until_its_status_stands():
    gr = {"form": "gr_bedrijfsvoeringsorganisatie"}

    assert certainties(*OF_THE_ACT, "bio-wettelijk", **gr) == {TO_CHECK}
    assert certainties(*OF_THE_ACT, "bio-wettelijk", status=CbwStatus.ESSENTIAL, **gr) == {APPLIES}
    assert certainties(*OF_THE_ACT, "bio-wettelijk", status=CbwStatus.OUTSIDE, **gr) == {DOES_NOT}
    assert certainties("bio-zelfregulering", "icv", status=CbwStatus.OUTSIDE, **gr) == {APPLIES}


def test_a_supplier_is_bound_by_contract_and_not_by_bio2_itself():
    duties = found(form="leverancier", sectors="none")

    assert duties["bio-contract"].certainty is APPLIES
    assert {duties[code].certainty for code in ("bio-wettelijk", "bio-zelfregulering", "icv")} == {DOES_NOT}


def test_a_company_under_the_act_has_the_duties_of_the_act_but_not_bio2():
    duties = found(status=CbwStatus.IMPORTANT, form="leverancier", sectors="digital")

    assert duties["zorgplicht"].certainty is APPLIES
    assert duties["bio-wettelijk"].certainty is DOES_NOT
    assert duties["andere-sector"].certainty is TO_CHECK


def test_an_excluded_service_keeps_the_bio_as_self_regulation():
    duties = found(form="overig", excluded="police", sectors="none")

    assert duties["bio-zelfregulering"].certainty is APPLIES
    assert duties["zorgplicht"].certainty is DOES_NOT


def test_ensia_is_certain_for_a_municipality_and_to_be_checked_for_province_and_water_authority():
    assert certainties("ensia", form="gemeente") == {APPLIES}
    assert certainties("ensia", form="provincie") == certainties("ensia", form="waterschap") == {TO_CHECK}
    assert certainties("ensia", form="rijk") == {DOES_NOT}


def test_parts_of_ensia_are_to_be_checked_for_who_is_not_in_it():
    assert certainties("suwinet", form="gemeente", connections="suwinet") == {APPLIES}
    assert certainties("suwinet", form="gr_openbaar_lichaam", connections="suwinet") == {TO_CHECK}
    assert certainties("suwinet", form="gr_openbaar_lichaam", connections="none") == {DOES_NOT}


@pytest.mark.parametrize(
    ("workers", "expected"),
    [("under_50", DOES_NOT), ("from_50", APPLIES), ("from_250", APPLIES), ("unknown", TO_CHECK), ("", TO_CHECK)],
)
def test_a_scheme_for_reporting_is_owed_from_fifty_people(workers, expected):
    assert certainties("wbk", workers=workers) == {expected}


def test_classified_information_has_known_rules_only_within_central_government():
    assert certainties("rubricering", form="rijk", data="classified") == {APPLIES}
    assert certainties("rubricering", form="gemeente", data="classified") == {TO_CHECK}


def test_care_is_nen_7510_and_csir_is_never_certain():
    assert certainties("nen7510", care="yes") == {APPLIES}
    assert certainties("csir", ot="yes") == {TO_CHECK}
    assert certainties("csir", ot="no") == {DOES_NOT}


def test_who_knows_nothing_owes_nothing_for_certain():
    nothing = {topic.name.lower(): "unknown" for topic in Topic}

    assert {finding.certainty for finding in found(**nothing).values()} == {TO_CHECK}
    assert {finding.certainty for finding in found().values()} == {TO_CHECK}


PROFILES = st.fixed_dictionaries(
    {}, optional={q.topic: st.sampled_from([(code,) for code in (*q.choices, "unknown")]) for q in QUESTIONS}
).map(Profile)


@given(PROFILES, st.sampled_from(list(CbwStatus)))
def test_a_duty_is_never_certain_because_of_an_answer_that_is_not_known(profile, status):
    for finding in obligations.obligations(Facts(profile, status)):
        if finding.certainty is not TO_CHECK and finding.topic is not None:
            assert profile.is_known(finding.topic), finding


@pytest.mark.parametrize("form", list(Form))
def test_every_form_gets_every_duty_once_with_a_reason(form):
    duties = found(form=form.value)

    assert list(duties) == list(obligations.CONDITIONS)
    assert all(finding.reason for finding in duties.values())
