"""The code of an empty installation: once, for a day, replaced by the next."""

from datetime import timedelta

import pytest

from tests.cast import AT
from waarborg.apps.accounts import queries
from waarborg.apps.accounts.actions import InvalidCodeError, make_person, offer_setup
from waarborg.apps.accounts.models import SetupCode
from waarborg.apps.base.models import JournalLine
from waarborg.apps.organisations.actions import FirstAccount, set_up
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.organisations import Layer
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db
FIRST = FirstAccount(
    "Noor de Wit", "noor@veldermeer.test", "vier paarden op stal", "Gemeente Veldermeer", Layer.MUNICIPALITY,
    frozenset({Role.CISO}),
)  # fmt: skip


def begin(code, at=AT):
    return set_up(code=code, first=FIRST, origin="test", at=at)


def test_the_code_itself_is_nowhere_in_the_database():
    code = offer_setup(at=AT)

    assert code is not None
    assert len(code) == 14
    assert code not in str(list(SetupCode.objects.values()))


def test_the_first_account_runs_the_installation_and_has_the_roles_it_chose():
    person = begin(offer_setup(at=AT))
    member = Member.objects.get()

    assert (person.is_operator, person.email) == (True, "noor@veldermeer.test")
    assert person.password.startswith("argon2")
    assert set(member.roles) == {Role.ADMINISTRATOR, Role.CISO}
    assert Organisation.objects.get().requires_second_step
    assert JournalLine.objects.filter(action="installation.set_up").count() == 1


def test_a_code_typed_in_small_letters_without_dashes_is_the_same_code():
    assert begin(offer_setup(at=AT).lower().replace("-", " ")).pk


@pytest.mark.parametrize("wrong", ["", "ABCD-EFGH-JKLM"])
def test_a_wrong_code_opens_nothing(wrong):
    offer_setup(at=AT)
    with pytest.raises(InvalidCodeError):
        begin(wrong)
    assert queries.is_empty()


def test_a_code_is_too_old_after_a_day():
    code = offer_setup(at=AT)
    with pytest.raises(InvalidCodeError):
        begin(code, AT + timedelta(hours=24))


def test_a_new_start_replaces_the_code_of_the_one_before():
    old, new = offer_setup(at=AT), offer_setup(at=AT)
    with pytest.raises(InvalidCodeError):
        begin(old)
    assert begin(new).pk


def test_there_is_no_code_once_somebody_has_an_account():
    code = offer_setup(at=AT)
    make_person(email="eerste@voorbeeld.test", name="Eerste", password=None, at=AT)

    assert offer_setup(at=AT) is None
    with pytest.raises(InvalidCodeError):
        begin(code)
