"""The screen of a plan: what has no line is seen, put right, agreed."""

import pytest
from attrs import evolve
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.plans.parts import ExitStrategy
from iomdesk.plans.plan import Plan, all_steps
from iomdesk.records.ids import PartId
from tests.pages.plan_page import PlanPage
from tests.pages.screens import ROOM, settle, words_in
from tests.pages.visit_page import focus, type_into
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson
from tests.ui.walks import LOOKS
from ui import theme
from ui.places import PlanPlace
from ui.plans.agree_view import AgreeDialog
from ui.plans.control_view import AnswersDialog
from ui.plans.screens import screen
from ui.plans.step_view import StepDialog
from ui.widgets.choice import Choice
from ui.widgets.editors import LineEdit, TextEdit

TABS = ("main", "summary", "contingency", "exit", "review", "versions")


def shown(desk: DeskAtHand, person: DemoPerson, *, draft: bool = True) -> PlanPage:
    made = screen(desk, PlanPlace(case_id=person.case_id))
    if draft:
        made.viewmodel.revise("Review")
    made.resize(1175, 720)
    made.show()
    made.activateWindow()
    settle()
    return PlanPage(made)


def dated(page: PlanPage) -> PlanPage:
    """Give the version a review date: nothing stands in its way then."""
    viewmodel = page.screen.viewmodel
    assert viewmodel.plan
    viewmodel.edit(evolve(viewmodel.plan, review_on=viewmodel.today))
    settle()
    return page


@pytest.fixture
def page(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> PlanPage:
    assert app
    return shown(desk, person)


def test_what_has_no_line_is_said_above(page: PlanPage) -> None:
    said = "4 of 4 risks have a line · 3 of 4 conditions have a line"

    assert any(words.startswith(said) for words in page.words)


def test_adding_a_line_puts_the_keys_into_it(page: PlanPage) -> None:
    page.press("Add a line: SHPO: no unsupervised contact with a child under 16")
    QTest.keyClicks(focus(page.screen), "Never alone with her.")
    line = page.line_with_the_keys()

    assert page.screen.viewmodel.answers_of(line) == ("condition/shpo/c2",)
    assert any("4 of 4 conditions have a line" in words for words in page.words)


def test_a_line_says_what_it_answers_and_takes_more(page: PlanPage) -> None:
    viewmodel, line = page.screen.viewmodel, PartId("child")
    dialog = AnswersDialog(
        viewmodel.answerable(), viewmodel.answers_of(line), page.screen
    )
    dialog._boxes["condition/shpo/c2"].click()
    viewmodel.answer(line, dialog.keys())

    plan = page.screen.viewmodel.plan
    assert plan
    assert set(plan.control[PartId("child")].answers) == {
        "risk/children",
        "risk/known_adult",
        "condition/shpo/c2",
    }


def test_what_is_typed_on_a_page_is_in_the_plan(page: PlanPage) -> None:
    ring = page.fields("exit").editor("exit_strategy", "ring")
    assert isinstance(ring, TextEdit)
    ring.setPlainText("")
    type_into(ring, "DI Shaw")

    plan = page.screen.viewmodel.plan
    assert plan
    assert plan.exit_strategy.ring == "DI Shaw"


def test_a_reason_leads_to_the_page_that_puts_it_right(page: PlanPage) -> None:
    viewmodel = dated(page).screen.viewmodel
    assert viewmodel.plan
    viewmodel.edit(evolve(viewmodel.plan, exit_strategy=ExitStrategy()))
    assert "1 thing before it can be agreed" in page.words

    page.press("The exit strategy is empty.")

    assert page.form.tabs.current() == "exit"


def test_agreeing_shows_the_plan_as_it_stands(
    page: PlanPage, store: EncryptedStore
) -> None:
    assert "Ready to be agreed" in dated(page).words

    page.press("Agree the plan")
    question = page.screen.findChild(AgreeDialog)
    assert isinstance(question, AgreeDialog)
    question.read.click()
    question.go_on.click()
    settle()

    assert page.screen.record
    assert "Steps to report on" in page.words
    plan = page.screen.viewmodel.plan
    assert plan
    assert store.queries.get(Plan, plan.id).agreed_at


def test_a_step_is_done_with_one_press(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, store: EncryptedStore
) -> None:
    page = shown(desk, person, draft=False)
    page.press("Done: Register with two agencies")

    steps = all_steps(store.queries.get(Plan, person.plan))
    assert app
    assert steps[PartId("agency")].status == "completed"
    assert "Done: Register with two agencies" not in page.words


def test_goals_hold_their_steps_as_a_tree(page: PlanPage) -> None:
    goal = ("objectives", "work", "steps")
    fields = page.fields("main")
    editors = [fields.editor(*goal, step, "text") for step in ("card", "agency")]

    assert [editor.text() for editor in editors if isinstance(editor, LineEdit)] == [
        "Pass the CSCS card",
        "Register with two agencies",
    ]


def test_taking_a_goal_out_takes_its_steps(page: PlanPage) -> None:
    page.open("main")
    page.press("Take goal 2 out")

    plan = page.screen.viewmodel.plan
    assert plan
    assert set(plan.objectives) == {"work", "thinking"}


@pytest.mark.parametrize(("look", "scale"), LOOKS)
@pytest.mark.parametrize("tab", TABS)
def test_everybody_can_use_the_tab(
    app: QApplication,
    desk: DeskAtHand,
    person: DemoPerson,
    tab: str,
    look: str,
    scale: float,
) -> None:
    theme.apply(app, look, scale)
    page = shown(desk, person)
    page.open(tab)
    page.screen.setAutoFillBackground(True)
    page.screen.resize(*ROOM[scale])

    assert walk(page.screen) == []


@pytest.mark.parametrize(("look", "scale"), LOOKS)
def test_everybody_can_read_the_agreed_plan(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, look: str, scale: float
) -> None:
    theme.apply(app, look, scale)
    page = shown(desk, person, draft=False)
    page.screen.setAutoFillBackground(True)
    page.screen.resize(*ROOM[scale])

    assert walk(page.screen) == []


def test_a_step_that_cannot_be_done_says_why(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, store: EncryptedStore
) -> None:
    page = shown(desk, person, draft=False)
    page.press("Say how it went: Register with two agencies")
    dialog = page.screen.findChild(StepDialog)
    assert app
    assert isinstance(dialog, StepDialog)
    status, why = (dialog.items.editor((key,)) for key in ("status", "why"))
    assert isinstance(status, Choice)
    assert isinstance(why, LineEdit)
    status.setFocus()
    QTest.keyClicks(focus(dialog), "4")
    dialog.go_on.click()
    refused = " ".join(words_in(dialog))
    type_into(why, "His papers are lost.")
    dialog.go_on.click()

    assert "Say why the step" in refused
    step = all_steps(store.queries.get(Plan, person.plan))[PartId("agency")]
    assert (step.status, step.why) == ("cannot_be_done_yet", "His papers are lost.")


@pytest.mark.parametrize(("look", "scale"), LOOKS)
def test_everybody_can_report_on_a_step(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, look: str, scale: float
) -> None:
    theme.apply(app, look, scale)
    page = shown(desk, person, draft=False)
    page.press("Say how it went: Register with two agencies")
    dialog = page.screen.findChild(StepDialog)

    assert isinstance(dialog, StepDialog)
    assert walk(dialog) == []
