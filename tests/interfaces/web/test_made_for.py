"""A form belongs to the organisation and the person that it was made for: two tabs, and nothing typed is lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import PasswordInput
from django.http import QueryDict

from tests import people
from tests.apps.evidence import files
from tests.cast import ELSEWHERE, TODAY, VELDERMEER
from tests.tab import Tab, form_of
from waarborg.apps.evidence.models import Evidence
from waarborg.apps.organisations.models import Member, System
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.made_for import FIELD, HEADER, RETURN, MadeFor, is_secret, seal

NEW = "/systemen/nieuw"
SYSTEM = {"code": "S20", "name": "Zaaksysteem"}
RUBEN = "ruben@advies.test"


@pytest.fixture
def there(db) -> Member:
    return people.member(people.organisation(ELSEWHERE), Role.CISO, email=RUBEN, name="Ruben Koster")


@pytest.fixture
def here(there) -> Member:
    return people.member(people.organisation(VELDERMEER), Role.CISO, email=RUBEN, name="Ruben Koster")


@pytest.fixture
def tab(here) -> Tab:
    """Ruben's, who may do the same in both organisations and works for Veldermeer now."""
    return Tab(here)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def systems(of: Member) -> list[str]:
    return list(System.objects.filter(organisation=of.organisation).values_list("name", flat=True))


def test_a_system_typed_here_is_not_stored_where_one_works_since(tab, here, there):
    form = tab.form(NEW)
    tab.switch(there.organisation_id)
    refused = tab.send(form, **SYSTEM)

    assert refused.status_code == 409
    assert "Dit formulier hoort bij Gemeente Veldermeer" in text(refused)
    assert "Je werkt nu bij Waterschap De Overkant" in text(refused)
    assert systems(here) == systems(there) == []


def test_going_back_stores_it_where_it_was_typed_in_one_step(tab, here, there):
    form = tab.form(NEW)
    tab.switch(there.organisation_id)
    again = form_of(tab.send(form, **SYSTEM), "")
    assert again.address == NEW
    done = tab.send(again)

    assert done.status_code == 302
    assert "Zaaksysteem" in text(tab.client.get(done["Location"]))
    assert (systems(here), systems(there)) == (["Zaaksysteem"], [])
    assert tab.works_at() == VELDERMEER


def test_evidence_is_asked_again_for_its_file_alone(tab, here, there):
    form = tab.form("/bewijs/nieuw")
    tab.switch(there.organisation_id)
    refused = tab.send(form, title="Besluit", file=SimpleUploadedFile("besluit.pdf", files.PDF))
    again = form_of(refused, "")

    assert Evidence.objects.count() == 0
    assert "Kies opnieuw: besluit.pdf" in text(refused)
    assert again.files == ["file"]
    tab.send(again, file=SimpleUploadedFile("besluit.pdf", files.PDF))
    kept = Evidence.objects.get()
    assert (kept.organisation, kept.title) == (here.organisation, "Besluit")


def test_every_value_of_every_field_goes_along_in_its_order(tab, there):
    form = tab.form(NEW)
    tab.switch(there.organisation_id)
    typed = "b=2&a=1&b=&name=%3Cb%3E%22x%22&b=2&lang=%0D%0A+tekst+"
    sent = f"{typed}&{FIELD}={dict(form.fields)[FIELD]}"
    headers = {"X-CSRFToken": dict(form.fields)["csrfmiddlewaretoken"]}
    refused = tab.client.post(f"{NEW}?van=lijst", sent, "application/x-www-form-urlencoded", headers=headers)
    again = form_of(refused, "")

    ours = {"csrfmiddlewaretoken", FIELD, RETURN}
    back = [(name, value) for name, value in again.fields if name not in ours]
    assert back == [(name, one) for name, values in QueryDict(typed).lists() for one in values]
    assert again.address == f"{NEW}?van=lijst"


def test_a_secret_is_never_shown_again_but_asked(tab, there):
    form = tab.form(NEW)
    tab.switch(there.organisation_id)
    refused = tab.send(form, **SYSTEM, secret="kopje thee", oldpassword="vier paarden op stal")  # noqa: S106

    assert "kopje thee" not in text(refused)
    assert "vier paarden" not in text(refused)
    assert re.findall(r'type="password" id="\S+" name="(\w+)"', text(refused)) == ["secret", "oldpassword"]


