"""Help for who is locked out, and the account for when all else fails."""

from datetime import timedelta

import pytest
from allauth.account.forms import default_token_generator

from tests.cast import AT
from tests.people import actor, member, organisation
from waarborg.apps.accounts.actions import EmailTakenError
from waarborg.apps.accounts.models import Person
from waarborg.apps.base.actions import Actor, NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.organisations.actions import (
    CannotHelpError,
    clear_second_step,
    clear_second_step_as_machine,
    give_new_password,
    give_new_password_as_machine,
    keep_emergency_account,
)
from waarborg.apps.organisations.models import Member
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db
MACHINE = Actor("root", "opdrachtregel", roles=frozenset({Role.COMMAND_LINE}))


@pytest.fixture
def here():
    return organisation("Gemeente Veldermeer")


@pytest.fixture
def administrator(here):
    return actor(member(here, Role.ADMINISTRATOR))


def test_an_administrator_gives_a_colleague_a_new_password_and_that_is_told(here, administrator):
    colleague = member(here, Role.ISO)
    uid, key = give_new_password(organisation_id=here.pk, member_id=colleague.pk, by=administrator, at=AT)

    line = JournalLine.objects.get(action="account.password_link_given")
    assert uid
    assert (line.organisation_id, line.object, line.actor) == (here.pk, colleague.person.email, administrator.name)
    assert key not in str(line.detail)


def test_an_administrator_cannot_help_into_an_account_that_opens_another_organisation(here, administrator):
    shared = member(here, Role.ADVISER)
    member(organisation("Gemeente Elders"), Role.CISO, email=shared.person.email)

    with pytest.raises(CannotHelpError):
        clear_second_step(organisation_id=here.pk, member_id=shared.pk, by=administrator, at=AT)
    assert clear_second_step_as_machine(email=shared.person.email, by=MACHINE, at=AT)


@pytest.mark.parametrize("then", ["joins another", "leaves", "runs the installation", "stays"])
def test_a_link_opens_only_what_the_account_opened_when_it_was_given(here, administrator, then):
    colleague = member(here, Role.ISO)
    _, key = give_new_password(organisation_id=here.pk, member_id=colleague.pk, by=administrator, at=AT)
    if then == "joins another":
        member(organisation("Gemeente Elders"), Role.CISO, email=colleague.person.email)
    elif then == "leaves":
        Member.objects.filter(pk=colleague.pk).update(left_on=AT.date())
    elif then == "runs the installation":
        Person.objects.filter(pk=colleague.person.pk).update(is_operator=True)

    person = Person.objects.get(pk=colleague.person.pk)
    assert default_token_generator.check_token(person, key) == (then == "stays")


def test_an_account_that_will_open_another_organisation_is_not_helped_into_either(here, administrator):
    shared = member(here, Role.ADVISER)
    elsewhere = organisation("Gemeente Elders")
    member(elsewhere, Role.CISO, email=shared.person.email, from_on=AT.date() + timedelta(days=30))

    with pytest.raises(CannotHelpError):
        give_new_password(organisation_id=here.pk, member_id=shared.pk, by=administrator, at=AT)


def test_nobody_empties_the_own_second_step_this_way(here, administrator):
    """An open browser would be enough to take the account."""
    with pytest.raises(CannotHelpError):
        clear_second_step(organisation_id=here.pk, member_id=administrator.member_id, by=administrator, at=AT)


@pytest.mark.parametrize("special", ["is_operator", "is_break_glass"])
def test_an_administrator_cannot_help_into_an_account_that_opens_more(here, administrator, special):
    colleague = member(here, Role.ISO)
    Person.objects.filter(pk=colleague.person_id).update(**{special: True})

    with pytest.raises(CannotHelpError):
        give_new_password(organisation_id=here.pk, member_id=colleague.pk, by=administrator, at=AT)


def test_a_ciso_does_not_help_people_in(here):
    colleague = member(here, Role.ISO)
    with pytest.raises(NotAllowedError):
        give_new_password(organisation_id=here.pk, member_id=colleague.pk, by=actor(member(here, Role.CISO)), at=AT)


def test_the_machine_helps_nobody_who_is_not_there():
    assert give_new_password_as_machine(email="niemand@voorbeeld.test", by=MACHINE, at=AT) is None


def test_an_emergency_account_is_an_administrator_with_papers(here):
    papers = keep_emergency_account(organisation=here, email="nood@veldermeer.test", by=MACHINE, at=AT)
    person = Person.objects.get(email="nood@veldermeer.test")

    assert person.is_break_glass
    assert person.check_password(papers.password)
    assert len(papers.codes) == 10
    assert papers.password not in str(list(JournalLine.objects.values()))


def test_new_papers_make_the_old_worthless(here):
    old = keep_emergency_account(organisation=here, email="nood@veldermeer.test", by=MACHINE, at=AT)
    new = keep_emergency_account(organisation=here, email="nood@veldermeer.test", by=MACHINE, at=AT)
    person = Person.objects.get(email="nood@veldermeer.test")

    assert not person.check_password(old.password)
    assert set(old.codes).isdisjoint(new.codes)


def test_somebodys_own_account_never_becomes_the_emergency_account(here):
    colleague = member(here, Role.ISO)
    with pytest.raises(EmailTakenError):
        keep_emergency_account(organisation=here, email=colleague.person.email, by=MACHINE, at=AT)
