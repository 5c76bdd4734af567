"""Native Word charts: sharp on paper, editable in Word, told apart by pattern, with a text alternative."""

import io
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from waarborg.apps.base.formats.workbooks import Workbook
from waarborg.apps.reports.exporters.text import fit
from waarborg.domain.assessments import Verdict

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EMU_PER_CM = 360_000
INK = "1B2A41"
_SOLID = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'
_PATTERN = (
    '<a:pattFill prst="{}"><a:fgClr><a:srgbClr val="{}"/></a:fgClr>'
    '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
)
FILLS = {
    Verdict.MEETS: _SOLID.format(INK),
    Verdict.PARTLY: _SOLID.format("8CA3C4"),
    Verdict.FAILS: _SOLID.format("FFFFFF"),
    Verdict.NOT_ASSESSED: _PATTERN.format("wdUpDiag", "6B7280"),
    Verdict.NOT_APPLICABLE: _SOLID.format("E6E9EE"),
}
_TOP, _AXIS, _LEGEND = 0.75, 0.65, 1.05  # centimetres of title, axis and legend: equal plots stay in line


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Stacked bars: one per category, a series per verdict. `label_cm` is the room for names, 0 to leave them out."""

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, Verdict, tuple[int, ...]], ...]
    top: int  # the end of the axis, the same for charts that stand side by side
    width_cm: float
    height_cm: float
    label_cm: float
    alternative: str
    as_share: bool = False  # every bar as long as the others: for groups of very different size


def inline(document: Document, bars: Bars, number: int) -> BaseOxmlElement:
    """Add the chart to the document's package; gives the drawing to put into a run."""
    package = document.part.package
    sheet = Part(PackURI(f"/word/embeddings/grafiek{number}.xlsx"), SHEET_TYPE, _workbook(bars, document), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, b"", package)
    sheet_id = part.relate_to(sheet, RELATION.PACKAGE)
    part._blob = _chart_xml(bars, sheet_id).encode()  # noqa: SLF001 - the id is known only now
    return _drawing(bars, number, document.part.relate_to(part, RELATION.CHART))


def _workbook(bars: Bars, document: Document) -> bytes:
    """The figures behind the chart; as old as the document, so that the same report gives the same file."""
    out = io.BytesIO()
    with Workbook(out) as book:
        book.set_properties({"created": document.core_properties.created})
        sheet = book.add_worksheet("Sheet1")
        for row, category in enumerate(bars.categories, start=1):
            sheet.write_string(row, 0, category)
        for column, (name, _verdict, values) in enumerate(bars.series, start=1):
            sheet.write_string(0, column, name)
            sheet.write_column(1, column, values)
    return out.getvalue()


def _drawing(bars: Bars, number: int, relation: str) -> BaseOxmlElement:
    width, height = int(bars.width_cm * EMU_PER_CM), int(bars.height_cm * EMU_PER_CM)
    described = quoteattr(fit(bars.alternative))
    return parse_xml(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{1000 + number}" name={quoteattr(fit(bars.title))} descr={described}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _chart_xml(bars: Bars, sheet_id: str) -> str:
    series = "".join(_series(bars, place) for place in range(len(bars.series)))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<c:roundedCorners val="0"/><c:chart>'
        f'{_title(bars)}<c:autoTitleDeleted val="0"/><c:plotArea>{_layout(*_plot(bars), inner=True)}'
        '<c:barChart><c:barDir val="bar"/><c:grouping '
        f'val="{"percentStacked" if bars.as_share else "stacked"}"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="45"/><c:overlap val="100"/><c:axId val="111"/><c:axId val="222"/></c:barChart>'
        f"{_category_axis(bars)}{_value_axis(bars)}</c:plotArea>{_legend(bars)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_font(800)}"
        f'<c:externalData r:id="{sheet_id}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _plot(bars: Bars) -> tuple[float, float, float, float]:
    left = (bars.label_cm or 0.25) / bars.width_cm
    return (
        left,
        _TOP / bars.height_cm,
        1 - left - 0.3 / bars.width_cm,
        1 - (_TOP + _AXIS + _LEGEND) / bars.height_cm,
    )


def _layout(x: float, y: float, width: float, height: float, *, inner: bool) -> str:
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{width:.4f}"/><c:h val="{height:.4f}"/>'
        "</c:manualLayout></c:layout>"
    )


def _title(bars: Bars) -> str:
    left = _plot(bars)[0]
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900" b="1"/></a:pPr><a:r>'
        f'<a:rPr sz="900" b="1">{_SOLID.format(INK)}</a:rPr><a:t>{escape(fit(bars.title))}</a:t></a:r>'
        "</a:p></c:rich></c:tx>"
        f'<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="{left:.4f}"/><c:y val="0.005"/>'
        "</c:manualLayout></c:layout>"
        '<c:overlay val="0"/></c:title>'
    )


def _series(bars: Bars, place: int) -> str:
    name, verdict, values = bars.series[place]
    column, last = chr(ord("B") + place), len(bars.categories) + 1
    names = "".join(f'<c:pt idx="{i}"><c:v>{escape(fit(c))}</c:v></c:pt>' for i, c in enumerate(bars.categories))
    points = "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in enumerate(values))
    count = f'<c:ptCount val="{len(values)}"/>'
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>'
        f"Sheet1!${column}$1</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(fit(name))}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr>{FILLS[verdict]}<a:ln w="6350">{_SOLID.format(INK)}</a:ln></c:spPr><c:invertIfNegative val="0"/>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>0</c:formatCode>"
        f"{count}{points}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _category_axis(bars: Bars) -> str:
    shown = "nextTo" if bars.label_cm else "none"
    return (
        '<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{shown}"/>'
        f'<c:spPr><a:ln w="6350">{_SOLID.format(INK)}</a:ln></c:spPr>{_font(800)}<c:crossAx val="222"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/></c:catAx>'
    )


def _value_axis(bars: Bars) -> str:
    top, unit, form = (1, 0.5, "0%") if bars.as_share else (bars.top, max(1, round(bars.top / 4)), "0")
    return (
        f'<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/><c:max val="{top}"/><c:min val="0"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="b"/><c:majorGridlines><c:spPr><a:ln w="3175">'
        f'{_SOLID.format("D5DAE2")}</a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="{form}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_font(700)}"
        '<c:crossAx val="111"/><c:crosses val="max"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{unit}"/></c:valAx>'
    )


def _legend(bars: Bars) -> str:
    """Only under the chart that has the names: the others stand beside it and mean the same."""
    if not bars.label_cm:
        return ""
    room = _LEGEND / bars.height_cm
    return (
        f'<c:legend><c:legendPos val="b"/>{_layout(0, 1 - room, 1, room, inner=False)}'
        f'<c:overlay val="0"/>{_font(750)}</c:legend>'
    )


def _font(size: int) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}">{_SOLID.format(INK)}<a:latin '
        'typeface="Arial"/></a:defRPr>'
        "</a:pPr><a:endParaRPr/></a:p></c:txPr>"
    )
