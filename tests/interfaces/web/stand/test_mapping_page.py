"""The mapping page, asked by its addresses: what is not certain is asked, kept, and read as chosen."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

ROUND = "/stand/gemeente-veldermeer-nulmeting-2027"
EXCEL = f"{ROUND}/excel"
STATUS = "blad0-kolom1"
SHEET = "Nr;Status;Toelichting\n5.01.01;In uitvoering;Bijna\n5.01.02;gepland;\n5.02.01;ja;\n"


@pytest.fixture
def send(client, veldermeer):
    """Give a sheet of one's own to the form; the answer."""

    def upload(content: str | bytes = SHEET, name: str = "eigen.csv"):
        file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
        return client.post(f"{EXCEL}/inlezen", {"bestand": file, "over": "-"})

    return upload


@pytest.fixture
def page(send):
    """The address of the mapping page of a sheet that asks something."""
    answer = send()
    assert f"{EXCEL}/indeling/" in answer.headers["Location"]
    return answer.headers["Location"]


@pytest.fixture
def choose(client, page):
    """Choose on the page, and press a button."""

    def send_choices(doe: str = "lees", *, headers=None, **chosen):
        names = {name.replace("__", "-"): value for name, value in chosen.items()}
        return client.post(page, {"doe": doe, **names}, headers=headers or {})

    return send_choices


ANSWERS = {"telt__als": "bestaan", f"{STATUS}-woord-in uitvoering": "partly", f"{STATUS}-woord-gepland": "fails"}


def changes(answer) -> list[tuple[str, str, str]]:
    """What the sheet would change, out of the database: number, field and what it becomes."""
    from waarborg.apps.assessments.models import SheetImport

    found = SheetImport.objects.get(pk=int(answer.headers["Location"].rpartition("/")[2]))
    return [(one["number"], one["field"], one["becomes"]) for one in found.changes]


def test_a_sheet_with_open_questions_leads_to_a_page_that_asks_them(page, read):
    text = read(page)

    assert "In eigen.csv is niet alles zeker" in text
    assert "In uitvoering" in text
    assert "Kies opzet" not in text  # nothing is wrong before anything was sent
    assert "--norm" not in text  # those are words of the command line
    assert "--status-means" not in text


def test_nothing_is_read_before_everything_that_changes_the_outcome_is_chosen(choose):
    from waarborg.apps.assessments.models import SheetImport

    answer = choose()

    assert answer.status_code == 422
    assert "opzet, bestaan of werking" in answer.content.decode()
    assert not SheetImport.objects.exists()


def test_what_was_chosen_is_read_and_the_rest_is_listed(choose, read):
    answer = choose(**{**ANSWERS, f"{STATUS}-woord-gepland": ""})

    assert answer.status_code == 302
    found = changes(answer)
    assert ("5.01.01", "bestaan", "partly") in found
    assert not [one for one in found if one[:2] == ("5.01.02", "bestaan")]
    assert not [one for one in found if one[1] == "opzet"]
    assert "gepland" in read(answer.headers["Location"]).partition("Niet gelezen")[2]


def test_an_error_keeps_what_was_chosen(choose, page, read):
    choose(**{**ANSWERS, "telt__als": ""})

    assert '<option value="partly" selected>' in read(page)


def test_the_first_rows_change_with_a_choice_and_what_the_page_lacks_comes_along(choose):
    shows = {"getoond-blad0-lees": "ja", f"getoond-{STATUS}": "status none", "getoond-telt-als": "ja"}
    live = {"HX-Request": "true"}
    before = choose("", headers=live, **shows).content.decode()
    after = choose("", headers=live, **shows, **{STATUS: "werking"}).content.decode()

    assert "Oordeel:</span> ● voldoet" in before
    assert 'hx-swap-oob="true"' not in before
    assert "Werking:</span> ● voldoet" in after
    for part in (f"{STATUS}-woorden", f"{STATUS}-zeker", "telt-als-blok"):
        assert f'id="{part}"' in after
    assert "<html" not in after


