"""Made-up screens built from the kit alone, like the pictures of intent."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from tests.ui.kit.scene_of_visit import visit
from tests.ui.kit.sheet import sheet
from ui.cells import Cell, Column, RecordModel
from ui.widgets.badge import RiskBadge
from ui.widgets.buttons import Button
from ui.widgets.card import Card, edge, scrolling
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.count_tile import CountTile
from ui.widgets.find_button import FindButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.marking_bar import MarkingBar
from ui.widgets.navigation import Navigation, Place
from ui.widgets.person_header import HeaderBadge, PersonFacts, PersonHeader
from ui.widgets.progress import bar
from ui.widgets.record_table import RecordTable
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.status_strip import StatusStrip
from ui.widgets.tabs import Tabs
from ui.widgets.text import prose, text
from ui.widgets.wheel import Need, Wheel, WheelKey

PLACES = (
    Place(key="today", words="Today", picture="today", shortcut="Ctrl+1"),
    Place(key="people", words="People", picture="people", shortcut="Ctrl+2"),
    Place(key="calendar", words="Calendar", picture="calendar", shortcut="Ctrl+3"),
    Place(key="panel", words="Panel", picture="panel", shortcut="Ctrl+4"),
    Place(key="team", words="Team", picture="team", shortcut="Ctrl+5"),
    Place(key="documents", words="Documents", picture="document", shortcut="Ctrl+6"),
    Place(key="help", words="Help", picture="help", at_bottom=True),
    Place(key="settings", words="Settings", picture="settings", at_bottom=True),
)
DOOLEY = PersonFacts(
    surname="Dooley",
    forenames="Wendell",
    about="25 · born 14 Feb 2001 · CRN X012345 · also known as “Dools”",
    badges=(
        HeaderBadge(kind="high", words="High risk"),
        HeaderBadge(kind="chip", words="MAPPA 1 · level 2"),
        HeaderBadge(kind="chip", words="Registered until 12 Mar 2031"),
        HeaderBadge(kind="chip", words="IOM · Red"),
        HeaderBadge(kind="marker", words="Weapons"),
        HeaderBadge(kind="marker", words="Dog"),
        HeaderBadge(kind="marker", words="Do not visit alone"),
    ),
    facts="14 Frankwell Court, Shrewsbury SY3 8JX since 3 Aug · SHPO (4 prohibitions)"
    " · licence to 30 Jan · officer DC Marsh",
)


class DueRow(NamedTuple):
    due: str
    what: str
    person: str
    age: int
    risk: str
    where: str
    why: str
    action: str = "Open"
    chips: tuple[str, ...] = ()


DUE = (
    DueRow(
        "23 days overdue",
        "ARMS after release",
        "BERGE, Alton",
        51,
        "very_high",
        "Telford",
        "released 19 Sep + 6 weeks",
    ),
    DueRow(
        "9 days overdue",
        "Home visit",
        "DOOLEY, Wendell",
        25,
        "high",
        "Shrewsbury",
        "high: every 3 months",
        "Start visit",
    ),
    DueRow(
        "6 days overdue",
        "Annual notification",
        "KESSLER, Vera",
        49,
        "medium",
        "Shrewsbury",
        "SOA 2003 s.85",
    ),
    DueRow(
        "1 day overdue",
        "Plan review",
        "WOLFF, Caroline",
        47,
        "high",
        "Oswestry",
        "plan version 3 said 21 Nov",
        "Open",
        ("disputed",),
    ),
    DueRow(
        "today",
        "Home visit",
        "STOKES, Lillie",
        48,
        "medium",
        "Telford",
        "medium: every 6 months",
        "Start visit",
    ),
    DueRow(
        "today",
        "Action: housing referral",
        "ROGAHN, Elvira",
        71,
        "low",
        "Telford",
        "plan, step 4",
    ),
    DueRow(
        "in 2 days",
        "SHPO expires",
        "KUTCH, Nicole",
        71,
        "not_assessed",
        "Oswestry",
        "order of 24 Nov 2021, 5 years",
    ),
)


def due_model() -> RecordModel[DueRow]:
    model = RecordModel[DueRow](
        (
            Column(
                title="Due",
                cell=lambda r: Cell(
                    text=r.due, look="danger" if "overdue" in r.due else "strong"
                ),
                chars=17,
            ),
            Column(title="What", cell=lambda r: r.what, chars=22),
            Column(
                title="Person",
                cell=lambda r: Cell(strong=r.person, text=f" · {r.age}"),
                chars=22,
                sort_key=lambda r: r.person,
            ),
            Column(
                title="Risk",
                cell=lambda r: Cell(badge=r.risk, chips=r.chips),
                chars=19,
            ),
            Column(title="Where", cell=lambda r: r.where, chars=12),
            Column(
                title="Why this date",
                cell=lambda r: Cell(text=r.why, look="small"),
                chars=24,
                stretch=True,
            ),
            Column(title="", cell=lambda r: Cell(action=r.action), chars=14),
        )
    )
    model.set_rows(DUE)
    return model


def window(*, inside: QWidget, current: str = "today") -> QWidget:
    """Return *inside* in the frame that every window has."""
    frame = QWidget()
    frame.setObjectName("frame")
    frame.setAutoFillBackground(True)
    navigation = Navigation(PLACES)
    navigation.set_current(current)
    navigation.set_count("today", 9)
    right = QVBoxLayout()
    right.setSpacing(0)
    right.addWidget(inside, 1)
    right.addWidget(strip())
    across = QHBoxLayout()
    across.setSpacing(0)
    across.addWidget(navigation)
    across.addLayout(right, 1)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(MarkingBar())
    layout.addLayout(across, 1)
    return frame


def strip() -> StatusStrip:
    made = StatusStrip()
    made.set_link(online=False, words="Offline since 08:40")
    made.set_synced("Last sync 22 Nov 08:38")
    made.set_unsent(3)
    made.set_saved("Saved on this laptop 10:02")
    made.set_officer("DC 4471 Marsh")
    return made


def today() -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(24, 16, 24, 16)
    layout.setSpacing(14)
    beside = FlowLayout(gap=14)
    beside.addWidget(FindButton())
    beside.addWidget(Button("Start a visit", "primary"))
    heading = text("Sunday 22 November", "title", wrap=True)
    layout.addLayout(SidesLayout(heading, beside, least=99))
    layout.addLayout(tiles())
    table = RecordTable(due_model(), "Due")
    table.select(1)
    layout.addWidget(table, 1)
    return window(inside=scrolling(page))


def tiles() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    counts = (
        (4, "overdue", "oldest 23 days", "high"),
        (2, "due today", "", ""),
        (7, "due in 7 days", "", ""),
        (1, "conflict to settle", "", "medium"),
        (2, "drafts to finish", "", ""),
        (3, "not yet on ViSOR", "", ""),
    )
    for count, words, note, mark in counts:
        tile = CountTile(words, mark)
        tile.set_count(count, note)
        row.addWidget(tile)
    return row


def person() -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    buttons = (Button("Start a visit", "primary"), Button("Assess"), Button("Print…"))
    header = PersonHeader(buttons)
    header.show_person(DOOLEY)
    names = (
        "Summary,Timeline,Visits,Assessments,Needs,Plan,Orders and conditions,"
        "Register,Documents,History"
    )
    tabs = Tabs({n.lower(): n for n in names.split(",")}, "Parts of this case")
    layout.addWidget(header)
    layout.addWidget(tabs)
    content = QWidget()
    columns = ColumnsLayout(content)
    columns.setContentsMargins(24, 16, 24, 16)
    for cards in ((due_card(), contact_card()), (risk_card(), plan_card())):
        column = QWidget()
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(14)
        stack.addWidget(cards[0])
        stack.addWidget(cards[1], 1)
        columns.addWidget(column)
    columns.addWidget(needs_card())
    layout.addWidget(scrolling(content), 1)
    return window(inside=page, current="people")


def due_card() -> Card:
    card = Card("What is due")
    grid = QGridLayout()
    grid.setVerticalSpacing(12)
    rows = (
        ("9 days overdue", "danger", "Home visit", "high: every 3 months"),
        ("in 12 days", "strong", "Plan review", "version 3"),
        ("in 41 days", "strong", "Annual notification", "s.85"),
    )
    for n, (when, look, what, why) in enumerate(rows):
        grid.addWidget(text(when, look, wrap=True), n, 0)  # type: ignore[arg-type]
        grid.addWidget(text(what, wrap=True), n, 1)
        reason = text(why, "small", wrap=True)
        reason.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(reason, n, 2)
    card.body.addLayout(grid)
    card.body.addStretch(1)
    return card


def contact_card() -> Card:
    card = Card("Last contact")
    seen = (
        "Seen. New phone declared. Partner's child stays at weekends; safeguarding"
        " told the same evening."
    )
    told = (
        ("Home visit, 11 Aug, 19:05", "unannounced · DC Marsh, PC Lowe", seen, True),
        ("Notification, 3 Aug", "Monkmoor police station",
         "Change of address, given within 3 days.", False),
    )  # fmt: skip
    for heading, where, words, now in told:
        entry = edge(now=now)
        layout = entry.layout()
        assert layout
        line = FlowLayout(gap=6)
        line.addWidget(text(heading, "strong"))
        line.addWidget(text(where, "small"))
        holder = QWidget()
        holder.setLayout(line)
        layout.addWidget(holder)
        layout.addWidget(prose(words))
        card.body.addWidget(entry)
    card.body.addStretch(1)
    return card


def risk_card() -> Card:
    card = Card("Risk now")
    grid = QGridLayout()
    rows = (
        ("ARMS priority", "high", "", "12 Aug"),
        ("OSP/DC, 28 points", "medium", "", "1.54 %"),
        ("OGRS3, 2 years", "medium", "52 %", "unofficial"),
        ("Serious harm: children", "high", "", "OASys"),
    )
    for n, (what, level, words, when) in enumerate(rows):
        grid.addWidget(text(what, wrap=True), n, 0)
        grid.addWidget(RiskBadge(level, words), n, 1)
        grid.addWidget(text(when, "small"), n, 2)
    card.body.addLayout(grid)
    return card


def plan_card() -> Card:
    card = Card("Plan, version 3")
    card.body.addWidget(text("agreed 23 Aug · review by 4 Dec", "small", wrap=True))
    card.body.addWidget(text("Control", "strong"))
    card.body.addWidget(text("7 of 8 conditions have a line", wrap=True))
    card.body.addWidget(
        text("No line for: “no unsupervised contact…”", "danger", wrap=True)
    )
    card.body.addWidget(text("Change", "strong"))
    card.body.addWidget(text("3 goals · 5 of 9 steps done", wrap=True))
    card.body.addWidget(bar("Steps done", 5, 9))
    card.body.addStretch(1)
    return card


def needs_card() -> Card:
    card = Card("Needs, then and now")
    wheel = Wheel()
    names = [
        "Accommodation",
        "Work",
        "Health",
        "Drugs",
        "Finance",
        "Family",
        "Thinking",
    ]
    then, now = (2, 3, 1, 3, 2, 3, 3), (1, 2, 1, 1, 2, 2, 3)
    needs = zip(names, then, now, strict=True)
    wheel.show_needs([Need(name=n, then=a, now=b) for n, a, b in needs])
    card.body.addWidget(wheel, 1)
    card.body.addWidget(WheelKey("then: 2 Mar", "now: 12 Aug"))
    return card


SCENES = {"today": today, "person": person, "visit": visit, "sheet": sheet}
