"""A document's blocks on the screen: the words of the paper, to be read here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from iomdesk.dates import instant_text
from iomdesk.documents import blocks as paper
from iomdesk.documents.walk import write
from iomdesk.documents.wording import wheel_key
from ui.widgets.badge import MarkerChip, RiskBadge
from ui.widgets.card import Card
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.pages import bare_layout, flowing
from ui.widgets.text import Look, prose, text
from ui.widgets.wheel import Need, Wheel, WheelKey

NOTHING = "not recorded"
_LOOKS: dict[str, Look] = {"small": "small", "warning": "danger", "lead": "strong"}
_PICTURE = 320


class DocumentBlocks(QWidget):
    """Each heading opens a card; what stands before the first has one of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = bare_layout(self, gap=14)
        self._card: Card | None = None

    def show_blocks(self, blocks: Sequence[paper.Block]) -> None:
        for block in blocks:
            write(block, self)
        self._page.addStretch(1)

    def heading(self, block: paper.Heading) -> None:
        self._open_card(block.text)

    def text(self, block: paper.Text) -> None:
        self._add(prose(block.text, _LOOKS.get(block.style, "body")))

    def fields(self, block: paper.Fields) -> None:
        self._add(_fields(block))

    def table(self, block: paper.Table) -> None:
        self._add(_table(block))

    def picture(self, block: paper.Picture) -> None:
        self._add(_picture(block))

    def signature(self, block: paper.SignatureBox) -> None:
        self._add(_signature(block))

    def badges(self, block: paper.Badges) -> None:
        self._add(flowing([_cell(item) for item in block.items]))

    def listing(self, block: paper.Listing) -> None:
        lines = (
            f"{number}. {item}" if block.ordered else f"•  {item}"
            for number, item in enumerate(block.items, 1)
        )
        self._add(prose("\n".join(lines)))

    def page_break(self, block: paper.PageBreak) -> None:
        """Show nothing: there are no pages here."""

    def wheel(self, block: paper.Wheel) -> None:
        self._add(_wheel(block))

    def together(self, block: paper.KeepTogether) -> None:
        for inside in block.blocks:
            write(inside, self)

    def _add(self, widget: QWidget) -> None:
        card = self._card or self._open_card("")
        card.body.addWidget(widget)

    def _open_card(self, heading: str) -> Card:
        self._card = card = Card(heading)
        self._page.addWidget(card)
        return card


def _fields(block: paper.Fields) -> QWidget:
    held = QWidget()
    columns = ColumnsLayout(held, gap=24, least=18)
    size = -(-len(block.rows) // block.columns)
    for at in range(0, len(block.rows), max(1, size)):
        columns.addWidget(_pairs(block.rows[at : at + size]))
    return held


def _pairs(rows: Sequence[tuple[str, paper.Cell]]) -> QWidget:
    held = QWidget()
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 2)
    for row, (label, value) in enumerate(rows):
        grid.addWidget(text(label, "muted", wrap=True), row, 0, _TOP)
        grid.addWidget(_cell(value), row, 1)
    grid.setRowStretch(len(rows), 1)
    return held


def _table(block: paper.Table) -> QWidget:
    held = QWidget()
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    held.setAccessibleName(block.caption)
    for column, title in enumerate(block.header):
        grid.addWidget(text(title, "small-strong", wrap=True), 0, column, _TOP)
        weight = block.widths[column] if block.widths else 1
        grid.setColumnStretch(column, round(weight * 10))
    for at, row in enumerate(block.rows, 1):
        for column, value in enumerate(row):
            cell = text("") if value == "" else flowing([_cell(value)])
            grid.addWidget(cell, at, column, _TOP)
    return held


def _cell(value: paper.Cell) -> QWidget:
    if isinstance(value, paper.RiskBadge):
        return RiskBadge(value.level, value.label)
    if isinstance(value, paper.WarningMarker):
        return MarkerChip(value.text)
    return text(value, wrap=True) if value else text(NOTHING, "muted", wrap=True)


def _picture(block: paper.Picture) -> QWidget:
    held = QWidget()
    layout = bare_layout(held, gap=4)
    shown, pixmap = QLabel(), QPixmap()
    pixmap.loadFromData(block.image)
    wide = min(_PICTURE, pixmap.width())
    smooth = Qt.TransformationMode.SmoothTransformation
    shown.setPixmap(pixmap.scaledToWidth(wide, smooth))
    shown.setAccessibleName(block.alt)
    layout.addWidget(shown)
    layout.addWidget(text(block.caption, "small", wrap=True))
    return held


def _signature(block: paper.SignatureBox) -> QWidget:
    held = QWidget()
    layout = bare_layout(held, gap=4)
    name = ", ".join(part for part in (block.name, block.role) if part) or "not signed"
    layout.addWidget(text(f"{block.label}: {name}", "strong", wrap=True))
    if block.image:
        picture = paper.Picture(image=block.image, alt=f"Signature of {block.name}")
        layout.addWidget(_picture(picture))
    if block.signed_at:
        layout.addWidget(text(instant_text(block.signed_at), "small", wrap=True))
    return held


def _wheel(block: paper.Wheel) -> QWidget:
    wheel = Wheel(top=block.top)
    spokes = zip(block.labels, block.then, block.now, strict=True)
    wheel.show_needs([Need(name=n, then=a, now=b) for n, a, b in spokes])
    held = QWidget()
    layout = bare_layout(held, gap=4)
    if block.title:
        layout.addWidget(text(block.title, "heading", wrap=True))
    layout.addWidget(wheel)
    earlier = any(value is not None for value in block.then)
    then, now = wheel_key(block)
    layout.addWidget(WheelKey(then if earlier else "", now))
    return held


_TOP = Qt.AlignmentFlag.AlignTop