def test_enter_in_a_field_accepts_and_reads_nothing(page, read):
    assert re.findall(r'<button[^>]* value="(\w+)"', read(page).partition('class="wb-mapping"')[2])[0] == "toon"


def test_a_row_with_an_open_text_does_not_count_as_read(page, read):
    text = " ".join(read(page).split())

    assert "1 van de eerste 3 rijen wordt zo gelezen" in text
    assert "Niet gelezen: In uitvoering" in text


def test_many_texts_get_their_meaning_at_once(choose, page, read):
    choose("toon", **{f"bulk-{STATUS}": "partly", f"bulk-met-{STATUS}": "uitv"})
    text = read(page)
    assert text.count('<option value="partly" selected>') == 1

    choose("voorstellen")
    assert '<option value="fails" selected>' in read(page)


def test_a_kept_mapping_reads_the_next_sheet_and_says_so(choose, send, read):
    from waarborg.apps.base.models import JournalLine

    choose(onthoud="ja", naam="Lijst van het bureau", **ANSWERS)
    answer = send(SHEET.replace("ja;", "gepland;"), "volgend jaar.csv")

    assert "/indeling/" not in answer.headers["Location"]
    assert ("5.02.01", "bestaan", "fails") in changes(answer)
    text = read(answer.headers["Location"])
    assert "Lijst van het bureau" in text
    change = text.partition('href="/stand/gemeente-veldermeer-nulmeting-2027/excel/indeling/')[2].partition('"')[0]
    assert "gelezen met de indeling ‘Lijst van het bureau’" in read(f"{EXCEL}/indeling/{change}")
    assert "2 keer, laatst op" in read("/stand/indelingen")
    assert JournalLine.objects.filter(detail__mapping="Lijst van het bureau").count() == 2


def test_a_mapping_without_a_name_or_with_a_taken_one_is_not_kept(choose, send, client):
    from waarborg.apps.assessments.models import SavedMapping, SheetImport

    assert "Geef de indeling een naam" in choose(onthoud="ja", naam=" ", **ANSWERS).content.decode()
    choose(onthoud="ja", naam="Bezet", **ANSWERS)
    other = send(SHEET.replace("Toelichting", "Nog iets")).headers["Location"]
    answer = client.post(other, {"doe": "lees", "telt-als": "opzet", "onthoud": "ja", "naam": "Bezet"})

    assert answer.status_code == 422
    assert "heet al zo" in answer.content.decode()
    assert SavedMapping.objects.count() == 1
    assert SheetImport.objects.count() == 1


def test_yes_under_a_gap_stays_a_question_when_the_column_is_called_a_verdict(send, client, read):
    page = send("Nummer;Maatregel;GAP\n5.01.01;Beleid;ja\n5.02.01;Rollen;nee\n").headers["Location"]
    client.post(page, {"doe": "toon", "blad0-kolom2": "status"})

    text = " ".join(read(page).split())
    assert "misschien ○ voldoet niet" in text
    assert "misschien ● voldoet" in text


def test_without_a_column_of_numbers_the_page_asks_for_it_and_keeps_the_rest(send, client, read):
    page = send().headers["Location"]
    answer = client.post(page, {"doe": "lees", "blad0-kolom0": "ignore", "telt-als": "bestaan"})

    assert answer.status_code == 422
    assert "waar het nummer van de maatregel staat" in answer.content.decode()
    assert 'value="bestaan" checked' in read(page)


def test_a_mapping_that_could_not_be_read_back_is_refused_before_it_breaks_the_next_sheet(send, client):
    page = send(f"Nr;Status;{'lange kop ' * 60}\n5.01.01;bijna;x\n").headers["Location"]
    answer = client.post(page, {"doe": "lees", "telt-als": "opzet", "onthoud": "ja", "naam": "Te lang"})

    assert answer.status_code == 422
    assert "te groot om te onthouden" in answer.content.decode()
    assert send().status_code == 302


