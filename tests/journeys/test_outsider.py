"""Somebody of another organisation who tries, in Chromium: addresses, ids, forms, downloads and data. Nothing gives."""

import re
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.journeys.together import BEFORE, Windows, press, words_of

pytestmark = pytest.mark.browser

OTHER, NAME, PASSWORD = "GR ICT Samenwerking De Meren", "Olaf Overkant", "vijf ganzen in de polder"
SYSTEMS = "kritieke-systemen-2027"
SECRETS = ("Veldermeer", "SCADA", "Anke Jansen", "Noor de Wit", "@veldermeer.example")
# where a CISO of Veldermeer comes, and from where links and forms lead to every kind of object
PLACES = (
    "/stand/",
    f"/stand/{BEFORE}/",
    f"/stand/{BEFORE}/5.17.01",
    f"/stand/{BEFORE}/invullen?zoek=5.12.01",
    f"/stand/{BEFORE}/rapporten/",
    f"/stand/{BEFORE}/excel",
    f"/stand/{BEFORE}/wederhoor",
    f"/stand/{BEFORE}/sluiten",
    f"/stand/{BEFORE}/toewijzen?thema=access",
    f"/stand/{SYSTEMS}/interviews/",
    f"/stand/{SYSTEMS}/5.17.01?over=S01",
    "/sjablonen/",
    "/bewijs/",
    "/processen/P01",
    "/systemen/S01",
    "/organisatie/",
    "/beheer/mensen",
    "/beheer/toegang",
    "/beheer/logboek",
)
OBJECT = re.compile(rf"/\d+|{BEFORE}|{SYSTEMS}|/(processen|systemen)/\w")
SHARED = re.compile(r"^/(norm|static|taal|account|aanmelden|uitnodiging|wissel|organisaties)")


@pytest.fixture(scope="module")
def windows(browser, demo):
    opened = Windows(browser, demo)
    yield opened
    opened.close()
    assert opened.errors == []


@pytest.fixture(scope="module")
def olaf(browser, windows, demo):
    """The CISO of the neighbours, freshly invited: he may do everything there, and nothing at Veldermeer."""
    link = _invited(windows.of("daan"), demo.address)
    page = browser.new_context(locale="nl-NL").new_page()
    page.goto(link)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Het wachtwoord nog een keer").fill(PASSWORD)
    press(page, "Maak mijn account")
    yield page
    page.context.close()


def _invited(page, address) -> str:
    page.goto(f"{address}/organisaties")
    if page.get_by_role("button", name=f"Werk hier {OTHER}").count():
        press(page, f"Werk hier {OTHER}")
    page.goto(f"{address}/beheer/mensen/nieuw")
    page.get_by_label("Naam").fill(NAME)
    page.get_by_label("E-mailadres").fill("olaf@overkant.example")
    page.locator("input[value=ciso]").check()
    press(page, "Voeg toe")
    return page.get_by_label("Link van de uitnodiging").input_value()


@pytest.fixture(scope="module")
def objects(windows, demo):
    """Every address of an object that Noor's pages lead to, and every form with what it would send."""
    page = windows.of("noor")
    page.goto(f"{demo.address}/stand/{BEFORE}/rapporten/")
    press(page, "Maak rapporten")
    page.get_by_role("link", name="Download").first.wait_for(timeout=120_000)
    links, forms = set(), {}
    for place in PLACES:
        page.goto(demo.address + place)
        found = page.evaluate("() => [...document.querySelectorAll('main a[href]')].map(a => a.getAttribute('href'))")
        links |= {_path(page.url, link) for link in found}
        for action, fields in page.evaluate(_FORMS):
            forms.setdefault(urlsplit(action).path, fields)
    wanted = {link for link in links | set(PLACES) if OBJECT.search(link) and not SHARED.match(link)}
    return sorted(wanted), {
        path: fields for path, fields in forms.items() if OBJECT.search(path) and not SHARED.match(path)
    }


_FORMS = """() => [...document.querySelectorAll('main form[method=post]')].map(form => [
  form.action, Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"))
])"""


def _path(here: str, link: str) -> str:
    return urlsplit(here).path + link if link.startswith("?") else link.partition("#")[0]


def _form_start(page) -> dict[str, str]:
    """What every form of this visitor begins with: the token, and for whom the page was made."""
    return {
        name: page.locator(f"input[name={name}]").first.input_value()
        for name in ("csrfmiddlewaretoken", "gemaakt-voor")
    }


def test_no_guessed_address_gives_anything(olaf, demo, objects):
    links, _ = objects
    assert len(links) > 60

    answers = {link: olaf.request.get(demo.address + link) for link in links}
    assert {link: answer.status for link, answer in answers.items() if answer.status not in {403, 404}} == {}
    assert [(link, word) for link, answer in answers.items() for word in SECRETS if word in answer.text()] == []


