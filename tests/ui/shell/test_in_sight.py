"""What a screen leads to has the keys and is in sight: a problem, a row, a summary."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ui
from iomdesk.plans.parts import ExitStrategy
from tests.pages.screens import come_forward, press, settle, words_in
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.scenes_person import DemoPerson
from ui import theme
from ui.assessments.screen_view import AssessmentScreen
from ui.cases.recording_view import RecordScoreDialog
from ui.forms.page_view import PartsView
from ui.people.new_person_view import NewPersonView
from ui.places import (
    AssessmentPlace,
    PeoplePlace,
    PersonPlace,
    Place,
    PlanPlace,
    SettingsPlace,
    SyncPlace,
    TodayPlace,
    VisitPlace,
)
from ui.plans.screen_view import PlanScreen
from ui.shell.desk_view import DeskView
from ui.shell.stop import Stop
from ui.visits.screen_view import VisitScreen
from ui.widgets.card import ScrollPage
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.link import Link
from ui.widgets.person_header import PersonHeader
from ui.widgets.record_view import RecordView

LAPTOP = (1366, 768)
_PATIENCE = 200
MOVES_THE_KEYS = {
    "reveal.py": "the one piece of code",
    "stops.py": "where the Tab key goes",
    "choice.py": "from answer to answer",
    "tabs.py": "from row to picker",
    "navigation.py": "from place to place",
    "shield.py": "before the window was blank, and back",
    "kept_keys.py": "until what had the keys is found again",
    "window.py": "the way in: it loads next to nothing before the first paint",
}


def test_one_piece_of_code_moves_the_keys_and_scrolls() -> None:
    others = {
        path.name
        for path in Path(ui.__path__[0]).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Attribute)
        and call.attr in {"setFocus", "ensureWidgetVisible"}
    }

    assert others <= set(MOVES_THE_KEYS)


@pytest.fixture
def large(app: QApplication) -> Iterator[None]:
    """Dress the window in the largest text: most of a screen is then out of sight."""
    theme.apply(app, "light", 2.0)
    yield
    theme.apply(app, "light", 1.0)


def frame(desk: OpenDeskAtHand, place: Place, qtbot: QtBot) -> DeskView:
    made = DeskView(desk)
    qtbot.addWidget(made)
    made.start(Stop(place=place))
    made.resize(*LAPTOP)
    come_forward(made)
    return made


def hidden_part(widget: QWidget) -> str:
    """Return what of *widget* the areas round it do not show, "" where all is seen.

    Of what is higher than an area its top must be seen.
    """
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QScrollArea):
            seen = above.viewport().rect()
            box = QRect(widget.mapTo(above.viewport(), QPoint()), widget.size())
            box.setHeight(min(box.height(), seen.height()))
            if not seen.contains(box.adjusted(0, 0, -1, -1)):
                return f"{type(widget).__name__} at {box} of {seen}"
        above = above.parentWidget()
    return "" if widget.isVisible() else f"{type(widget).__name__} is hidden"


def with_the_keys(window: QWidget, qtbot: QtBot) -> QWidget:
    """Return what has the keys; it is in sight once the screen had time to go there."""
    held = window.focusWidget()
    assert held, "nothing has the keys"
    for _ in range(_PATIENCE):
        qtbot.wait(1)
        if not hidden_part(held):
            return held
    raise AssertionError(hidden_part(held))


@pytest.mark.usefixtures("large")
def test_every_lack_of_a_plan_leads_to_what_puts_it_right(
    open_desk: OpenDeskAtHand, person: DemoPerson, qtbot: QtBot
) -> None:
    window = frame(open_desk, PlanPlace(case_id=person.case_id), qtbot)
    screen = window.page.shown
    assert isinstance(screen, PlanScreen)
    screen.viewmodel.revise("Review")
    assert screen.form
    plan = screen.viewmodel.plan
    assert plan
    bare = evolve(plan, exit_strategy=ExitStrategy(), control={}, contingency={})
    screen.viewmodel.edit(evolve(bare, situation=None))
    screen.form.tabs.set_current("summary")
    settle()
    lacks = screen.viewmodel.reasons()
    for at in range(len(lacks)):
        screen.form.tabs.set_current("summary")
        settle()
        screen.form.reasons.findChildren(Link)[at].click()
        assert screen.form.isAncestorOf(with_the_keys(window, qtbot))

    assert len(lacks) > 10


@pytest.mark.usefixtures("large")
def test_a_risk_without_a_line_leads_to_its_own_row(
    open_desk: OpenDeskAtHand, person: DemoPerson, qtbot: QtBot
) -> None:
    window = frame(open_desk, PlanPlace(case_id=person.case_id), qtbot)
    screen = window.page.shown
    assert isinstance(screen, PlanScreen)
    screen.viewmodel.revise("Review")
    assert screen.form
    screen.form._jump(("control", "condition/shpo/c2"))

    held = with_the_keys(window, qtbot)
    assert held.accessibleName().startswith("Add a line: SHPO: no unsupervised")


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("tab", ["main", "contingency"])
def test_a_new_row_of_a_plan_is_in_sight_with_the_keys(
    open_desk: OpenDeskAtHand,
    person: DemoPerson,
    tab: str,
    qtbot: QtBot,
) -> None:
    window = frame(open_desk, PlanPlace(case_id=person.case_id), qtbot)
    screen = window.page.shown
    assert isinstance(screen, PlanScreen)
    screen.viewmodel.revise("Review")
    assert screen.form
    screen.form.tabs.set_current(tab)

    add_rows(screen, window, qtbot)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("part", ["people", "actions", "arrival"])
def test_a_new_row_of_a_visit_is_in_sight_with_the_keys(
    open_desk: OpenDeskAtHand,
    person: DemoPerson,
    part: str,
    qtbot: QtBot,
) -> None:
    window = frame(open_desk, VisitPlace(case_id=person.case_id), qtbot)
    screen = window.page.shown
    assert isinstance(screen, VisitScreen)
    assert screen.form
    screen.form.viewmodel.choose_part(part)

    add_rows(screen, window, qtbot)


def add_rows(screen: QWidget, window: QWidget, qtbot: QtBot) -> None:
    """Press every button in sight that adds a row; each new row must be seen."""
    lists = [p for p in screen.findChildren(PartsView) if p.add.isVisible()]
    for parts in lists:
        for _ in range(2):
            before = set(parts.rows())
            parts.add.click()
            held = with_the_keys(window, qtbot)
            (key,) = set(parts.rows()) - before
            assert parts.rows()[key].isAncestorOf(held)


@pytest.mark.usefixtures("large")
def test_signing_too_early_shows_the_summary_and_each_line_leads_to_its_field(
    open_desk: OpenDeskAtHand, person: DemoPerson, qtbot: QtBot
) -> None:
    window = frame(open_desk, VisitPlace(case_id=person.case_id), qtbot)
    screen = window.page.shown
    assert isinstance(screen, VisitScreen)
    form = screen.form
    assert form
    form.viewmodel.choose_part("finish")
    settle()
    press(screen, "Sign the visit")

    summary = screen.findChild(ErrorSummary)
    assert summary
    assert with_the_keys(window, qtbot) is summary
    for reason in form.viewmodel.problems:
        form.jump_to(reason)
        held = with_the_keys(window, qtbot)
        assert not isinstance(held, QScrollArea)


@pytest.mark.usefixtures("large")
def test_completing_too_early_leads_to_what_is_missing(
    open_desk: OpenDeskAtHand, person: DemoPerson, qtbot: QtBot
) -> None:
    place = AssessmentPlace(case_id=person.case_id, instrument="pathway-needs")
    window = frame(open_desk, place, qtbot)
    screen = window.page.shown
    assert isinstance(screen, AssessmentScreen)
    assert screen.form
    for lack in screen.form.viewmodel.form.missing:  # type: ignore[union-attr]
        screen.form._jump(lack.item)
        with_the_keys(window, qtbot)
    screen.form.complete.click()

    held = with_the_keys(window, qtbot)
    first = screen.form.viewmodel.asked_for[0].item
    card = screen.form.card(first)
    assert card
    assert card.isAncestorOf(held)


@pytest.mark.usefixtures("large")
def test_a_person_without_a_name_shows_the_summary(
    open_desk: OpenDeskAtHand, qtbot: QtBot
) -> None:
    window = frame(open_desk, PeoplePlace(), qtbot)
    press(window, "Add a person")
    form = window.findChild(NewPersonView)
    assert form
    press(form, "Add the person")

    held = with_the_keys(form, qtbot)
    assert held is form.summary


@pytest.mark.usefixtures("large")
def test_a_score_that_is_refused_leads_to_its_field(
    open_desk: OpenDeskAtHand, person: DemoPerson, qtbot: QtBot
) -> None:
    place = PersonPlace(case_id=person.case_id, tab="assessments")
    window = frame(open_desk, place, qtbot)
    press(window, "Record a score")
    form = window.findChild(RecordScoreDialog)
    assert form
    for tool, _ in form.viewmodel.tools:
        form.viewmodel.choose_tool(tool)
        settle()
        press(form, "Record the score")
        held = with_the_keys(form, qtbot)
        wrong = next(field for field in form.fields.values() if field.problem())
        assert wrong.isAncestorOf(held)


def at_work(person: DemoPerson) -> tuple[Place, ...]:
    case_id = person.case_id
    tabs = ("summary", "timeline", "visits", "assessments", "plan", "details")
    return (
        TodayPlace(),
        PeoplePlace(),
        SettingsPlace(),
        SyncPlace(),
        *(PersonPlace(case_id=case_id, tab=tab) for tab in tabs),
        VisitPlace(case_id=case_id),
        VisitPlace(case_id=case_id, visit_id=person.visits[2]),
        AssessmentPlace(case_id=case_id, instrument="pathway-needs"),
        PlanPlace(case_id=case_id),
    )


def lines_of_work(screen: QWidget) -> int:
    """Return for how many rows or fields there is room below what is said of them.

    A table counts by its rows, whether or not so many are there; all else by the lines
    of words and fields that are seen whole.
    """
    tables = [t for t in screen.findChildren(RecordView) if t.isVisible()]
    if tables:
        return max(
            seen_of(t.viewport()).height() // t._delegate.row_height() for t in tables
        )
    areas = [area for area in screen.findChildren(ScrollPage) if area.isVisible()]
    work = max(areas, key=lambda area: area.width() * area.height())
    lines = set()
    for kind in (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox):
        for widget in work.findChildren(kind):
            if widget.isVisible() and seen_of(widget).size() == widget.size():
                lines.add(widget.mapTo(screen, QPoint()).y() // 10)
    return len(lines)


def seen_of(widget: QWidget) -> QRect:
    return widget.visibleRegion().boundingRect()


@pytest.mark.usefixtures("large")
def test_the_largest_text_leaves_room_for_five_rows_of_every_screen(
    open_desk: OpenDeskAtHand, person: DemoPerson, qtbot: QtBot
) -> None:
    open_desk.waiting.load()
    window = frame(open_desk, TodayPlace(), qtbot)
    short = {}
    for place in at_work(person):
        window.visit(place)
        qtbot.wait(30)
        assert window.page.shown
        if (count := lines_of_work(window.page.shown)) < 5:
            short[place] = count

    assert short == {}


@pytest.mark.usefixtures("large")
def test_a_low_header_keeps_the_name_the_risk_and_the_warnings(
    open_desk: OpenDeskAtHand, person: DemoPerson, qtbot: QtBot
) -> None:
    window = frame(open_desk, PersonPlace(case_id=person.case_id), qtbot)
    header = window.findChild(PersonHeader)
    assert header
    said = words_in(header)

    for words in ("DOOLEY, Wendell", "High risk", "Do not visit alone", "Weapons"):
        assert words in said
    assert "born 14 Feb 2001" in header.accessibleDescription()


@pytest.mark.usefixtures("app")
def test_not_seen_never_comes_where_leaving_was(
    open_desk: OpenDeskAtHand, person: DemoPerson, qtbot: QtBot
) -> None:
    window = frame(open_desk, VisitPlace(case_id=person.case_id), qtbot)
    screen = window.page.shown
    assert isinstance(screen, VisitScreen)
    assert screen.form
    top = screen.form.top
    qtbot.wait(50)
    before = top.not_seen.mapTo(window, QPoint())
    screen.form.viewmodel.choose_part("finish")
    qtbot.wait(50)

    assert top.leave.isHidden()
    assert top.not_seen.mapTo(window, QPoint()) == before
