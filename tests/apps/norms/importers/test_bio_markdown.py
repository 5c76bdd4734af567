"""BIO2 Markdown in every layout that its revisions have used. All sentences are of our own making."""

import pytest

from waarborg.apps.norms.importers import bio_markdown
from waarborg.apps.norms.shapes import ParsedItem, UnreadableFileError
from waarborg.domain.norms import ItemStatus, text_hash

SENTENCE = "De bakker telt elke ochtend zijn broden."


def items(text: str) -> list[ParsedItem]:
    return list(bio_markdown.read(text.encode(), "bio.md").editions[0].items)


def only(text: str) -> ParsedItem:
    [item] = items(text)
    return item


@pytest.mark.parametrize("marks", ["##", "###", "####"])
@pytest.mark.parametrize("number", ["5.01.01", "5.1.1", "05.01.01", "**5.01.01**"])
@pytest.mark.parametrize("layout", ["{m} {n}\n{s}\n", "{m} {n} {s}\n", "{m} {n}: \n\n{s}  \n", "{m} {n} \n{m} {s}\n"])
def test_every_heading_layout_gives_the_same_measure(marks, number, layout):
    item = only(layout.format(m=marks, n=number, s=SENTENCE))

    assert (item.number, item.sha256) == ("5.01.01", text_hash(SENTENCE))


def test_a_heading_without_a_number_continues_the_measure_above():
    item = only("### 5.01.01 De bakker telt\n### elke ochtend zijn broden.\n")

    assert item.sha256 == text_hash(SENTENCE)


def test_the_statement_beneath_a_control_heading_is_not_imported():
    text = (
        "# Beheersmaatregel 5.01 Beleid\nGeheim van ISO.\n\n## Verplichte overheidsspecifieke maatregelen\nOok niets.\n"
        f"### 5.01.01\n{SENTENCE}\n# Beheersmaatregel 5.02 Rollen\nNog een geheim.\n"
    )

    item = only(text)

    assert item.official_text == SENTENCE


@pytest.mark.parametrize(
    "ending",
    [
        "\n\nDraagt bij aan: Basishygiëne, ketenhygiëne  \n",
        "<br><br>\nDraagt bij aan: Basishygiëne, ketenhygiëne",
        "\n**Draagt bij aan:** basishygiene en Ketenhygiëne",
        "\n\n_Draagt bij aan:_\nBasishygiëne\nKetenhygiëne",
        "\n\nBasishygiëne, ketenhygiëne<br/>",
        "\n\n*Basishygiëne*, *ketenhygiëne*\n",
    ],
)
def test_categories_stand_after_their_label_or_on_a_line_of_their_own(ending):
    item = only(f"## 5.01.01\n{SENTENCE}{ending}")

    assert item.categories == ("basishygiene", "ketenhygiene")
    assert item.sha256 == text_hash(SENTENCE)


def test_a_long_run_of_spaces_is_read_at_once():
    item = only(f"## 5.01.01\n{SENTENCE}\nBasishygiëne,{' ' * 1_000_000}of niet\n")  # was a day of work

    assert item.categories == ()


@pytest.mark.parametrize(
    ("text", "status", "moved_to", "refers_to"),
    [
        ("Geen overheidsmaatregel, zie de inleiding.", ItemStatus.NONE, (), ""),
        ("Vervallen.", ItemStatus.WITHDRAWN, (), ""),
        ("Verplaatst naar 5.10.2.", ItemStatus.MOVED, ("5.10.02",), ""),
        ("Verplaatst naar 5.10.02 en 05.10.03.", ItemStatus.MOVED, ("5.10.02", "5.10.03"), ""),
        ("Zie overheidsmaatregel 5.24.8.", ItemStatus.REFERENCE, (), "5.24.08"),
        ("Vervallen broden worden geteld en de bakker meldt het aantal aan de molenaar.", ItemStatus.LIVE, (), ""),
        ("De broden, zie overheidsmaatregel 5.24.08, worden geteld.", ItemStatus.LIVE, (), ""),
    ],
)
def test_the_status_comes_from_the_text(text, status, moved_to, refers_to):
    item = only(f"## 5.01.01\n{text}\n")

    assert (item.status, item.moved_to, item.refers_to) == (status, moved_to, refers_to)


def test_the_known_hash_of_vervallen():
    assert only("## 5.21.01\nVervallen.\n").sha256 == "eac130c6c1b181889e30df339c212613b101cfae2641626af7c7b3cea5f006d4"


def test_remarks_and_front_matter_are_not_part_of_a_measure():
    text = (
        '---\ntitle: iets\n---\n!!! warning "Let op"\n    ## 9.09.09\n    Geen tekst.\n\n'
        f"# DEEL 2\nInleiding.\n## 5.01.01\n> [!NOTE]\n> Een opmerking.\n\n{SENTENCE}\n\n!!! note\n    Redactie.\n"
    )

    assert only(text).official_text == SENTENCE


@pytest.mark.parametrize("line_break", ["<br>", "<BR>", "<br/>", "<br />", "<br><br>\n"])
def test_breaks_are_white_space(line_break):
    item = only(f"## 5.01.01\nDe bakker telt elke{line_break}ochtend zijn broden.   \n")

    assert item.sha256 == text_hash(SENTENCE)


def test_markup_becomes_plain_text_without_touching_the_hash():
    body = "Brood &amp; <b>spelen</b><script>alert('x')</script> bij a < b."

    item = only(f"## 5.01.01\n{body}\n")

    assert item.official_text == "Brood & spelen bij a < b."
    assert item.sha256 == text_hash(body)


@pytest.mark.parametrize(
    "data",
    [
        f"## 5.01.01\r\n{SENTENCE}\r\n".encode(),
        b"\xef\xbb\xbf" + f"## 5.01.01\n{SENTENCE}".encode(),
        f"## 5.01.01\n{SENTENCE}".encode("utf-16"),
    ],
)
def test_encodings_and_line_ends_do_not_matter(data):
    assert bio_markdown.read(data, "bio.md").editions[0].items[0].sha256 == text_hash(SENTENCE)


def test_latin_1_is_read():
    data = "## 5.01.01\nDe coördinator telt.\n\nDraagt bij aan: Basishygiëne\n".encode("latin-1")

    item = bio_markdown.read(data, "bio.md").editions[0].items[0]

    assert (item.official_text, item.categories) == ("De coördinator telt.", ("basishygiene",))


def test_a_bad_measure_never_stops_the_rest_and_is_named_by_line():
    norm = bio_markdown.read(
        f"## 5.01.01\n{SENTENCE}\n## 5.01.01\nDubbel.\n## 5.01.02\n\n## 5.01.1.2.3\nMis.\n## 5.01.03\nGoed.\n".encode(),
        "x",
    )

    assert [item.number for item in norm.editions[0].items] == ["5.01.01", "5.01.02", "5.01.03"]
    assert {problem.where for problem in norm.problems} == {"regel 3", "regel 5", "regel 7"}


def test_a_text_cut_off_by_excel_is_reported():
    norm = bio_markdown.read(f"## 5.01.01\n{'x' * 32_767}\n".encode(), "x")

    assert "32767" in norm.problems[0].what


def test_prose_without_measures_is_refused():
    with pytest.raises(UnreadableFileError, match="geen overheidsmaatregel"):
        bio_markdown.read(b"# Deel 1\nEen verhaal.\n", "deel1.md")
