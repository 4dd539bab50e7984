"""A document's blocks on the screen: the words of the paper, to be read here."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from iomdesk.dates import instant_text
from iomdesk.documents import blocks as paper
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

    def show_blocks(self, blocks: Sequence[paper.Block]) -> None:
        card: Card | None = None
        for block in _flat(blocks):
            if isinstance(block, paper.Heading):
                card = self._card(block.text)
                continue
            if card is None:
                card = self._card("")
            if made := _widget(block):
                card.body.addWidget(made)
        self._page.addStretch(1)

    def _card(self, heading: str) -> Card:
        card = Card(heading)
        self._page.addWidget(card)
        return card


def _flat(blocks: Sequence[paper.Block]) -> list[paper.Block]:
    flat: list[paper.Block] = []
    for block in blocks:
        if isinstance(block, paper.KeepTogether):
            flat += _flat(block.blocks)
        else:
            flat.append(block)
    return flat


def _widget(block: paper.Block) -> QWidget | None:
    maker = _MAKERS.get(type(block))
    return maker(block) if maker else None


def _text(block: paper.Text) -> QWidget:
    look = _LOOKS.get(block.style, "body")
    return prose(block.text, look)


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


def _badges(block: paper.Badges) -> QWidget:
    return flowing([_cell(item) for item in block.items])


def _listing(block: paper.Listing) -> QWidget:
    lines = (
        f"{number}. {item}" if block.ordered else f"•  {item}"
        for number, item in enumerate(block.items, 1)
    )
    return prose("\n".join(lines))


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
_MAKERS: dict[type, Callable[[Any], QWidget]] = {
    paper.Text: _text,
    paper.Fields: _fields,
    paper.Table: _table,
    paper.Badges: _badges,
    paper.Listing: _listing,
    paper.Picture: _picture,
    paper.SignatureBox: _signature,
    paper.Wheel: _wheel,
}
