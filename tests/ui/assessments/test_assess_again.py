"""Assessing again on the screen: item by item, and never a silent copy."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from db.store import EncryptedStore
from iomdesk.assessments.again import Standing
from iomdesk.assessments.assessment import Assessment
from iomdesk.records.ids import VisitId
from iomdesk.visits.actions import start_visit
from tests.conftest import FixedClock
from tests.pages.assessment_page import AssessmentPage
from tests.pages.screens import ROOM, come_forward, settle
from tests.ui.assessments.test_assessment_viewmodel import a_form, back_up, say
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson
from ui import theme
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.screens import screen
from ui.cases.person_viewmodel import PersonViewModel
from ui.places import AssessmentPlace, PersonPlace, VisitPlace
from ui.widgets.choice import OptionButton
from ui.widgets.link import Link
from ui.widgets.navigation import NavigationButton

FAMILIES = "families_need"
TOLD = "Partner's child stays at weekends; safeguarding told."
TARGET = 44
"""Pixels: what a finger hits while standing."""


@pytest.fixture
def needs(desk: DeskAtHand, person: DemoPerson) -> AssessmentViewModel:
    return a_form(desk, person, "pathway-needs")


def confirm(form: AssessmentViewModel, code: str) -> None:
    item = form.instrument.item(code) if form.instrument else None
    assert item
    form.confirm(item)


def test_a_new_one_begins_with_nothing_but_questions(
    needs: AssessmentViewModel,
) -> None:
    assert needs.assessment
    assert needs.assessment.answers == {}
    assert len(needs.last.waiting()) == 7


def test_still_true_takes_over_answer_and_evidence_for_today(
    needs: AssessmentViewModel,
) -> None:
    confirm(needs, FAMILIES)

    answer = needs.answer(FAMILIES)
    assert (answer.choice, answer.evidence) == ("some", TOLD)
    assert answer.confirmed_on == needs.today
    # One waits less, and the priority that hangs on it waits too.
    assert FAMILIES not in needs.last.waiting()
    assert "families_priority" in needs.last.waiting()


def test_another_answer_is_marked_as_changed(needs: AssessmentViewModel) -> None:
    say(needs, FAMILIES, "significant")
    say(needs, "health_need", "none")

    assert needs.last.standing(FAMILIES) is Standing.CHANGED
    assert needs.last.standing("health_need") is Standing.SAME
    assert needs.last.count(Standing.CHANGED) == 1


def test_other_evidence_is_no_longer_a_confirmation(
    needs: AssessmentViewModel,
) -> None:
    confirm(needs, FAMILIES)
    back_up(needs, FAMILIES, "Told again today.")

    assert needs.answer(FAMILIES).confirmed_on is None
    assert needs.last.standing(FAMILIES) is Standing.SAME


def test_picking_the_same_again_leaves_the_confirmation(
    needs: AssessmentViewModel,
) -> None:
    confirm(needs, FAMILIES)
    say(needs, FAMILIES, "some")

    assert needs.answer(FAMILIES).confirmed_on == needs.today


def test_another_answer_is_no_longer_a_confirmation(
    needs: AssessmentViewModel,
) -> None:
    confirm(needs, FAMILIES)
    say(needs, FAMILIES, "significant")

    assert needs.answer(FAMILIES).confirmed_on is None
    assert needs.last.standing(FAMILIES) is Standing.CHANGED


def test_an_answer_taken_back_waits_again(needs: AssessmentViewModel) -> None:
    confirm(needs, FAMILIES)
    say(needs, FAMILIES, None)

    assert needs.last.standing(FAMILIES) is Standing.TO_CONFIRM


def test_a_confirmation_survives_a_crash(
    needs: AssessmentViewModel, desk: DeskAtHand, person: DemoPerson
) -> None:
    confirm(needs, FAMILIES)
    needs.drafting.flush()

    again = a_form(desk, person, "pathway-needs")

    assert again.answer(FAMILIES).confirmed_on == again.today


def test_the_completed_one_keeps_what_changed(
    needs: AssessmentViewModel, store: EncryptedStore
) -> None:
    for code in list(needs.last.waiting()):
        confirm(needs, code)
    for code in list(needs.last.waiting()):
        confirm(needs, code)
    say(needs, FAMILIES, "none")
    needs.complete()

    assert needs.assessment
    held = store.queries.get(Assessment, needs.assessment.id)
    assert held.compared
    assert held.compared.was == {FAMILIES: "Some need"}
    assert held.answers["finance_need"].confirmed_on == needs.today
    assert held.dormant == ("families_priority",)


def shown(
    desk: DeskAtHand, person: DemoPerson, visit_id: VisitId | None = None
) -> AssessmentPage:
    place = AssessmentPlace(
        case_id=person.case_id, instrument="pathway-needs", visit_id=visit_id
    )
    made = screen(desk, place)
    made.resize(1190, 720)
    come_forward(made)
    return AssessmentPage(made)


@pytest.fixture
def page(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> AssessmentPage:
    assert app
    return shown(desk, person)


def test_one_key_confirms_and_goes_on(page: AssessmentPage) -> None:
    page.question("accommodation_need").setFocus()
    page.key(Qt.Key.Key_F2)

    assert "Confirmed today" in page.words
    assert page.at == "employment_need"


def test_one_tap_confirms(page: AssessmentPage) -> None:
    button = page.question("accommodation_need").last.button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()

    assert "Confirmed today" in page.words
    assert button.isHidden()


def test_what_changed_is_marked_on_the_screen(page: AssessmentPage) -> None:
    page.rate("health_need", "2")

    assert "Changed" in page.words
    assert "12 Aug: No need · Registered with a GP; nothing outstanding." in page.words


def test_the_panel_counts_what_waits_and_leads_there(page: AssessmentPage) -> None:
    page.question("accommodation_need").setFocus()
    page.key(Qt.Key.Key_F2)

    assert "6 still to confirm or change" in page.words
    page.press("Go to the next one")
    assert page.at == "employment_need"


def test_at_the_scene_every_target_takes_a_finger(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, store: EncryptedStore
) -> None:
    assert app
    visit = store.do(start_visit, person.case_id, "home", announced=False)
    page = shown(desk, person, visit.id)
    page.rate("accommodation_need", "2")

    kinds = (OptionButton, QPushButton, QLineEdit, NavigationButton, Link)
    met = [w for kind in kinds for w in page.screen.findChildren(kind) if w.isVisible()]
    small = [f"{w.accessibleName()}: {w.height()}" for w in met if w.height() < TARGET]
    assert len(met) > len(kinds)
    assert small == []


def test_from_the_scene_the_way_back_is_the_visit(
    desk: DeskAtHand, person: DemoPerson, store: EncryptedStore
) -> None:
    visit = store.do(start_visit, person.case_id, "home", announced=False)
    PersonViewModel(desk, PersonPlace(case_id=person.case_id)).assess("pathway-needs")
    place = desk.places.pop()
    assert isinstance(place, AssessmentPlace)
    AssessmentViewModel(desk, place).back()

    assert desk.places == [VisitPlace(case_id=person.case_id, visit_id=visit.id)]


def test_a_visit_left_open_yesterday_is_no_scene(
    desk: DeskAtHand, person: DemoPerson, store: EncryptedStore, clock: FixedClock
) -> None:
    store.do(start_visit, person.case_id, "home", announced=False)
    clock.pass_by(timedelta(hours=13))
    PersonViewModel(desk, PersonPlace(case_id=person.case_id)).assess("pathway-needs")

    place = desk.places.pop()
    assert isinstance(place, AssessmentPlace)
    assert place.visit_id is None


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_everybody_can_assess_again(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, look: str, scale: float
) -> None:
    theme.apply(app, look, scale)
    page = shown(desk, person)
    page.question("accommodation_need").setFocus()
    page.key(Qt.Key.Key_F2)
    page.rate("health_need", "2")
    page.screen.setAutoFillBackground(True)
    page.screen.resize(*ROOM[scale])

    assert walk(page.screen) == []
