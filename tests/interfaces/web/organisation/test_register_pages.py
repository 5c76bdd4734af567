"""The pages of the registers: lists, one entry, the form, the sheet in and out, the scale and the scope."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import people
from tests.cast import AT, VELDERMEER
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Member, RegisterImport
from waarborg.domain.permissions import Role
from waarborg.interfaces.cli.demo_registers import ensure_registers

pytestmark = pytest.mark.django_db
LISTS = ("/systemen/", "/processen/", "/organisatie/onderdelen", "/organisatie/locaties")


@pytest.fixture
def veldermeer():
    organisation = people.organisation(VELDERMEER)
    with within(organisation.pk):
        ciso = people.member(organisation, Role.CISO)
        people.member(organisation, Role.PROCESS_OWNER)
        ensure_registers(organisation, people.actor(ciso), AT)
    return organisation


@pytest.fixture
def ciso(veldermeer):
    return people.client(Member.objects.get(organisation=veldermeer, roles=["ciso"]))


@pytest.fixture
def anke(veldermeer):
    return people.client(Member.objects.get(organisation=veldermeer, roles=["process_owner"]))


def shown(answer):
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("address", [*LISTS, "/organisatie/reikwijdte", "/organisatie/importeren", "/organisatie/biv"])
def test_every_page_opens(ciso, address):
    assert "<h1" in shown(ciso.get(address))


def test_filters_of_the_address_narrow_the_list(ciso):
    page = shown(ciso.get("/systemen/?kenmerk=ot"))
    assert "SCADA" in page
    assert "Zaaksysteem" not in page
    assert "<strong>1</strong> regel" in page
    assert "S12" in shown(ciso.get("/systemen/?letop=ja"))
    assert "P05" not in shown(ciso.get("/processen/?zoek=burgerzaken"))


def test_the_order_of_a_list_stands_in_the_address(ciso):
    page = shown(ciso.get("/processen/?volgorde=uitval"))

    assert page.index(">P10<") < page.index(">P07<") < page.index(">P05<")


@pytest.mark.parametrize("address", LISTS)
def test_a_list_takes_a_constant_number_of_queries(ciso, address, django_assert_max_num_queries):
    ciso.get(address)
    with django_assert_max_num_queries(20):
        ciso.get(address)


def test_an_export_holds_exactly_what_is_shown(ciso):
    book = openpyxl.load_workbook(io.BytesIO(ciso.get("/systemen/export/xlsx?kenmerk=ot").content))
    rows = list(book.active.iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == ["S13"]

    told = ciso.get("/systemen/export/csv?kenmerk=ot").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in told] == ["Code", "S13"]


def test_an_entry_shows_what_it_inherits_and_what_objects(ciso):
    page = shown(ciso.get("/systemen/S12"))

    assert "Geërfd van P01" in page
    assert "BIV-03" in page
    assert ciso.get("/systemen/s12").headers["Location"] == "/systemen/S12"
    assert ciso.get("/systemen/S99").status_code == 404


def test_an_entry_shows_what_refers_to_it(ciso):
    unit = shown(ciso.get("/organisatie/onderdelen/DIE"))
    assert all(code in unit for code in (">BUR<", ">P07<", ">S03<"))
    assert ">S04<" in shown(ciso.get("/processen/P04"))
    assert ">S13<" in shown(ciso.get("/organisatie/locaties/WERF"))


def test_a_line_manager_changes_own_entries_and_reads_the_rest(anke):
    assert anke.get("/processen/P01/wijzig").status_code == 200
    assert anke.get("/processen/P05").status_code == 200
    assert "/processen/P05/wijzig" not in shown(anke.get("/processen/P05"))
    for address in ("/processen/P05/wijzig", "/processen/nieuw", "/organisatie/importeren", "/organisatie/biv"):
        assert anke.get(address).status_code == 403, address
    assert anke.post("/processen/P05/archiveer").status_code == 403
    assert anke.post("/organisatie/reikwijdte", {"omschrijving": "x"}).status_code == 403


@pytest.mark.parametrize(("register", "code"), [("processen", "P01"), ("systemen", "S01")])
def test_a_new_entry_gets_an_example_of_its_own_register(ciso, register, code):
    assert f"Kort en vast, zoals {code}." in shown(ciso.get(f"/{register}/nieuw"))


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(ciso):
    told = {"code": "S20", "name": "Nieuw", "processes": ["P01"], "availability": "1", "max_outage_hours": "4 uur"}
    answer = ciso.post("/systemen/nieuw", told | {"in_scope": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_override_because"' in page
    assert 'value="Nieuw"' in page

    answer = ciso.post("/systemen/nieuw", told | {"in_scope": "on", "override_because": "alleen kopie"})
    assert answer.headers["Location"] == "/systemen/S20"
    assert "alleen kopie" in shown(ciso.get("/systemen/S20"))


def test_an_entry_is_archived_and_put_back(ciso):
    answer = ciso.post("/systemen/S14/archiveer", follow=True)
    assert "Zet terug" in answer.content.decode()
    assert ">S14<" not in shown(ciso.get("/systemen/"))

    ciso.post("/systemen/S14/terug")
    assert ">S14<" in shown(ciso.get("/systemen/"))


def test_the_own_sheet_comes_back_without_a_change(ciso):
    sheet = ciso.get("/organisatie/importeren/registers.xlsx").content
    answer = ciso.post("/organisatie/importeren", {"bestand": SimpleUploadedFile("registers.xlsx", sheet)}, follow=True)

    assert "Niets gewijzigd" in answer.content.decode()


def systems(*rows):
    book = openpyxl.Workbook()
    book.active.title = "Systemen"
    for row in (("Code", "Naam", "Eigenaar", "B"), *rows):
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return SimpleUploadedFile("systemen.xlsx", saved.getvalue())


def test_a_sheet_is_previewed_taken_over_and_undone(ciso, veldermeer):
    sheet = systems(("S01", "BRP nieuw", "Kees Bos", ""), ("S30", "Nieuw", "", ""), ("S31", "Fout", "", "x"))
    page = ciso.post("/organisatie/importeren", {"bestand": sheet}, follow=True)
    text = page.content.decode()
    found = RegisterImport.objects.get(organisation=veldermeer)
    here = f"/organisatie/importeren/{found.pk}"
    assert all(word in text for word in ("Systemen, D4", "Kees Bos", "BRP nieuw", "<del>BRP-applicatie</del>"))

    seen = page.context["plan"].digest
    told = {"neem-over": "1", "gezien": seen, "naam-1": "Kees Bos", "eigenaar-1": "new"}
    assert "Maak ongedaan" in ciso.post(here, told, follow=True).content.decode()
    assert "BRP nieuw" in shown(ciso.get("/systemen/S01"))

    assert "2 regels zijn weer" in ciso.post(f"{here}/ongedaan", follow=True).content.decode()
    assert "BRP-applicatie" in shown(ciso.get("/systemen/S01"))
    assert ciso.get("/systemen/S30").status_code == 404


def test_another_choice_of_owner_is_shown_before_it_is_taken_over(ciso, veldermeer):
    page = ciso.post("/organisatie/importeren", {"bestand": systems(("S01", "BRP", "Kees", ""))}, follow=True)
    here = page.request["PATH_INFO"]
    told = {"neem-over": "1", "gezien": page.context["plan"].digest, "naam-1": "Kees", "eigenaar-1": "nobody"}

    assert "nog niets bewaard" in ciso.post(here, told).content.decode()


def test_what_is_no_workbook_is_refused_beside_the_field(ciso):
    answer = ciso.post("/organisatie/importeren", {"bestand": SimpleUploadedFile("a.xlsx", b"%PDF-1.7")})

    assert answer.status_code == 422
    assert "geen Excel-werkboek" in answer.content.decode()


def test_the_scale_becomes_three_levels_with_a_mapping(ciso, veldermeer):
    told = {"label-1": "laag", "label-2": "midden", "label-3": "hoog", "bijzonder": "3"}
    told |= {"wordt-1": "1", "wordt-2": "2", "wordt-3": "3", "wordt-4": "4"}
    assert ciso.post("/organisatie/biv", told).status_code == 422

    assert ciso.post("/organisatie/biv", told | {"wordt-4": "3"}).status_code == 302
    now, history = shown(ciso.get("/processen/P01")).split('id="geschiedenis"')
    assert "zeer hoog" not in now
    assert "<del>zeer hoog</del>" in history


def test_leaving_out_a_critical_process_is_objected_to_with_the_source(ciso):
    page = ciso.get("/processen/P10/wijzig")
    told = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    told |= {"in_scope": "", "out_of_scope_because": "later"}
    del told["in_scope"]
    assert ciso.post("/processen/P10/wijzig", told).status_code == 302

    text = shown(ciso.get("/organisatie/reikwijdte"))
    assert "BIO2 deel 1 GH §4-6" in text
    assert "RW-02" in text
