"""What a file is, by its content, whatever its name says."""

import pytest

from tests.apps.evidence import files
from waarborg.apps.evidence.formats import clean_name, recognise, seen

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
REFUSED = {
    "a program that is called a document": ("besluit.pdf", b"MZ\x90\x00" + b"\x00" * 60),
    "a Linux program that is called text": ("notitie.txt", b"\x7fELF" + b"\x00" * 60),
    "a script that is called text": ("notitie.txt", b"#!/bin/sh\nrm -rf /\n"),
    "a web page": ("pagina.html", b"<html></html>"),
    "a web page that is called text": ("notitie.txt", b"  <!DOCTYPE html><script>alert(1)</script>"),
    "a drawing that can run scripts": ("logo.svg", b"<svg onload=alert(1)>"),
    "such a drawing that is called a picture": ("logo.png", b"<?xml version='1.0'?><svg onload=alert(1)>"),
    "a document with macros": ("beleid.docx", files.office(**{"word/vbaProject.bin": "x"})),
    "a document with macros by its name": ("beleid.docm", files.office()),
    "an old document, that may hold macros unseen": ("beleid.doc", files.OUTLOOK),
    "a zip that is called a document": ("beleid.docx", files.office("iets/")),
    "a picture that is called a document": ("besluit.pdf", files.PNG),
    "nothing": ("leeg.txt", b""),
    "something without a kind": ("LEESMIJ", b"tekst"),
}


@pytest.mark.parametrize(("name", "content", "media_type"), KEPT, ids=[name for name, *_ in KEPT])
def test_documents_tables_images_and_mail_are_kept(name, content, media_type):
    assert recognise(name, content) == media_type


@pytest.mark.parametrize("what", REFUSED)
def test_what_could_run_or_pretends_is_not(what):
    assert recognise(*REFUSED[what]) == ""


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


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"MZ\x90", "een programma"),
        (b"<!doctype html>", "een webpagina of een SVG-tekening"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "een oud Office-bestand (doc, xls, ppt of msg)"),
        (b"PK\x03\x04", "een zipbestand"),
        (b"%PDF-1.7", "een pdf"),
        (b"\0\1\2", "van een soort die Waarborg niet kent"),
        (b"gewoon", "platte tekst"),
    ],
)
def test_what_is_refused_is_called_by_its_kind(content, word):
    assert seen(content) == word


def test_a_text_of_nothing_but_comments_is_looked_at_at_once():
    """Backtracking over the comments would take longer than the universe exists, and hold every thread."""
    assert recognise("notitie.txt", b"<!---->" * 400 + b"x") == "text/plain"
    assert recognise("notitie.txt", b"<!-- a --> " * 50 + b"<script>") == ""
