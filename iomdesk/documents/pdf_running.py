"""What every page carries: marking, what and whose it is, page x of y, a watermark."""

from math import cos, hypot, radians, sin

from attrs import evolve, frozen

from iomdesk.documents.blocks import Document
from iomdesk.documents.pdf_pen import Pen
from iomdesk.documents.pdf_shapes import filled, line, rounded_box, stroked
from iomdesk.documents.pdf_type import Align, Line, cut_to_width, set_lines, text_width
from iomdesk.documents.style import TypeStyle, house_style
from iomdesk.documents.wording import running_head

_BAR_HIGH = 14.0
_TURN = radians(52)
_PAGINATION = "/Artifact <</Type /Pagination>> BDC"


@frozen(kw_only=True)
class Running:
    """The lines of one document that every page repeats, set once."""

    marking: Line
    subject: Line
    version: Line
    printed: Line
    handling: Line
    watermark: Line


def running_lines(document: Document) -> Running:
    style = house_style().text["running"]
    width, head = house_style().page.inner_width, running_head(document)
    return Running(
        marking=set_lines(head.marking, house_style().text["marking"], 9e9)[0],
        subject=_cut(head.subject, style, width * 0.6),
        version=_cut(head.version, style, width * 0.38),
        printed=_cut(head.printed, style, width * 0.8),
        handling=_cut(head.handling, style, width),
        watermark=_cut(head.watermark, _watermark_style(), 560.0),
    )


def draw_under(pen: Pen, running: Running) -> None:
    """Draw what lies under the text: the word for what is not final."""
    if not running.watermark.drawn:
        return
    page, style = house_style().page, _watermark_style()
    diagonal = hypot(page.width, page.height) * 0.72
    size = min(
        130.0, style.size * diagonal / text_width(running.watermark.drawn, style)
    )
    turn = f"{cos(_TURN):.4f} {sin(_TURN):.4f} {-sin(_TURN):.4f} {cos(_TURN):.4f}"
    matrix = f"{turn} {page.width / 2:.2f} {page.height / 2:.2f}"
    pen.watermark(running.watermark, evolve(style, size=size), matrix)


def draw_running(pen: Pen, running: Running, number: int, pages: int) -> None:
    page, words = house_style().page, house_style().wording
    _draw_marking(pen, running.marking, page.height - 34.0)
    _draw_marking(pen, running.marking, 13.0)
    if number > 1:
        _write(pen, running.subject, page.height - 42.0)
        _write(pen, running.version, page.height - 42.0, "right")
        _draw_rule(pen, page.height - 57.0)
    _draw_rule(pen, 58.0)
    _write(pen, running.printed, 54.0)
    _write(pen, Line(words["page"].format(page=number, pages=pages)), 54.0, "right")
    _write(pen, running.handling, 43.0)


def _cut(text: str, style: TypeStyle, width: float) -> Line:
    return cut_to_width(text.replace("\n", " "), style, width)


def _watermark_style() -> TypeStyle:
    bold = house_style().text["title"]
    return evolve(bold, colour="watermark", size=40.0, leading=0.0)


def _draw_marking(pen: Pen, marking: Line, foot: float) -> None:
    page, style = house_style().page, house_style().text["marking"]
    width = text_width(marking.drawn, style) + 24.0
    x = (page.width - width) / 2
    bar = rounded_box(x, foot, width, _BAR_HIGH, 3)
    pen.draw(filled(bar, house_style().colour["warning"]), _PAGINATION)
    top = foot + _BAR_HIGH - (_BAR_HIGH - style.leading) / 2
    pen.text([marking], style, (x + 12.0, top, width), None)


def _write(pen: Pen, text: Line, top: float, align: Align = "left") -> None:
    page, style = house_style().page, house_style().text["running"]
    if text.drawn:
        pen.text([text], style, (page.left, top, page.inner_width), None, align)


def _draw_rule(pen: Pen, y: float) -> None:
    page = house_style().page
    rule = line((page.left, y), (page.width - page.right, y))
    pen.draw(stroked(rule, house_style().colour["line"], 0.5), _PAGINATION)
