"""What a file is, told from its content; and refusals that say what to do."""

import contextlib
import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.apps.norms.importers.workbooks import bio2_sheet, workbook
from waarborg.apps.base.importers import archives, grids
from waarborg.apps.norms.importers import detect
from waarborg.apps.norms.shapes import FileKind, ParsedNorm, UnreadableFileError

MARKDOWN = b"## 5.01.01\nDe bakker telt.\n"
LIBRARY = b"urn: urn:x\nversion: 1\nobjects:\n  threats:\n  - urn: urn:t\n    name: Muis\n"
OSCAL_XML = b'<?xml version="1.0"?>\n<!-- NIST -->\n<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="x"/>'
CATALOG = json.dumps({"catalog": {"uuid": "x", "metadata": {"title": "Brood"}, "groups": []}}).encode()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (MARKDOWN, FileKind.BIO_MARKDOWN),
        (b"# Beheersmaatregel 5.01 Beleid\n", FileKind.BIO_MARKDOWN),
        (LIBRARY, FileKind.CISO_ASSISTANT),
        (LIBRARY.replace(b"\n", b"\r\n"), FileKind.CISO_ASSISTANT),
        (LIBRARY.decode().encode("utf-16"), FileKind.CISO_ASSISTANT),
        (CATALOG, FileKind.OSCAL_CATALOG),
        (b'{"mapping-collection": {}}', FileKind.OSCAL_MAPPING),
        (b"---\n# OSCAL\ncatalog:\n  uuid: x\n", FileKind.OSCAL_CATALOG),
        (b'"mapping-collection":\r\n  uuid: x\r\n', FileKind.OSCAL_MAPPING),
        (workbook({"Blad1": bio2_sheet(["5.01.01", "De bakker telt.", ""])}), FileKind.CIP_WORKBOOK),
    ],
)
def test_the_kind_comes_from_the_content_not_the_name(data, kind):
    assert detect.kind_of(data, "misleidend.pdf") is kind


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "leeg"),
        (b"  \r\n\0\0", "leeg"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n...", "afbeelding"),
        (b"\xff\xd8\xff\xe0...", "afbeelding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "oud Office-bestand"),
        (b"\x7fELF\x02", "programma"),
        (b"\x1f\x8b\x08", "gecomprimeerd"),
        (docx(), "Word"),
        (b"PK\x03\x04kapot", "beschadigd"),
        (b"<!DOCTYPE html><html></html>", "webpagina"),
        (OSCAL_XML, r"OSCAL \(catalog\), in XML. Kies bij de uitgever de JSON of de YAML"),
        (OSCAL_XML.replace(b"catalog", b"profile"), "OSCAL-profiel.*in XML"),
        (b"<?xml version='1.0'?><!-- x --><Benchmark/>", "XML .met bovenaan <Benchmark>"),
        (b"profile:\n  uuid: x\n", "OSCAL-profiel"),
        (b"naam: x\nregels:\n- een\n", "YAML, maar geen bibliotheek.*naam, regels"),
        (b"abc\0def\x01", "nulbytes"),
        (b"{kapotte json", "lijkt JSON"),
        (b'{"assessment-results": {}}', "assessment-results"),
        (b"[" * 200_000, "lijkt JSON"),
        (b"naam,bedrag\nx,1\n", "geen norm"),
        (b"gewoon een verhaal", "geen norm"),
        (b"\xff\xfe\x00", "UTF-16"),
        (workbook({"Blad": [["Naam"], ["x"]]}), "geen norm"),
        (workbook({"Blad": [["Naam", "Prijs"], ["x", 1]]}), "Geen blad heeft.*'Naam', 'Prijs'.*--save-map"),
    ],
)
def test_anything_else_is_refused_with_a_reason(data, message):
    with pytest.raises(UnreadableFileError, match=message):
        detect.read(data, "bestand")


def test_a_huge_file_is_refused():
    with pytest.raises(UnreadableFileError, match="MiB"):
        detect.read(MARKDOWN + b"x" * detect.MAX_BYTES, "groot.md")


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO(workbook({"Blad": bio2_sheet(["5.01.01", "De bakker telt.", ""])}))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_a_zip_bomb_is_refused_without_filling_the_memory(monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 30 << 20)

    with pytest.raises(UnreadableFileError, match="zipbom"):
        detect.read(with_part("xl/bom.bin", b"\0" * (40 << 20)), "bom.xlsx")


def test_xml_entities_in_a_workbook_are_refused():
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'

    with pytest.raises(UnreadableFileError, match="entiteiten"):
        detect.read(with_part("xl/extra.xml", lol), "lach.xlsx")


def test_a_sheet_that_claims_to_be_endless_is_refused():
    rows = [*bio2_sheet(["5.01.01", "De bakker telt.", ""]), *([["x"]] * grids.MAX_ROWS)]

    with pytest.raises(UnreadableFileError, match="rijen"):
        detect.read(workbook({"Blad": rows}), "lang.xlsx")


def readable_or_refused(data: bytes) -> None:
    with contextlib.suppress(UnreadableFileError):
        assert isinstance(detect.read(data, "willekeurig"), ParsedNorm)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_norm_or_a_refusal(data):
    readable_or_refused(data)


LINES = st.lists(
    st.sampled_from(["## 5.01.01", "### 5.1.1 Tekst", "# Beheersmaatregel 5.01", "---", "> x", "!!! note", "    y", "",
                     "Draagt bij aan:", "Vervallen.", "<br>",
                     "urn: x", "objects:", "  framework:", "    - a: [b", "\x0b"])
    | st.text(max_size=20),
    max_size=12,
)  # fmt: skip


@given(LINES, st.sampled_from(["utf-8", "utf-16", "latin-1", "cp1252"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_mixture_of_known_lines_gives_a_norm_or_a_refusal(lines, encoding, end):
    readable_or_refused(end.join(lines).encode(encoding, errors="replace"))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_workbook_gives_a_norm_or_a_refusal(data):
    whole = bytearray(WORKBOOK)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    readable_or_refused(bytes(whole[: data.draw(st.integers(1, len(whole)))]))


WORKBOOK = workbook({"Blad": bio2_sheet(["5.01.01", "De bakker telt.", "Basishygiëne"])})


@settings(deadline=None, max_examples=100)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["framework", "requirement_nodes", "urn", "ref_id", "translations", "nl", "questions",
                             "name", "implementation_groups", "risk_matrix",
                             "threats", "requirement_mapping_sets",
                             "requirement_mappings", "parent_urn", "description"]),
            inner, max_size=4),
        max_leaves=12,
    )
)  # fmt: skip
def test_any_objects_in_a_library_give_a_norm_or_a_refusal(objects):
    readable_or_refused(b"urn: x\nversion: 1\nobjects: " + json.dumps(objects).encode() + b"\n")
