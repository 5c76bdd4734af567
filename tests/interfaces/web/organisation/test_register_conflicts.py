"""Two people at the form of one entry, and the history on its page."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.cast import AT, VELDERMEER
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions import registers as acts
from waarborg.apps.organisations.models import Member
from waarborg.apps.organisations.queries import registers
from waarborg.domain.permissions import Role
from waarborg.domain.registers import RegisterKind
from waarborg.interfaces.cli.demo_registers import ensure_registers

pytestmark = pytest.mark.django_db
S = RegisterKind.SYSTEM
FORM, PAGE = "/systemen/S01/wijzig", "/systemen/S01"


@pytest.fixture
def veldermeer():
    organisation = people.organisation(VELDERMEER)
    with within(organisation.pk):
        ciso = people.member(organisation, Role.CISO, name="Noor Bakker")
        people.member(organisation, Role.ISO, name="Sam de Boer")
        ensure_registers(organisation, people.actor(ciso), AT)
    return organisation


def browser(organisation, role):
    return people.client(Member.objects.get(organisation=organisation, roles=[role.value]))


@pytest.fixture
def noor(veldermeer):
    return browser(veldermeer, Role.CISO)


@pytest.fixture
def sam(veldermeer):
    return browser(veldermeer, Role.ISO)


def filled_in(form):
    """What a browser sends of a form: only ticked boxes, and no words for nothing."""
    told = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in told.items() if value not in (None, False)}


def opened(browser_of):
    return filled_in(browser_of.get(FORM).context["form"])


def sent_by(page):
    """What the conflict page sends when nothing is touched."""
    inputs = re.findall(r"<input ([^>]*)>", page.split("novalidate>")[1].split("</form>")[0])
    told = {}
    for one in (dict(re.findall(r'(\w+)="([^"]*)"', text)) | {"raw": text} for text in inputs):
        if one["type"] == "hidden" or " checked" in one["raw"]:
            told.setdefault(one["name"], []).append(one.get("value", ""))
    texts = re.findall(r'<textarea name="(\w+)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    return told | dict(texts)


def shown(answer):
    return " ".join(answer.content.decode().split())


def now(organisation):
    with within(organisation.pk):
        return registers.book(organisation).get(S, "S01").values


def test_who_comes_second_sees_what_the_first_wrote_and_chooses(veldermeer, noor, sam):
    of_noor, of_sam = opened(noor), opened(sam)
    assert noor.post(FORM, of_noor | {"note": "van Noor", "is_ot": "on", "supplier": "X"}).status_code == 302

    mine = {"note": "van Sam\r\nregel twee", "is_ot": "", "name": "BRP van Sam"}
    answer = sam.post(FORM, of_sam | mine | {"personal_data": "none"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Noor Bakker" in page
    assert "<time" in page
    assert all(text in page for text in ("van Noor", "van Sam\nregel twee"))
    assert "Naam, Persoonsgegevens" in page
    assert now(veldermeer)["note"] == "van Noor"

    assert sam.post(FORM, sent_by(page) | {"note": "van ons"}).status_code == 302
    kept = now(veldermeer)
    assert (kept["note"], kept["name"], kept["personal_data"]) == ("van ons", "BRP van Sam", "none")
    assert (kept["supplier"], kept["is_ot"]) == ("X", True)


def test_a_choice_is_theirs_until_you_take_your_own(veldermeer, noor, sam):
    of_noor, of_sam = opened(noor), opened(sam)
    noor.post(FORM, of_noor | {"availability": "4", "override_because": "a"})
    page = sam.post(FORM, of_sam | {"availability": "1", "override_because": "b"}).content.decode()
    assert "Van Noor Bakker: zeer hoog" in page
    assert "Van jou: laag" in page

    told = sent_by(page)
    assert told["availability"] == ["4"]
    assert sam.post(FORM, told | {"availability": "1"}).status_code == 302
    assert (now(veldermeer)["availability"], now(veldermeer)["override_because"]) == (1, "b")


def test_processes_are_called_by_their_names_in_a_clash_and_in_the_history(veldermeer, noor, sam):
    of_noor, of_sam = opened(noor), opened(sam)
    with within(veldermeer.pk):
        names = [registers.book(veldermeer).get(RegisterKind.PROCESS, code).name for code in ("P01", "P02")]
    assert all(names)
    noor.post(FORM, of_noor | {"processes": ["P01", "P02"]})

    clash = shown(sam.post(FORM, of_sam | {"processes": ["P02"]}))
    assert f"P01 {names[0]}, P02 {names[1]}" in clash
    assert f"P01 {names[0]}, P02 {names[1]}" in shown(noor.get(PAGE))


def test_what_does_not_clash_comes_together_by_itself(veldermeer, noor, sam):
    of_noor, of_sam = opened(noor), opened(sam)
    noor.post(FORM, of_noor | {"note": "van Noor", "processes": ["P01", "P02"]})

    assert sam.post(FORM, of_sam | {"supplier": "van Sam"}).status_code == 302
    kept = now(veldermeer)
    assert (kept["note"], kept["supplier"], kept["processes"]) == ("van Noor", "van Sam", ["P01", "P02"])


def test_a_form_without_version_overwrites_nothing(veldermeer, noor, sam):
    of_sam = opened(sam)
    noor.post(FORM, opened(noor) | {"note": "van Noor"})
    del of_sam["version"]

    assert sam.post(FORM, of_sam | {"note": "van Sam"}).status_code == 409
    assert now(veldermeer)["note"] == "van Noor"


def test_an_owner_who_left_meanwhile_does_not_stop_another_change(veldermeer, noor):
    with within(veldermeer.pk):
        owner = people.member(veldermeer, Role.PROCESS_OWNER)
        by = people.actor(Member.objects.get(organisation=veldermeer, roles=["ciso"]))
        told = {"organisation": veldermeer, "kind": S, "code": "S01", "by": by, "at": AT}
        acts.change_entry(**told, values={"owner": owner.pk})
    of_noor = opened(noor)
    with within(veldermeer.pk):
        acts.change_entry(**told, values={"owner": None})
        Member.objects.filter(pk=owner.pk).update(left_on=AT.date())

    assert noor.post(FORM, of_noor | {"supplier": "nieuw"}).status_code == 302
    assert (now(veldermeer)["supplier"], now(veldermeer)["owner"]) == ("nieuw", None)


def test_the_page_tells_who_changed_what_newest_first_in_both_languages(noor, sam):
    noor.post(FORM, opened(noor) | {"supplier": "Eerste BV", "personal_data": "special"})
    sam.post(FORM, opened(sam) | {"supplier": "Tweede BV", "is_ot": "on"})

    page = shown(noor.get(PAGE)).split('id="geschiedenis"')[1]
    assert page.index("Sam de Boer") < page.index("Noor Bakker")
    assert 'Leverancier: <del>Eerste BV</del> <span aria-hidden="true">→</span> <ins>Tweede BV</ins>' in page
    assert "OT: <del>nee</del>" in page
    assert "<ins>bijzondere persoonsgegevens</ins>" in page
    assert "toegevoegd" in page
    noor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = shown(noor.get(PAGE))
    assert "Supplier: <del>Eerste BV</del>" in page


def test_the_history_takes_one_query_whatever_its_length(veldermeer, noor):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            noor.get(PAGE)
        return len(captured)

    noor.get(PAGE)
    before = queries()
    with within(veldermeer.pk):
        by = people.actor(Member.objects.get(organisation=veldermeer, roles=["ciso"]))
        for n in range(15):
            told = {"values": {"note": f"nr {n}", "owner": by.member_id if n % 2 else None}}
            acts.change_entry(organisation=veldermeer, kind=S, code="S01", **told, by=by, at=AT)

    assert queries() == before
    assert "oudere wijzigingen" in shown(noor.get(PAGE))
