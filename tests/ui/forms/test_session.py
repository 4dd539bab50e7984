"""What is typed into a form: kept as typed, shared as values, never mixed up."""

import pytest
from attrs import evolve
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.plans.actions import edit_plan
from iomdesk.plans.plan import Plan
from tests.pages.plan_page import PlanPage
from tests.pages.visit_page import type_into
from tests.ui.desks import DeskAtHand
from tests.ui.plans.test_plan_screen import shown
from tests.ui.scenes_person import DemoPerson
from ui.places import VisitPlace
from ui.visits.screens import screen as visit_screen
from ui.widgets.read_edits import DateEdit, MonthsEdit

EVERY = ("visit_every_months",)


@pytest.fixture
def page(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> PlanPage:
    assert app
    return shown(desk, person)


def months(page: PlanPage) -> MonthsEdit:
    editor = page.fields("review").editor(*EVERY)
    assert isinstance(editor, MonthsEdit)
    return editor


def wrong(page: PlanPage) -> str:
    session = page.form.viewmodel.session
    reasons = session.reasons()
    return reasons[0].text if reasons else ""


def test_what_cannot_be_read_stays_with_its_message_and_is_not_called_saved(
    page: PlanPage, desk: DeskAtHand
) -> None:
    type_into(months(page), "²")
    months(page).editingFinished.emit()
    page.screen.flush()

    assert months(page).text() == "²"
    assert any("Write the number of months" in words for words in page.words)
    assert desk.times == [None]


def test_what_was_typed_is_in_the_same_field_after_a_kill(
    page: PlanPage, desk: DeskAtHand, person: DemoPerson
) -> None:
    type_into(months(page), " abc ")
    page.screen.flush()

    again = shown(desk, person, draft=False)

    assert months(again).text() == " abc "
    assert wrong(again).startswith("Months between visits: Write the number")


def test_sharing_records_what_can_be_read_and_says_what_it_left(
    page: PlanPage, desk: DeskAtHand, store: EncryptedStore, person: DemoPerson
) -> None:
    type_into(months(page), "soon")
    type_into(page.fields("review").editor("review_reason"), "New job")

    page.press("Record the draft")

    assert page.form.viewmodel.plan
    stored = store.queries.get(Plan, page.form.viewmodel.plan.id)
    assert (stored.review_reason or "").endswith("New job")
    assert stored.visit_every_months is None
    assert "cannot be read yet" in desk.words[-1]
    assert months(shown(desk, person, draft=False)).text() == "soon"


def test_no_plan_is_agreed_while_a_text_is_no_value(page: PlanPage) -> None:
    type_into(months(page), "soon")

    page.press("Agree the plan")

    assert page.form.viewmodel.plan
    assert page.form.viewmodel.plan.agreed_at is None
    assert page.form.tabs.current() == "review"


def test_a_change_that_arrives_stands_beside_its_field_and_not_in_it(
    page: PlanPage, desk: DeskAtHand, store: EncryptedStore
) -> None:
    situation = page.fields("summary").editor("situation")
    type_into(situation, "Mine. ")
    plan = page.form.viewmodel.plan
    assert plan
    stored = store.queries.get(Plan, plan.id)
    store.do(edit_plan, evolve(stored, situation="Theirs."))
    desk.hear()

    assert page.form.viewmodel.plan
    assert "Mine." in (page.form.viewmodel.plan.situation or "")
    assert any(words.endswith("meanwhile: Theirs.") for words in page.words)


def test_months_with_their_word_are_tidied_when_the_field_is_left(
    page: PlanPage,
) -> None:
    type_into(months(page), "3 months")
    months(page).editingFinished.emit()

    assert months(page).text() == "3"
    assert page.form.viewmodel.plan
    assert page.form.viewmodel.plan.visit_every_months == 3


def test_a_visit_of_yesterday_can_be_entered(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> None:
    assert app
    screen = visit_screen(desk, VisitPlace(case_id=person.case_id))
    assert screen.form
    viewmodel = screen.form.viewmodel
    viewmodel.choose_part("before")
    day = screen.form.pages["before"].editor("started_at", "day")
    assert isinstance(day, DateEdit)
    day.selectAll()
    QTest.keyClicks(day, "21/11/2026")

    assert viewmodel.visit.started_at
    assert viewmodel.visit.started_at.date().isoformat() == "2026-11-21"