def test_the_file_is_gone_once_it_is_taken_over_or_thrown_away(choose, client, page, send):
    from waarborg.apps.assessments.models import SheetUpload

    preview = choose(**ANSWERS).headers["Location"]
    client.post(f"{preview}/overnemen")
    assert not SheetUpload.objects.exists()
    assert client.get(page).status_code == 404

    client.post(send().headers["Location"], {"doe": "weg"})
    assert not SheetUpload.objects.exists()


@pytest.mark.parametrize("name", ["telt-als", "norm", STATUS, f"{STATUS}-woord-in uitvoering", "blad0\0"])
def test_what_the_database_cannot_hold_is_no_choice(client, page, name):
    assert client.post(page, {"doe": "", name: "opzet\0"}).status_code == 302


def test_a_choice_for_a_sheet_that_went_in_another_window_says_so(choose, page, client, monkeypatch, read):
    from waarborg.apps.assessments.models import SheetUpload
    from waarborg.interfaces.web.stand import mapping

    def looked_while_it_went(*given):
        SheetUpload.objects.all().delete()
        return look(*given)

    look = mapping.look
    monkeypatch.setattr(mapping, "look", looked_while_it_went)
    answer = choose("")

    assert answer.headers["Location"] == EXCEL
    assert "in een ander venster" in read(EXCEL)


def test_somebody_elses_sheet_is_not_there(page, veldermeer):
    from tests import people
    from waarborg.domain.permissions import Role

    iso = people.client(people.member(veldermeer.organisation, Role.ISO))
    assert iso.get(page).status_code == 404
    assert iso.post(page, {"doe": "weg"}).status_code == 404


def test_cells_are_text_and_never_markup(send, read):
    text = read(send("Nr;Status\n5.01.01;<script>alert(1)</script> bijna\n").headers["Location"])

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_sheet_of_another_norm_is_read_only_when_somebody_is_sure(send, client):
    numbers = ("5.01.1", "5.02.1", "5.02.3", "5.04.1", "5.20.2", "5.20.3", "8.16.1", "8.16.2", "8.16.5")
    lines = "\n".join(f"{number};CISO;voldoet" for number in numbers)
    page = send(f"Handreiking BIO2-opmaat;;\nO-maatregel-nummer;Eigenaar;Status\n{lines}\n").headers["Location"]
    assert "Bij welke norm horen de nummers?" in client.get(page).content.decode()
    assert client.post(page, {"doe": "lees", "telt-als": "opzet"}).status_code == 422

    assert client.post(page, {"doe": "lees", "telt-als": "opzet", "norm": "ja"}).status_code == 302


def test_a_page_of_hundreds_of_texts_stays_small_and_says_what_it_leaves_out(send, read, count_queries):
    lines = "\n".join(f"5.01.01;tekst {n} over de stand" for n in range(3000))
    page = send(f"Nr;Status\n{lines}\n").headers["Location"]
    text = read(page)

    assert text.count("<select") < 120
    assert "2900 andere teksten staan hier niet" in text
    few = send("Nr;Status\n5.01.01;bijna\n", "klein.csv").headers["Location"]
    assert count_queries(page) == count_queries(few)


def test_a_book_of_many_sheets_and_columns_fits_in_one_form(send, client, read):
    import io

    import openpyxl

    book = openpyxl.Workbook()
    for n in range(60):
        sheet = book.create_sheet(f"Hoofdstuk {n}")
        sheet.append(["Nummer", "Status", *(f"Kolom {c}" for c in range(80))])
        sheet.append(["5.01.01" if n else "5.01.02", f"tekst {n}", *["x"] * 80])
    content = io.BytesIO()
    book.save(content)
    page = send(content.getvalue(), "boek.xlsx").headers["Location"]
    text = read(page)

    assert "Nog 20 bladen staan hier niet" in text
    names = re.findall(r'<(?:input|select)[^>]* name="([^"]+)"', text)
    assert len(names) < 1000
    assert client.post(page, dict.fromkeys(names, "") | {"doe": "toon"}).status_code == 302
