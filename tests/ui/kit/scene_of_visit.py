"""A visit as the kit draws it, with nothing behind it."""

from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from tests.ui.kit.sheet import KEPT
from ui.widgets.badge import MarkerChip, RiskBadge
from ui.widgets.buttons import Button
from ui.widgets.card import Card, scrolling
from ui.widgets.choice import Choice
from ui.widgets.fields import QuestionRow
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.marking_bar import MarkingBar
from ui.widgets.navigation import Navigation, Place
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.status_strip import StatusStrip
from ui.widgets.text import text, visit_mode


def visit() -> QWidget:
    page = QWidget()
    page.setAutoFillBackground(True)
    visit_mode(page)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(MarkingBar())
    layout.addWidget(_visit_top())
    across = QHBoxLayout()
    across.setSpacing(0)
    across.addWidget(_visit_parts())
    across.addWidget(scrolling(_visit_questions()), 1)
    layout.addLayout(across, 1)
    foot = StatusStrip()
    foot.set_link(online=False)
    foot.set_saved("Saved on this laptop 10:16:03")
    foot.set_hint("Expected out 10:45")
    layout.addWidget(foot)
    return page


def _visit_top() -> QWidget:
    from PySide6.QtWidgets import QFrame

    class TopBar(QFrame):
        pass

    top = TopBar()
    left, right = FlowLayout(gap=12), FlowLayout(gap=12)
    left.addWidget(text("DOOLEY, Wendell", "title"))
    left.addWidget(RiskBadge("high"))
    left.addWidget(MarkerChip("Weapons"))
    left.addWidget(MarkerChip("Dog"))
    right.addWidget(text("In 10:02 · 14 min", "muted"))
    right.addWidget(Button("Blank F12"))
    right.addWidget(Button("Leave and finish", "primary"))
    layout = SidesLayout(left, right, top, least=99)
    layout.setContentsMargins(20, 8, 20, 8)
    return top


def _visit_parts() -> Navigation:
    words = (
        "Arrival,Compliance,Devices,People,Risk headings,Welfare,"
        "Seen · said · thought,Actions"
    )
    parts = Navigation(
        tuple(Place(key=w, words=w) for w in words.split(",")), "Parts of the visit"
    )
    parts.set_current("Compliance")
    notes = {
        "Arrival": "done",
        "Compliance": "3 of 4",
        "Devices": "0 of 3",
        "People": "0 of 2",
        "Risk headings": "later",
    }
    for key, note in notes.items():
        parts.set_note(key, note)
    return parts


def _visit_questions() -> QWidget:
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(24, 16, 24, 16)
    layout.setSpacing(12)
    layout.addWidget(text("Compliance", "title"))
    asked = (
        ("Lives here", "11 Aug: yes · tenancy seen", "kept", ""),
        ("SHPO 1: no device able to reach the internet without risk software",
         "11 Aug: kept · Samsung A14 checked", "kept", ""),
        ("SHPO 2: no unsupervised contact with a child under 16", "11 Aug: kept",
         "not_kept",
         "Say what you saw. A breach record will be started; nothing is sent yet."),
        ("Licence: curfew 21:00 to 07:00", "11 Aug: not checked", "", ""),
    )  # fmt: skip
    for question, last, value, problem in asked:
        card = Card()
        row = QuestionRow(question, Choice(KEPT), last)
        row.choice.set_value(value)
        row.set_problem(problem)
        card.set_problem(bool(problem))
        card.body.addWidget(row)
        layout.addWidget(card)
    layout.addStretch(1)
    left, right = FlowLayout(gap=12), FlowLayout(gap=12)
    left.addWidget(Button("All as on 11 Aug, confirmed today"))
    right.addWidget(Button("Photo", picture="photo"))
    right.addWidget(Button("Signature", picture="signature"))
    right.addWidget(Button("Next: Devices", "primary"))
    layout.addLayout(SidesLayout(left, right, least=99))
    return content
