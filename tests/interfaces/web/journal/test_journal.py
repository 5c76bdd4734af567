"""The journal on screen: who may see which lines, how they are found, and the same as a file."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import AT, ELSEWHERE, VELDERMEER
from tests.people import actor, client, member, organisation
from waarborg.apps.base.actions import seal_journal, write_journal
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.queries import lines as journal_lines
from waarborg.apps.base.tenancy import within
from waarborg.apps.evidence.models import Evidence
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db
ADDRESS = "/beheer/logboek"


@pytest.fixture
def veldermeer():
    return organisation(VELDERMEER)


@pytest.fixture
def ciso(veldermeer):
    return member(veldermeer, Role.CISO)


def write(by, action="assessment.judge", about="nulmeting: 5.17.01", at=AT, **fields):
    with within(by.organisation_id):
        write_journal(action=action, about=about, by=actor(by), at=at, **fields)


def shown(by, query=""):
    response = client(by).get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_line_says_in_words_who_did_what_to_what(ciso):
    write(ciso, detail={"origin": "page"})

    page = shown(ciso)

    for told in ("Noor de Wit", "Oordeel gewijzigd", "nulmeting: 5.17.01", "gelukt", "origin", "page"):
        assert told in page


def test_what_happened_elsewhere_is_not_there(ciso):
    write(member(organisation(ELSEWHERE), Role.CISO), about="geheim van de overkant")

    assert "geheim van de overkant" not in shown(ciso)


def test_the_administrator_sees_only_sign_in_and_rights(veldermeer, ciso):
    write(ciso, about="nulmeting: 5.17.01")
    write(ciso, action="members.roles_changed", about="Els Vermeer")
    administrator = member(veldermeer, Role.ADMINISTRATOR)

    page = shown(administrator, "?handeling=assessment.judge&handeling=members.roles_changed")
    assert "Els Vermeer" in page
    assert "nulmeting: 5.17.01" not in page
    assert "nulmeting: 5.17.01" not in client(administrator).get(ADDRESS + "/csv").content.decode()


@pytest.mark.parametrize("role", [Role.PROCESS_OWNER, Role.EMPLOYEE, Role.ADVISER, Role.ISO])
def test_who_may_not_read_it_is_refused_and_that_is_a_line(veldermeer, role):
    assert client(member(veldermeer, role)).get(ADDRESS).status_code == 403
    assert JournalLine.objects.filter(action="journal.read_access.refused", organisation_id=veldermeer.pk).exists()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("?zoek=5.17.01", True),
        ("?zoek=noor", True),
        ("?zoek=oordeel+gewijzigd", True),
        ("?zoek=leverancier", False),
        ("?zoek=%25", False),
        ("?handeling=assessment.judge", True),
        ("?handeling=report.made", False),
        ("?uitkomst=done", True),
        ("?uitkomst=refused", False),
        ("?wie=Noor+de+Wit", True),
        ("?wie=Bram+Aalders", False),
        ("?van=2027-02-08&tot=2027-02-08", True),
        ("?tot=2027-02-07", False),
        ("?van=2027-02-09", False),
        ("?van=onzin&tot=9999-12-31&voor=x~y", True),
    ],
)
def test_lines_are_found_by_words_who_what_result_and_period(ciso, query, is_found):
    write(ciso)

    assert ("nulmeting: 5.17.01" in shown(ciso, query)) is is_found


def test_older_lines_are_one_link_away(ciso):
    for n in range(journal_lines.LINES_PER_PAGE + 5):
        write(ciso, about=f"ding {n:03}", at=AT + timedelta(minutes=n))
    answer = client(ciso).get(ADDRESS)
    older = client(ciso).get(ADDRESS, {"voor": answer.context["older"]})

    assert [line.about for line in older.context["lines"]] == [f"ding {n:03}" for n in (4, 3, 2, 1, 0)]
    assert older.context["older"] == ""


def test_a_long_search_stops_and_says_until_where(ciso, monkeypatch):
    monkeypatch.setattr(journal_lines, "LINES_LOOKED_AT", 3)
    write(ciso, about="naald")
    for n in range(4):
        write(ciso, about="hooi", at=AT + timedelta(minutes=n + 1))

    first = client(ciso).get(ADDRESS, {"zoek": "naald"})
    second = client(ciso).get(ADDRESS, {"zoek": "naald", "voor": first.context["older"]})

    assert "Er is gezocht tot en met" in first.content.decode()
    assert [line.about for line in second.context["lines"]] == ["naald"]


def test_the_state_of_the_seals_is_shown(veldermeer, ciso):
    write(ciso)
    assert "1 regel wacht op een zegel" in shown(ciso)
    seal_journal(veldermeer.pk, AT)

    assert "Verzegeld tot en met 8 februari 2027" in shown(ciso)


def test_the_file_holds_what_is_shown_and_leaves_a_line(ciso):
    write(ciso)
    write(ciso, action="report.made", about="rapport.pdf")

    text = client(ciso).get(ADDRESS + "/csv?handeling=report.made").content.decode("utf-8-sig")

    assert "rapport.pdf" in text
    assert "5.17.01" not in text
    assert JournalLine.objects.get(action="journal.exported").detail == {"lines": 1}


def test_a_file_never_holds_a_formula(ciso):
    write(ciso, about="=HYPERLINK(1)")

    assert ";'=HYPERLINK(1);" in client(ciso).get(ADDRESS + "/csv").content.decode()


def test_a_file_that_is_too_long_says_so(ciso, monkeypatch):
    monkeypatch.setattr("waarborg.interfaces.web.journal.views.LINES_IN_A_FILE", 2)
    for _ in range(3):
        write(ciso)

    lines = client(ciso).get(ADDRESS + "/csv").content.decode().splitlines()
    assert len(lines) == 4
    assert "Er zijn oudere regels" in lines[-1]


def test_the_number_of_queries_does_not_grow_with_the_lines(ciso):
    counts = []
    for _ in range(2):
        for _ in range(20):
            write(ciso)
        opened = client(ciso)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert opened.get(ADDRESS).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] < 20


def test_only_the_results_are_sent_when_only_those_are_asked(ciso):
    write(ciso)
    part = client(ciso).get(ADDRESS, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "nulmeting: 5.17.01" in part


@pytest.fixture
def secret(ciso):
    """A piece of before its title was left out: the line of then stays, for it is sealed."""
    with within(ciso.organisation_id):
        piece = Evidence.objects.create(
            organisation=ciso.organisation,
            title="Ontslag van Jansen",
            url="https://x.test",
            confidentiality="secret",
            added_at=AT,
        )
    write(ciso, action="evidence.add", about=f"{piece.pk}: {piece.title}")
    write(ciso, action="evidence.replaced", about=f"1 -> {piece.pk}: {piece.title}")
    return piece


@pytest.mark.parametrize("query", ["", "?zoek=Jansen"])
def test_a_title_of_before_is_hidden_from_who_may_not_see_the_piece(ciso, secret, query):
    auditor = member(ciso.organisation, Role.AUDITOR)

    found = shown(auditor, query).partition("<table")[2]
    assert "Ontslag" not in found
    assert ("Bewijs toegevoegd" in found) == (not query)  # nor does searching for it find the line
    assert "Ontslag" not in client(auditor).get(f"{ADDRESS}/csv{query}").content.decode("utf-8-sig")


def test_who_may_see_the_piece_finds_it_by_its_title(ciso, secret):
    found = shown(ciso, "?zoek=Jansen").partition("<table")[2]
    assert found.count("Ontslag van Jansen") == 2
