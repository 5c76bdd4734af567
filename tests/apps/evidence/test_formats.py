"""What a file is, by its content, whatever its name says."""

import pytest

from tests.apps.evidence import files
from waarborg.apps.base.importers.office import Content
from waarborg.apps.evidence.formats import clean_name, look_at

KEPT = [
    ("besluit.pdf", files.PDF, "application/pdf"),
    ("foto.PNG", files.PNG, "image/png"),
    ("foto.jpg", files.JPEG, "image/jpeg"),
    ("IMG_1.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image/heic"),
    ("scan.tiff", b"II*\x00" + b"\x00" * 20, "image/tiff"),
    ("beleid.docx", files.office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("lijst.xlsx", files.office("xl/"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("beleid.odt", files.open_document(), "application/vnd.oasis.opendocument.text"),
    ("lijst.csv", b"naam;rol\nAnke;eigenaar\n", "text/csv"),
    ("notitie.txt", "Afgesproken: één keer per jaar".encode("cp1252"), "text/plain"),
    ("bericht.eml", files.MAIL, "message/rfc822"),
    ("bericht.msg", files.OUTLOOK, "application/vnd.ms-outlook"),
]
VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RELATIONSHIP = f'<Relationships><Relationship Id="r" Type="{VBA}" Target="thema.bin"/></Relationships>'
RENAMED = {"word/_rels/document.xml.rels": RELATIONSHIP, "word/thema.bin": "x"}
HIDDEN = {"word/_rels/document.xml.rels": RELATIONSHIP.replace("vba", "&#118;b&#x61;"), "word/thema.bin": "x"}
LATE = {**{f"word/media/{place}.png": "" for place in range(5001)}, "word/vbaProject.bin": "x"}
OLD_INSIDE = {"word/embeddings/oud.bin": files.OUTLOOK + "_VBA_PROJECT".encode("utf-16-le")}
INSIDE = {"word/embeddings/werkblad.xlsx": files.office("xl/", **{"xl/_rels/workbook.xml.rels": RELATIONSHIP})}
PAGE = b"<script>alert(1)</script>"
REFUSED = {
    "a program that is called a document": ("besluit.pdf", b"MZ\x90\x00" + b"\x00" * 60, Content.PROGRAM),
    "a Linux program that is called text": ("notitie.txt", b"\x7fELF" + b"\x00" * 60, Content.PROGRAM),
    "a script that is called text": ("notitie.txt", b"#!/bin/sh\nrm -rf /\n", Content.SCRIPT),
    "a web page": ("pagina.html", b"<html></html>", Content.WEB_PAGE),
    "a web page that is called text": ("notitie.txt", b"  <!DOCTYPE html>" + PAGE, Content.WEB_PAGE),
    "a page after a mark": ("notitie.txt", b"\xef\xbb\xbf" + PAGE, Content.WEB_PAGE),
    "a page after many spaces": ("notitie.txt", b" " * 4097 + PAGE, Content.WEB_PAGE),
    "a page after a long remark": ("notitie.txt", b"<!--" + b"x" * 5000 + b"--> " + PAGE, Content.WEB_PAGE),
    "a page in UTF-16": ("notitie.txt", PAGE.decode().encode("utf-16"), Content.WEB_PAGE),
    "a drawing that can run scripts": ("logo.svg", b"<svg onload=alert(1)>", Content.WEB_PAGE),
    "such a drawing that is called a picture": (
        "logo.png",
        b"<?xml version='1.0'?><svg onload=alert(1)>",
        Content.WEB_PAGE,
    ),
    "a document with macros": ("beleid.docx", files.office(**RENAMED), Content.MACROS),
    "macros spelled in another way": ("beleid.docx", files.office(**HIDDEN), Content.MACROS),
    "macros in an old document inside": ("beleid.docx", files.office(**OLD_INSIDE), Content.MACROS),
    "macros in a document inside": ("beleid.docx", files.office(**INSIDE), Content.MACROS),
    "macros in an object of an open document": (
        "beleid.odt",
        files.open_document(**{"Object 1/Basic/Standard/Module1.xml": "x"}),
        Content.MACROS,
    ),
    "a project of macros in an open document": (
        "beleid.odt",
        files.open_document(**{"Object 1/vbaProject.bin": "x"}),
        Content.MACROS,
    ),
    "a document with macros in an open document": (
        "beleid.odt",
        files.open_document(**{"Object 2": files.office("xl/", **{"xl/vbaProject.bin": "x"})}),
        Content.MACROS,
    ),
    "macros after thousands of parts": ("beleid.docx", files.office(**LATE), Content.DAMAGED),
    "a document with macros by its name": ("beleid.docm", files.office(), Content.WORD),
    "an old document, that may hold macros unseen": ("beleid.doc", files.OLD, Content.OLD_OFFICE),
    "a zip that is called a document": ("beleid.docx", files.office("iets/"), Content.ARCHIVE),
    "a packed file": ("beleid.docx", b"\x1f\x8b\x08", Content.ARCHIVE),
    "half a document": ("beleid.docx", files.office()[:-30], Content.DAMAGED),
    "a picture that is called a document": ("besluit.pdf", files.PNG, Content.IMAGE),
    "a mail that is called a document": ("besluit.pdf", files.MAIL, Content.MAIL),
    "a film": ("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(20), Content.RECORDING),
    "nothing": ("leeg.txt", b"", Content.EMPTY),
    "something without a kind": ("LEESMIJ", b"tekst", Content.TEXT),
    "noise": ("ruis.txt", b"\x00\x01\x02", Content.UNKNOWN),
}


@pytest.mark.parametrize(("name", "content", "media_type"), KEPT, ids=[name for name, *_ in KEPT])
def test_documents_tables_images_and_mail_are_kept(name, content, media_type):
    assert look_at(content, name).media_type == media_type


@pytest.mark.parametrize("what", REFUSED)
def test_what_could_run_or_pretends_is_not(what):
    name, content, saw = REFUSED[what]
    seen = look_at(content, name)
    assert (seen.media_type, seen.what) == ("", saw)


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Anke\\besluit.pdf", "besluit.pdf"),
        ("besluit\r\nSet-Cookie: x.pdf", "besluit_Set-Cookie_ x.pdf"),
        ("verslag 'één' (1).pdf", "verslag 'één' (1).pdf"),
        ("Wmo & jeugd, nota #3 [def]; 50% + €.pdf", "Wmo & jeugd, nota #3 [def]; 50% + €.pdf"),
        ("akkoord 👍🏽 👩‍💻 漢字.pdf", "akkoord 👍🏽 👩‍💻 漢字.pdf"),
        ('vraag? "ja" <nee> a|b*.pdf', "vraag_ _ja_ _nee_ a_b_.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("besluit\x07\ud800.pdf", "besluit__.pdf"),
        ("...", "bestand"),
        ("a" * 500 + ".pdf", "a" * 150 + ".pdf"),
    ],
)
def test_a_name_is_cleaned_of_what_means_something_to_a_computer(given, clean):
    assert clean_name(given) == clean


def test_a_text_of_nothing_but_comments_is_looked_at_at_once():
    """Backtracking over the comments would take longer than the universe exists, and hold every thread."""
    assert look_at(b"<!---->" * 400 + b"x", "notitie.txt").media_type == "text/plain"
    assert look_at(b"<!-- a --> " * 50 + b"<script>", "notitie.txt").media_type == ""
    assert look_at(b"<!--" * 2_000_000, "notitie.txt").media_type == "text/plain"


def test_a_text_that_only_mentions_tags_is_kept():
    assert look_at(b"<Noor> vroeg: gebruik <b>geen</b> macro's", "notitie.txt").media_type == "text/plain"
