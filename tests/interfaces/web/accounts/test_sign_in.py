"""Signing in: the password, the second step, what happens when it goes wrong, and what the journal says."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from tests.interfaces.web.accounts.conftest import PASSWORD
from waarborg.apps.accounts.models import Person
from waarborg.apps.base.models import JournalLine
from waarborg.interfaces.web.accounts import lifetime

pytestmark = pytest.mark.django_db
DOOR, SECOND, SET_UP = "/aanmelden/", "/aanmelden/tweede-stap", "/account/tweede-stap/"


def sign_in(client, password=PASSWORD, email="tim@veldermeer.test", **extra):
    return client.post(DOOR, {"login": email, "password": password}, **extra)


def code_of(secret, ahead=0):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())) + ahead))


def with_app(client):
    """Sign in for the first time and set up the app; the secret and the recovery codes."""
    sign_in(client)
    page = client.get(SET_UP + "app")
    secret = page.context["form"].secret
    done = client.post(SET_UP + "app", {"code": code_of(secret)})
    codes = client.get(done["Location"]).context["unused_codes"]
    return secret, codes


def lines():
    return list(
        JournalLine.objects.exclude(action__startswith="members.").order_by("id").values_list("action", flat=True)
    )


def test_who_signs_in_for_the_first_time_sets_up_a_second_step_and_cannot_pass_it(client, tim):
    assert sign_in(client)["Location"] == "/"
    for address in ("/account/", "/beheer/aanmelden"):
        assert client.get(address)["Location"] == SET_UP
    page = client.get(SET_UP)
    assert "Zet je tweede stap op" in page.content.decode()


def test_the_app_is_set_up_without_typing_the_password_again_and_shows_the_codes_once(client, tim):
    _, codes = with_app(client)
    again = client.get(SET_UP + "codes")

    assert len(codes) == 10
    assert codes[0] not in again.content.decode()
    assert client.get("/account/").status_code == 200


def test_the_next_sign_in_asks_the_second_step(client, tim):
    secret, _ = with_app(client)
    client.post("/aanmelden/af")
    assert sign_in(client)["Location"] == SECOND
    assert client.get("/account/").status_code == 302
    wrong = client.post(SECOND, {"code": "000000"})
    assert "Deze code klopt niet" in wrong.content.decode()
    assert client.post(SECOND, {"code": code_of(secret, ahead=0)}).status_code in {200, 302}


def test_a_recovery_code_works_once(client, tim):
    _, codes = with_app(client)
    for expected in (302, 200):
        client.post("/aanmelden/af")
        sign_in(client)
        assert client.post(SECOND, {"code": codes[0]}).status_code == expected
    assert "account.recovery_code_used" in lines()


def test_the_secret_of_the_app_is_locked_in_the_database(client, tim):
    secret, _ = with_app(client)
    assert secret not in str(list(Authenticator.objects.values()))


def test_coming_and_going_stands_in_the_journal_of_the_organisation_without_secrets(
    client, tim, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        _, codes = with_app(client)
    client.post("/aanmelden/af")
    told = JournalLine.objects.filter(organisation_id=tim.organisation_id)

    assert {"account.signed_in", "account.signed_out", "account.second_step_added"} <= set(lines())
    assert told.get(action="account.signed_out").person_id == tim.person_id
    assert PASSWORD not in str(list(told.values()))
    assert codes[0] not in str(list(told.values()))


def test_a_wrong_password_is_told_without_saying_whether_the_account_exists(client, tim):
    known = sign_in(client, "verkeerd wachtwoord").content.decode()
    unknown = sign_in(client, "verkeerd wachtwoord", "wie@elders.test").content.decode()

    assert "horen niet bij elkaar" in known
    assert "horen niet bij elkaar" in unknown
    failed = JournalLine.objects.filter(action="account.sign_in_failed", result="refused")
    assert [line.object for line in failed] == ["tim@veldermeer.test", "onbekend e-mailadres"]


def test_after_five_wrong_passwords_the_right_one_does_not_help_either(client, tim):
    for _ in range(5):
        sign_in(client, "verkeerd wachtwoord")
    locked = sign_in(client)

    assert "Wacht 15 minuten" in locked.content.decode()
    assert "account.locked_out" in lines()


def test_asking_for_another_port_gives_no_new_attempts(client, tim):
    for port in range(5):
        sign_in(client, "verkeerd wachtwoord", headers={"host": f"testserver:{9000 + port}"})
    assert "Wacht 15 minuten" in sign_in(client).content.decode()


def test_many_names_do_not_make_waarborg_forget_the_attempts_of_before(client, tim):
    for _ in range(5):
        sign_in(client, "verkeerd wachtwoord")
    for number in range(400):
        cache.set(f"zz{number}", [1.0], 60)
    assert "Wacht 15 minuten" in sign_in(client).content.decode()


def test_a_mail_server_that_is_away_does_not_tell_who_has_an_account(client, tim, settings):
    settings.SENDS_MAIL, settings.EMAIL_BACKEND = True, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    asked = [client.post(DOOR + "wachtwoord", {"email": email}) for email in ("tim@veldermeer.test", "wie@elders.test")]
    assert [(one.status_code, one["Location"]) for one in asked] == [(302, "/aanmelden/wachtwoord/verstuurd")] * 2


def test_a_closed_account_does_not_open(client, tim):
    Person.objects.filter(pk=tim.person_id).update(is_active=False)
    sign_in(client)
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("address", ["signup/", "email/", "3rdparty/", "2fa/", "login/"])
def test_pages_that_we_do_not_want_do_not_exist(client, address):
    assert client.get(DOOR + address).status_code == 404


def test_the_session_gets_another_key_at_sign_in(client, tim):
    client.get(DOOR)
    session = client.session
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(("key", "limit"), [(lifetime.BEGAN, lifetime.ABSOLUTE), ("seen_at", lifetime.IDLE)])
def test_a_session_ends_by_itself(client, tim, key, limit):
    with_app(client)
    session = client.session
    session[key] = int(time.time() - limit.total_seconds() - 1)
    session.save()
    assert client.get("/account/")["Location"].startswith(DOOR)


def test_the_language_of_the_person_becomes_that_of_the_browser(client, tim):
    Person.objects.filter(pk=tim.person_id).update(language="en")
    assert sign_in(client).cookies["taal"].value == "en"