def test_every_field_of_a_secret_has_a_name_that_says_so():
    """Forms of a stranger, who has no page to go back to, need not: setting up, and taking an invitation."""
    from waarborg.interfaces.web.accounts import forms, provider_forms

    both = [one for module in (forms, provider_forms) for one in vars(module).values() if isinstance(one, type)]
    secrets = {
        f"{form.__name__}.{name}"
        for form in both
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, PasswordInput) and not is_secret(name)
    }

    assert secrets <= {"SetUp.again"}


@pytest.mark.parametrize("way", ["left", "came by a provider"])
def test_who_can_no_longer_work_there_gets_the_text_and_not_the_way(tab, here, there, way):
    form = tab.form(NEW)
    tab.switch(there.organisation_id)
    if way == "left":
        Member.objects.filter(pk=here.pk).update(left_on=TODAY.replace(year=2020))
    else:
        session = tab.client.session
        session["came_by_provider"] = {"provider": "x", "organisation_id": there.organisation_id, "second_step": True}
        session.save()
    for more in ({}, {RETURN: "1"}):
        refused = tab.send(form, **SYSTEM, **more)
        assert refused.status_code == 409
        assert "Daar kun je nu niet werken" in text(refused)
        assert "<dd>Zaaksysteem</dd>" in text(refused)
        assert "<form" not in text(refused).partition("<main")[2].partition("</main>")[0]
    assert systems(here) == systems(there) == []
    assert tab.works_at() == ELSEWHERE


def test_nobody_goes_back_to_where_they_never_worked(tab, there):
    other = people.organisation("Gemeente Elders")
    form = tab.form(NEW)
    sealed = seal(MadeFor(there.person_id, other.pk))
    refused = tab.send(form, name="x", **{FIELD: sealed, RETURN: "1"})

    assert refused.status_code == 409
    assert "Gemeente Elders" not in text(refused)
    assert tab.works_at() == VELDERMEER


@pytest.mark.parametrize("sealed", ["", "1.1:vals", "onzin", "\x00"])
def test_a_form_that_does_not_say_for_whom_it_was_made_asks_that_first(tab, here, sealed):
    refused = tab.send(tab.form(NEW), **SYSTEM, **{FIELD: sealed})
    assert refused.status_code == 409
    assert "Bij welke organisatie hoort dit formulier?" in text(refused)
    assert systems(here) == []

    tab.send(form_of(refused, ""))
    assert systems(here) == ["Zaaksysteem"]


def test_what_somebody_else_typed_in_this_browser_is_not_shown(tab, here):
    sealed = seal(MadeFor(here.person_id + 1, here.organisation_id))
    refused = tab.send(tab.form(NEW), name="Geheim van een ander", **{FIELD: sealed, RETURN: "1"})

    assert refused.status_code == 409
    assert "Dit formulier is van iemand anders" in text(refused)
    assert "Geheim van een ander" not in text(refused)
    assert systems(here) == []


def test_a_page_that_is_only_read_never_changes_where_one_works(tab, here, there):
    sealed = seal(MadeFor(here.person_id, there.organisation_id))

    assert tab.client.get(NEW, {FIELD: sealed, RETURN: "1"}).status_code == 200
    assert tab.client.get("/systemen/", headers={HEADER: sealed}).status_code == 409
    assert tab.works_at() == VELDERMEER


def test_what_is_my_own_goes_on_from_an_old_tab(tab, there):
    form = tab.form("/account/")
    tab.switch(there.organisation_id)

    assert tab.send(form, name="Ruben de Koster", language="nl").status_code == 302


def test_without_the_token_of_the_session_nobody_goes_back(tab, here, there):
    form = tab.form(NEW)
    tab.switch(there.organisation_id)
    again = form_of(tab.send(form, **SYSTEM), "")

    assert tab.send(again, csrfmiddlewaretoken="a" * 64).status_code == 403
    assert tab.works_at() == ELSEWHERE
    assert systems(here) == systems(there) == []


def test_the_refusal_is_english_for_who_chose_english(tab, there):
    form = tab.form(NEW)
    tab.switch(there.organisation_id)
    tab.client.cookies["taal"] = "en"
    page = text(tab.send(form, **SYSTEM))

    assert "This form belongs to Gemeente Veldermeer" in page
    assert "Go back to Gemeente Veldermeer and send it there" in page
