"""Tables, fields and signature boxes as Word's XML."""

from collections.abc import Sequence

from attrs import frozen

from iomdesk.documents.blocks import (
    Cell,
    Fields,
    RiskBadge,
    SignatureBox,
    Table,
    WarningMarker,
)
from iomdesk.documents.columns import table_columns
from iomdesk.documents.docx_parts import KEEP, WordParts
from iomdesk.documents.docx_words import attribute, runs_xml
from iomdesk.documents.pictures import fit_picture
from iomdesk.documents.style import house_style
from iomdesk.documents.wording import time_text

_TWIPS = 20
_LABEL_SHARE = 0.34
_SIGNATURE_MM = 60.0
_LETTER = 0.56  # of the size: how wide a letter is, about; Word sets the real ones
_AFTER = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
    "</w:pPr></w:p>"
)


@frozen(kw_only=True)
class Grid:
    """A table's outer settings; *head* says whether row or column names the rest."""

    style: str
    widths: Sequence[float]
    head: str = "none"
    caption: str = ""

    def open(self) -> str:
        row, column = self.head == "row", self.head == "column"
        caption = (
            f"<w:tblCaption w:val={attribute(self.caption)}/>" if self.caption else ""
        )
        columns = "".join(
            f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in self.widths
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.style}"/><w:tblW w:w="5000"'
            f' w:type="pct"/><w:tblLayout w:type="fixed"/><w:tblLook'
            f' w:firstRow="{row:d}" w:lastRow="0" w:firstColumn="{column:d}"'
            f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{caption}</w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>"
        )


def table_xml(table: Table, parts: WordParts) -> str:
    columns = table_columns(table, house_style().page.inner_width, _about)
    widths = [column.width for column in columns]
    ends = ['<w:jc w:val="right"/>' if column.figures else "" for column in columns]
    grid = Grid(style="IomTable", widths=widths, head="row", caption=table.caption)
    heads = [*table.header, *[""] * (len(columns) - len(table.header))]
    head = [
        _cell(width, parts.paragraph("CellHeader", runs_xml(text), f"{KEEP}{end}"))
        for text, width, end in zip(heads, widths, ends, strict=True)
    ]
    rows = [_row(head, "<w:tblHeader/>")] if table.header else []
    for cells in table.rows:
        filled = [*cells, *[""] * (len(columns) - len(cells))]
        row = [
            _cell(width, content_xml(cell, parts, end))
            for cell, width, end in zip(filled, widths, ends, strict=True)
        ]
        rows.append(_row(row))
    caption = ""
    if table.caption:
        caption = parts.paragraph("Caption", runs_xml(table.caption))
    return caption + _whole(grid, rows)


def fields_xml(fields: Fields, parts: WordParts) -> str:
    across = max(1, fields.columns)
    pair = house_style().page.inner_width / across
    widths = [pair * _LABEL_SHARE, pair * (1 - _LABEL_SHARE)] * across
    rows = []
    for start in range(0, len(fields.rows), across):
        cells: list[str] = []
        for label, value in fields.rows[start : start + across]:
            name = parts.paragraph("CellLabel", runs_xml(label))
            cells.append(_cell(widths[0], name))
            cells.append(_cell(widths[1], content_xml(value or None, parts)))
        empty = parts.paragraph("Cell", "")
        cells.extend(_cell(width, empty) for width in widths[len(cells) :])
        rows.append(_row(cells))
    return _whole(Grid(style="IomFields", widths=widths, head="column"), rows)


def content_xml(cell: Cell, parts: WordParts, end: str = "") -> str:
    """Return what stands in a cell."""
    if isinstance(cell, RiskBadge | WarningMarker):
        return parts.paragraph("Cell", parts.badge(cell), end)
    if cell is None:
        return parts.paragraph("Absent", runs_xml(house_style().wording["absent"]), end)
    return parts.paragraph("Cell", runs_xml(cell), end)


def signature_xml(signature: SignatureBox, parts: WordParts) -> str:
    words, width = house_style().wording, house_style().page.inner_width
    signed = signature.signed_at
    said = words["signed"].format(at=time_text(signed)) if signed else words["unsigned"]
    name = ("Normal", signature.name) if signature.name else ("Absent", words["absent"])
    shown = [("CellHeader", signature.label), name, ("Cell", signature.role)]
    texts = [
        parts.paragraph(style, runs_xml(text))
        for style, text in [*shown, ("Cell", said)]
        if text
    ]
    left, right = width * 0.55, width * 0.45
    cells = [_cell(left, "".join(texts)), _cell(right, _signed(signature, parts))]
    grid = Grid(style="IomBox", widths=(left, right))
    return _whole(grid, [_row(cells)])


def _signed(signature: SignatureBox, parts: WordParts) -> str:
    words = house_style().wording
    fit = fit_picture(signature.image, _SIGNATURE_MM) if signature.image else None
    if fit:
        alt = words["signature_of"].format(name=signature.name or signature.label)
        wide = min(_SIGNATURE_MM, 15.0 * fit.width / fit.height)
        return parts.paragraph("Normal", parts.picture(fit, wide, alt))
    if signature.image:
        said = words["no_picture"].format(alt=words["signature"])
        return parts.paragraph("Small", runs_xml(said))
    line = (
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/>'
        '</w:pBdr><w:spacing w:before="500" w:after="0"/>'
    )
    rule = parts.paragraph("Normal", "", line)
    return rule + parts.paragraph("Small", runs_xml(words["signature"]))


def _whole(grid: Grid, rows: Sequence[str]) -> str:
    """Return the table, and a little room: Word joins tables that touch."""
    if not rows:
        return ""
    return f"{grid.open()}{''.join(rows)}</w:tbl>{_AFTER}"


def _row(cells: Sequence[str], head: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: float, content: str) -> str:
    size = f'<w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}</w:tcPr>{content}</w:tc>"


def _about(text: str) -> float:
    return len(text) * _LETTER * house_style().text["cell"].size
