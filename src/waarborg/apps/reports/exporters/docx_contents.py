"""The table of contents: a field that Word can renew, with its lines already written."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from waarborg.apps.reports.exporters.docx_body import Entry


def contents(entries: Sequence[Entry]) -> BaseOxmlElement:
    """All entries as one block that Word knows as a table of contents."""
    last = len(entries) - 1
    lines = "".join(_line(entry, is_first=place == 0, is_last=place == last) for place, entry in enumerate(entries))
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{lines}</w:sdtContent></w:sdt>"
    )


def _line(entry: Entry, *, is_first: bool, is_last: bool) -> str:
    begin = ""
    if is_first:
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if is_last else ""
    label = f"<w:r><w:t>{entry.label}</w:t></w:r><w:r><w:tab/></w:r>" if entry.label else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.level}"/></w:pPr>{begin}'
        f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{label}'
        f'<w:r><w:t xml:space="preserve">{escape(entry.text)}</w:t></w:r><w:r><w:tab/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {entry.bookmark} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{entry.page}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink>{end}</w:p>'
    )