def test_no_form_of_the_other_organisation_does_anything(olaf, demo, objects):
    _, forms = objects
    assert len(forms) > 10
    olaf.goto(f"{demo.address}/organisatie/profiel")
    start = _form_start(olaf)

    for path, fields in forms.items():
        sent = {**fields, **start}
        answer = olaf.request.post(demo.address + path, form=sent, headers={"Referer": demo.address + "/"})
        assert answer.status in {403, 404}, path
        assert not [word for word in SECRETS if word in answer.text()], path


def test_a_post_without_its_token_does_nothing(windows, demo):
    page = windows.of("noor")
    page.goto(f"{demo.address}/stand/{BEFORE}/")

    for path in ("sluiten", "rapporten/maak", "toewijzen", "invullen/cellen", "5.17.01", "wederhoor/open"):
        answer = page.request.post(f"{demo.address}/stand/{BEFORE}/{path}", form={"begrepen": "ja"})
        assert answer.status == 403, path
    page.goto(f"{demo.address}/stand/{BEFORE}/")
    assert "Afgesloten op" not in words_of(page)


def test_ids_of_the_other_organisation_in_own_forms_are_refused(olaf, windows, demo):
    noor = windows.of("noor")
    noor.goto(f"{demo.address}/stand/{BEFORE}/toewijzen")
    row, member = noor.locator("input[name=vraag]").first.input_value(), noor.locator("#wie option").nth(1)
    who, before = member.get_attribute("value"), noor.locator(".wb-shares").inner_text()
    own = _own_round(olaf, demo)
    start = _form_start(olaf)
    for wanted in ({"vraag": row, "wie": "niemand"}, {"keuze": "alle", "wie": who}):
        sent = {"keuze": "gekozen", "stap": "doe", **start, **wanted}
        answer = olaf.request.post(f"{own}toewijzen", form=sent, headers={"Referer": own})
        assert not [word for word in SECRETS if word in answer.text()], wanted
    noor.reload()
    assert noor.locator(".wb-shares").inner_text() == before
    wished = {"organisatie": "1", **start}
    assert olaf.request.post(f"{demo.address}/wissel", form=wished, headers={"Referer": own}).status == 404
    olaf.goto(f"{demo.address}/organisaties")
    assert "Veldermeer" not in words_of(olaf)


def _own_round(page, demo) -> str:
    """A round of the outsider's own organisation, to send other people's ids to."""
    page.goto(f"{demo.address}/stand/start")
    page.get_by_label("Naam", exact=True).fill("Van de overkant")
    press(page, "Start de ronde")
    return page.url.rpartition("toewijzen")[0]


def test_the_data_of_the_table_does_not_save_nor_tell_of_others(olaf, windows, demo):
    noor = windows.of("noor")
    noor.goto(f"{demo.address}/stand/{BEFORE}/invullen?zoek=5.12.01")
    row = int(noor.locator("tr[data-row]").first.get_attribute("data-row"))
    before = noor.locator(".wb-grid").inner_text()
    own = _own_round(olaf, demo)
    edit = {"steps": [{"batch": str(uuid4()), "edits": [{"row": row, "values": {"opzet": "fails"}, "seen": 1}]}]}
    token, made_for = _form_start(olaf).values()
    headers = {"X-CSRFToken": token, "X-Waarborg-Made-For": made_for, "Referer": own}
    headers["Content-Type"] = "application/json"
    for base in (own, f"{demo.address}/stand/{BEFORE}/"):
        for path in ("invullen/cellen", "invullen/ongedaan", "invullen/rij"):
            answer = olaf.request.post(base + path, data=edit, headers=headers)
            assert 400 <= answer.status < 500, (base, path)
            assert answer.status != 409, "refused for its form, so nothing else was tried"
            assert not [word for word in SECRETS if word in answer.text()]
    since = olaf.request.get(f"{demo.address}/stand/{BEFORE}/invullen/sinds?na=2020-01-01T00:00:00Z")
    assert since.status == 404
    noor.reload()
    assert noor.locator(".wb-grid").inner_text() == before


def test_who_is_not_signed_in_gets_the_door_everywhere(browser, demo, objects):
    links, forms = objects
    context = browser.new_context(locale="nl-NL")
    for link in links:
        answer = context.request.get(demo.address + link, max_redirects=0)
        assert answer.status == 302, link
        assert answer.headers["location"].startswith("/aanmelden/"), link
    for path, fields in forms.items():
        assert context.request.post(demo.address + path, form=fields, max_redirects=0).status in {302, 403}, path
    context.close()


def test_what_was_refused_stands_in_the_journal(windows, demo):
    els = windows.of("els")
    for path in ("", "invullen", "rapporten/", "sluiten"):
        assert els.goto(f"{demo.address}/stand/{BEFORE}/{path}").status == 403
    page = windows.of("saskia")
    page.goto(f"{demo.address}/beheer/logboek?zoek=Els")

    lines = page.locator(".wb-journal tbody tr", has_text="Els Vermeer").filter(has_text="geweigerd")
    assert lines.count() >= 4
