"""rapport.docx: real styles, numbered headings, a filled table of contents, captions, native charts."""

import io
from datetime import datetime

import docx
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from waarborg.apps.reports.exporters import docx_parts as parts
from waarborg.apps.reports.exporters import docx_styles
from waarborg.apps.reports.exporters.docx_body import Body, append, field
from waarborg.apps.reports.exporters.docx_contents import contents
from waarborg.apps.reports.exporters.text import fit
from waarborg.apps.reports.shapes import ReportData


def render(data: ReportData) -> bytes:
    """The whole document."""
    with translation.override(data.language):
        document = docx.Document()
        docx_styles.apply(document, data.language)
        _properties(document, data)
        _page(document, data)
        body = Body(document)
        _cover(body, data)
        heading = document.add_paragraph(_("Inhoud"), style="TOC Heading")
        heading.paragraph_format.page_break_before = True
        body.pages.new_page()
        for write in parts.CHAPTERS:
            write(body, data)
        heading._p.addnext(contents(body.entries))  # noqa: SLF001 - python-docx has no contents
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _properties(document: Document, data: ReportData) -> None:
    told = document.core_properties
    told.title, told.subject = fit(data.title)[:255], fit(data.edition_title)[:255]
    told.author = told.last_modified_by = "Waarborg"
    told.language = "en-GB" if data.language == "en" else "nl-NL"
    told.comments, told.keywords = "", "BIO, nulmeting, opzet, bestaan, werking"
    told.created = told.modified = datetime(data.made_on.year, data.made_on.month, data.made_on.day)  # noqa: DTZ001 - OPC dates have no zone here


def _page(document: Document, data: ReportData) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.4)
    section.header_distance = section.footer_distance = Cm(1.2)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.text = f"{fit(data.organisation)} · " + _("Nulmeting informatiebeveiliging")
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run(_("Pagina") + " ")
    append(footer, *field("PAGE", "1"))
    footer.add_run(" " + _("van") + " ")
    append(footer, *field("NUMPAGES", "1"))


def _cover(body: Body, data: ReportData) -> None:
    document = body.document
    organisation = document.add_paragraph(fit(data.organisation), style="Subtitle")
    organisation.paragraph_format.space_before = Pt(150)
    document.add_paragraph(_("Nulmeting informatiebeveiliging"), style="Title")
    document.add_paragraph(fit(data.edition_title), style="Subtitle").paragraph_format.space_after = Pt(40)
    for label, value in (
        (_("Peildatum"), date_format(data.reference_on, "j F Y")),
        (_("Gemaakt op"), date_format(data.made_on, "j F Y")),
        (_("Organisatie"), f"{data.organisation} ({data.layer})"),
        (_("Norm"), f"{data.edition_title} ({data.edition_id})"),
    ):
        body.told(f"{label}:", value, "Normal")
    warning = document.add_paragraph(
        _("Dit rapport beschrijft zwakke plekken. Deel het alleen met wie het nodig heeft."),
        style="Noot",
    )
    warning.paragraph_format.space_before = Pt(40)
