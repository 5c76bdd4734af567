"""What people change of their own account."""

import pytest
from django.core import mail
from django.test import Client

from tests.interfaces.web.accounts.conftest import PASSWORD
from tests.interfaces.web.accounts.test_sign_in import sign_in, with_app
from waarborg.apps.accounts.models import Person
from waarborg.apps.base.models import JournalLine

pytestmark = pytest.mark.django_db
NEW = "zes ganzen in de wei"


def journal(action):
    return JournalLine.objects.filter(action=action).count()


def test_name_and_language_are_kept(client, tim):
    with_app(client)
    answer = client.post("/account/", {"name": "Tim P.", "language": "en"})
    person = Person.objects.get(pk=tim.person_id)

    assert (person.name, person.language) == ("Tim P.", "en")
    assert answer.cookies["taal"].value == "en"
    assert journal("account.profile_changed") == 1


@pytest.mark.parametrize(
    ("weak", "why"),
    [("kort", "minstens 12"), ("123456789012", "alleen cijfers"), ("tim@veldermeer.test", "lijkt op je naam")],
)
def test_a_weak_password_is_refused_with_the_reason(client, tim, weak, why):
    with_app(client)
    page = client.post("/account/wachtwoord", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    assert why in page.content.decode()


def test_another_password_is_told_and_ends_the_other_sessions(client, tim):
    with_app(client)
    elsewhere = Client()
    elsewhere.force_login(tim.person)
    client.post("/account/wachtwoord", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert journal("account.password_changed") == 1


def test_another_device_is_signed_out_by_its_button_but_not_somebody_elses(client, tim):
    _, codes = with_app(client)
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari")
    sign_in(phone)
    phone.post("/aanmelden/tweede-stap", {"code": codes[0]})
    devices = client.get("/account/apparaten").context["devices"]
    other = next(device for device in devices if not device.is_this)

    assert Client().post(f"/account/apparaten/{other.pk}/af").status_code == 302
    assert phone.get("/account/").status_code == 200
    client.post(f"/account/apparaten/{other.pk}/af")
    assert phone.get("/account/").status_code == 302


def test_removing_the_second_step_asks_who_you_are_again(client, tim):
    with_app(client)
    assert client.get("/account/tweede-stap/app/weg")["Location"].startswith("/aanmelden/opnieuw")
    client.post("/aanmelden/opnieuw?next=/account/tweede-stap/app/weg", {"password": PASSWORD})
    client.post("/account/tweede-stap/app/weg")
    assert client.get("/account/")["Location"] == "/account/tweede-stap/"
    assert journal("account.second_step_removed") >= 1


def reset_link():
    return next(word for word in mail.outbox[0].body.split() if "/aanmelden/wachtwoord/" in word)


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client, tim, settings):
    settings.SENDS_MAIL = True
    client.post("/aanmelden/wachtwoord", {"email": "tim@veldermeer.test"})
    link = reset_link().removeprefix("http://testserver")
    form = client.get(link)["Location"]
    client.post(form, {"password1": NEW, "password2": NEW})

    assert Person.objects.get(pk=tim.person_id).check_password(NEW)
    assert "werkt niet meer" in Client().get(link).content.decode()
    assert journal("account.password_reset") == 1


def test_nobody_learns_by_a_forgotten_password_who_has_an_account(client, tim, settings):
    settings.SENDS_MAIL = True
    answer = client.post("/aanmelden/wachtwoord", {"email": "wie@elders.test"})
    assert answer["Location"] == "/aanmelden/wachtwoord/verstuurd"
    assert mail.outbox == []


def test_without_mail_the_page_says_who_gives_the_link(client, tim):
    assert "Vraag de beheerder van je organisatie om een link" in client.get("/aanmelden/wachtwoord").content.decode()
    client.post("/aanmelden/wachtwoord", {"email": "tim@veldermeer.test"})
    assert mail.outbox == []
