"""The look of the Word report: real styles, numbered headings, a table style; one ink, quiet lines."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Arial"
INK = RGBColor(0x1B, 0x2A, 0x41)
BODY_SIZE, TABLE_SIZE = 10.0, 8.0
TABLE_STYLE = "Waarborg tabel"
HEADING_NUMBERS, DECISION_NUMBERS, BULLETS = 71, 72, 73

# name: size, bold, space before, space after, keep with next
_LOOKS = {
    "Normal": (BODY_SIZE, False, 0, 6, False),
    "Title": (26, True, 0, 6, False),
    "Subtitle": (14, False, 0, 4, False),
    "Heading 1": (18, True, 0, 10, True),
    "Heading 2": (13, True, 14, 5, True),
    "Heading 3": (10.5, True, 10, 3, True),
    "Caption": (8.5, True, 8, 3, True),
    "TOC Heading": (18, True, 0, 10, True),
    "List Bullet": (BODY_SIZE, False, 0, 3, False),
    "List Number": (BODY_SIZE, False, 0, 5, False),
    "Header": (8, False, 0, 0, False),
    "Footer": (8, False, 0, 0, False),
}
_OWN = {
    "Bijlagekop": ("Heading 1", None),
    "Tabeltekst": ("Normal", TABLE_SIZE),
    "Tabelkop": ("Tabeltekst", TABLE_SIZE),
    "Noot": ("Normal", 8.5),
    "toc 1": ("Normal", BODY_SIZE),
    "toc 2": ("Normal", BODY_SIZE),
}


def apply(document: Document, language: str) -> None:
    """Set every style, the numbering, and the language that a screen reader and a spelling checker go by."""
    for name, look in _LOOKS.items():
        _style(_paragraph_style(document, name), *look)
    for name, (base, size) in _OWN.items():
        _own_style(document, name, base, size)
    _contents_styles(document)
    _set_language(document, "en-GB" if language == "en" else "nl-NL")
    document.styles.element.append(parse_xml(_TABLE_STYLE_XML))
    _numbering(document)


def _paragraph_style(document: Document, name: str) -> ParagraphStyle:
    styles = document.styles
    found = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(found, ParagraphStyle)  # noqa: S101 - every name here is a paragraph style
    return found


def _style(style: ParagraphStyle, size: float, bold: bool, before: float, after: float, keep: bool) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = keep
    style.paragraph_format.line_spacing = 1.15 if size <= BODY_SIZE else 1.05
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    for spacing in style.element.findall(f".//{qn('w:contextualSpacing')}"):
        spacing.getparent().remove(spacing)


def _own_style(document: Document, name: str, base: str, size: float | None) -> None:
    style = _paragraph_style(document, name)
    style.base_style = document.styles[base]
    style.quick_style, style.hidden, style.unhide_when_used = True, False, False
    if size is not None:
        style.font.size = Pt(size)
    if name == "Bijlagekop":  # an appendix has a letter in its own words
        _without_number(style, outline=0)
    if name in {"Tabeltekst", "Tabelkop"}:
        style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), 1.1
        style.font.bold = name == "Tabelkop"


def _without_number(style: ParagraphStyle, *, outline: int) -> None:
    """A heading that looks like a chapter's but is not counted; outline 9 keeps it out of the contents."""
    properties = style.element.get_or_add_pPr()
    for old in (*properties.findall(qn("w:numPr")), *properties.findall(qn("w:outlineLvl"))):
        properties.remove(old)
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>'))
    properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{outline}"/>'))
    style.paragraph_format.left_indent = style.paragraph_format.first_line_indent = Cm(0)
    _in_schema_order(properties)


def _contents_styles(document: Document) -> None:
    _without_number(_paragraph_style(document, "TOC Heading"), outline=9)
    for name, indent, before, bold, tab in (("toc 1", 0.0, 5, True, 510), ("toc 2", 0.9, 0, False, 1191)):
        style = _paragraph_style(document, name)
        style.paragraph_format.left_indent = Cm(indent)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(1)
        style.font.bold = bold
        properties = style.element.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:tabs {nsdecls("w")}><w:tab w:val="left" w:pos="{tab}"/><w:tab w:val="right" '
                'w:leader="dot" w:pos="9354"/></w:tabs>'
            )
        )
        _in_schema_order(properties)


def _in_schema_order(properties: BaseOxmlElement) -> None:
    """Word refuses a document whose paragraph properties stand in another order than the schema's."""
    order = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs",
             "spacing", "ind", "contextualSpacing", "jc", "outlineLvl"]  # fmt: skip
    known = {qn(f"w:{name}"): place for place, name in enumerate(order)}
    properties[:] = sorted(properties, key=lambda child: known.get(child.tag, len(order)))


def _set_language(document: Document, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(f".//{qn('w:rPr')}") if defaults is not None else None
    if run is not None:
        for old in run.findall(qn("w:lang")):
            run.remove(old)
        run.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'))
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), language)


def _numbering(document: Document) -> None:
    """Headings 1, 1.1; decisions 1.; bullets. Definitions come before what uses them, or Word calls it damaged."""
    numbering = document.part.numbering_part.element
    first_use = numbering.find(qn("w:num"))
    for place, (key, levels) in enumerate(_NUMBERS.items()):
        body = "".join(_level(number, *level) for number, level in enumerate(levels))
        definition = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>'
            f"{body}</w:abstractNum>"
        )
        first_use.addprevious(definition) if first_use is not None else numbering.insert(place, definition)
    for key in _NUMBERS:
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))
    for name, key, level in (
        ("Heading 1", HEADING_NUMBERS, 0),
        ("Heading 2", HEADING_NUMBERS, 1),
        ("List Number", DECISION_NUMBERS, 0),
        ("List Bullet", BULLETS, 0),
    ):
        properties = document.styles[name].element.get_or_add_pPr()
        for old in properties.findall(qn("w:numPr")):
            properties.remove(old)
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')
        )
        _in_schema_order(properties)


# style that a level belongs to, format, text, left indent, hanging indent (twentieths of a point)
_NUMBERS = {
    HEADING_NUMBERS: (("Heading1", "decimal", "%1", 567, 567), ("Heading2", "decimal", "%1.%2", 567, 567)),
    DECISION_NUMBERS: (("", "decimal", "%1.", 397, 397),),
    BULLETS: (("", "bullet", "•", 397, 284),),
}


def _level(number: int, style: str, form: str, text: str, left: int, hanging: int) -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


_BORDER = 'w:val="single" w:sz="4" w:space="0" w:color="C3CAD5"'
_TABLE_STYLE_XML = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Waarborgtabel">
  <w:name w:val="{TABLE_STYLE}"/><w:qFormat/>
  <w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="1B2A41"/><w:bottom {_BORDER}/>
    <w:insideH {_BORDER}/></w:tblBorders>
    <w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="45" w:type="dxa"/>
      <w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="1B2A41"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="EEF1F5"/></w:tcPr></w:tblStylePr>
</w:style>"""
