"""Every widget that the other scenes do not show, on one long page."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import (
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.badge import Chip, Level, MarkerChip, RiskBadge
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card, rule, scrolling
from ui.widgets.choice import Choice, Option
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.fields import Field
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.progress import ProgressPanel
from ui.widgets.read_edits import DateEdit
from ui.widgets.reveal import reveal
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.tick_box import TickBox

TODAY = date(2026, 11, 22)
KEPT = (
    Option(key="kept", words="Kept"),
    Option(key="not_kept", words="Not kept", tone="bad"),
    Option(key="not_checked", words="Not checked"),
)


def sheet() -> QWidget:
    """Every widget that the other scenes do not show."""
    content = QWidget()
    outer = QVBoxLayout(content)
    outer.setContentsMargins(24, 16, 24, 16)
    outer.setSpacing(16)
    for maker in (_buttons, _badges, _messages, _fields, _media, _states):
        outer.addWidget(maker())
    outer.addStretch(1)
    page = QWidget()
    page.setAutoFillBackground(True)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(scrolling(content))
    page.setProperty("content", content)
    return page


def _buttons() -> Card:
    card = Card("Buttons")
    row = FlowLayout(gap=12)
    for made in (
        Button("Agree the plan", "primary"),
        Button("Save a copy", picture="document"),
        Button("Delete the draft", "danger", picture="bin"),
        Button("Undo", "quiet", picture="undo"),
        Button("Show the working", "link"),
        Button("More", "icon", picture="more"),
        _off(Button("Not possible now")),
        _off(Button("Sign", "primary")),
    ):
        row.addWidget(made)
    card.body.addWidget(_held(row))
    return card


def _off(button: Button) -> Button:
    button.setEnabled(False)
    return button


def _held(layout: FlowLayout) -> QWidget:
    row = QWidget()
    row.setLayout(layout)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    return row


def _badges() -> Card:
    card = Card("Badges")
    row = FlowLayout(gap=8)
    for level in Level:
        row.addWidget(RiskBadge(level))
    row.addWidget(MarkerChip("Weapons"))
    row.addWidget(Chip("MAPPA 1 · level 2"))
    card.body.addWidget(_held(row))
    return card


def _messages() -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    for words, tone in (
        ("3 changes came from the hub. Two people were changed.", "plain"),
        ("This store was last backed up 9 days ago.", "warning"),
        ("The disk is full. Your draft is kept; nothing else can be saved.", "danger"),
    ):
        banner = Banner("Show" if tone == "plain" else "")
        banner.say(words, tone)  # type: ignore[arg-type]
        layout.addWidget(banner)
    progress = ProgressPanel()
    progress.start("Making 30 panel pages")
    progress.move_on(11, 30)
    layout.addWidget(progress)
    return page


def _fields() -> Card:
    card = Card("Fields")
    name = Field("Surname", LineEdit(), "As it is on PNC")
    born = Field("Born on", DateEdit(TODAY), "For example 14/02/2001")
    problem = "Write the date as day, month and year, for example 14/02/2001."
    born.set_problem(problem)
    levels = Combo((("low", "Low"), ("medium", "Medium")), nothing="Choose a level")
    summary = ErrorSummary()
    summary.show_problems([(problem, partial(reveal, born))])
    card.body.addWidget(summary)
    card.body.addWidget(name)
    card.body.addWidget(born)
    card.body.addWidget(Field("Level", levels, optional=True))
    card.body.addWidget(Field("What was seen", TextEdit(3)))
    answer = Choice(KEPT)
    answer.set_value("not_checked")
    card.body.addWidget(Field("Curfew", answer))
    ticked = TickBox("The person was told how this will be used and kept")
    ticked.setChecked(True)
    card.body.addWidget(ticked)
    card.body.addWidget(TickBox("A statement that nobody has ticked yet"))
    return card


def _media() -> Card:
    card = Card("Photos and signature")
    strip_of = PhotoStrip()
    strip_of.show_photos(
        (
            Thumbnail(key="1", caption="Front door", picture=_photo("#7c98b3")),
            Thumbnail(key="2", caption="Phone, Samsung A14", picture=_photo("#c9a66b")),
            Thumbnail(key="3", caption=""),
        )
    )
    card.body.addWidget(strip_of)
    card.body.addWidget(rule())
    card.body.addWidget(SignaturePad("Wendell Dooley"))
    return card


def _photo(ink: str) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QColor, QImage

    image = QImage(160, 120, QImage.Format.Format_RGB32)
    image.fill(QColor(ink))
    kept = QByteArray()
    device = QBuffer(kept)
    device.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(device, "PNG")  # type: ignore[call-overload]
    return bytes(kept.data())


def _states() -> Card:
    card = Card()
    card.body.addWidget(
        EmptyState(
            "No visits yet",
            "Visits that you record, and those that come from the hub, stand here,"
            " newest first.",
            "Start a visit",
        )
    )
    return card
