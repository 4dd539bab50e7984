"""An assessment by keyboard: what each key does, and where it leads."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.store import EncryptedStore
from iomdesk.assessments.form import form_view
from iomdesk.assessments.loading import find_instrument
from tests.assessments.forty import CODE, forty, keep_forty
from tests.pages.assessment_page import AssessmentPage
from tests.pages.screens import ROOM, come_forward, press, words_in
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson
from tests.ui.walks import LOOKS
from ui import theme
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.order import page_after, page_of, pages
from ui.assessments.override_view import OverrideDialog
from ui.assessments.screens import screen
from ui.assessments.sign_off_view import SignOff
from ui.places import AssessmentPlace
from ui.shell.keys_view import KeysView


def shown(desk: DeskAtHand, person: DemoPerson, code: str) -> AssessmentPage:
    place = AssessmentPlace(case_id=person.case_id, instrument=code)
    made = screen(desk, place)
    made.resize(1190, 720)
    come_forward(made)
    return AssessmentPage(made)


@pytest.fixture
def needs(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> AssessmentPage:
    assert app
    return shown(desk, person, "pathway-needs")


@pytest.fixture
def forty_page(
    app: QApplication, store: EncryptedStore, desk: DeskAtHand, person: DemoPerson
) -> AssessmentPage:
    assert app
    store.do(keep_forty)
    return shown(desk, person, CODE)


def test_short_sections_share_a_page() -> None:
    needs, long = (
        form_view(find_instrument("pathway-needs"), {}),
        form_view(forty(), {}),
    )

    assert len(pages(needs)) == 1
    assert [len(page) for page in pages(long)] == [1, 1, 1, 1, 1]
    assert page_of(needs, "health") == page_of(needs, "finance")
    following = page_after(long, "s0")
    assert following
    assert following.section.code == "s1"
    assert page_after(long, "s4") is None


def test_the_form_begins_at_the_first_open_question(
    forty_page: AssessmentPage,
) -> None:
    assert forty_page.at == "q1"


def test_a_digit_answers_and_goes_on(forty_page: AssessmentPage) -> None:
    forty_page.key("2")

    assert forty_page.screen.viewmodel.answer("q1").choice == "one"
    assert forty_page.at == "q2"


def test_a_digit_of_the_keypad_does_the_same(forty_page: AssessmentPage) -> None:
    held = forty_page.screen.window().focusWidget()
    QTest.keyClick(held, Qt.Key.Key_2, Qt.KeyboardModifier.KeypadModifier)

    assert forty_page.screen.viewmodel.answer("q1").choice == "one"
    assert forty_page.at == "q2"


def test_a_digit_that_wants_evidence_leads_to_it(forty_page: AssessmentPage) -> None:
    forty_page.key("3")

    held = forty_page.screen.window().focusWidget()
    assert held is forty_page.question("q1").evidence


def test_the_question_that_an_answer_opens_comes_next(needs: AssessmentPage) -> None:
    needs.key("2")
    needs.write("Sofa at his brother's, seen on 20 November.")
    needs.key(Qt.Key.Key_PageDown)

    assert needs.at == "accommodation_priority"


def test_page_up_goes_back_over_the_sections(forty_page: AssessmentPage) -> None:
    forty_page.open("s1")
    forty_page.question("q9").setFocus()
    forty_page.key(Qt.Key.Key_PageUp)

    assert forty_page.at == "q8"
    assert forty_page.screen.viewmodel.section == "s0"


def test_enter_picks_and_then_goes_on(forty_page: AssessmentPage) -> None:
    forty_page.key(Qt.Key.Key_Return)
    picked = forty_page.screen.viewmodel.answer("q1").choice, forty_page.at
    forty_page.key(Qt.Key.Key_Return)

    assert picked == ("none", "q1")
    assert forty_page.at == "q2"


def test_after_the_last_question_comes_complete(forty_page: AssessmentPage) -> None:
    forty_page.open("s4")
    forty_page.question("q40").setFocus()
    forty_page.key("1")

    held = forty_page.screen.window().focusWidget()
    assert held is forty_page.form.complete


def test_choosing_a_section_gives_the_keys_to_its_first_question(
    needs: AssessmentPage,
) -> None:
    needs.form.sections.chosen.emit("finance")

    assert needs.at == "finance_need"


def test_answers_that_no_longer_apply_are_listed_before_completing(
    needs: AssessmentPage,
) -> None:
    vm = needs.screen.viewmodel
    for code in vm.last.waiting() * 2:
        item = vm.instrument.item(code) if vm.instrument else None
        assert item
        vm.confirm(item)
    for code in vm.last.waiting():
        item = vm.instrument.item(code) if vm.instrument else None
        assert item
        vm.confirm(item)
    needs.rate("families_need", "1")
    needs.press("Complete")

    (dialog,) = needs.screen.findChildren(SignOff)
    assert "Children and families: priority" in words_in(dialog)
    assert vm.assessment
    assert vm.assessment.completed_at is None
    press(dialog, "Complete without them")
    assert vm.assessment.completed_at
    assert vm.assessment.dormant == ("families_priority",)


def test_both_bands_stand_side_by_side_with_reason_and_name(
    forty_page: AssessmentPage,
) -> None:
    forty_page.key("1")
    forty_page.screen.viewmodel.override("high", "Three arrests", "DI Shaw")
    said = forty_page.words

    at = said.index("Worked out")
    assert said[at : at + 4] == ["Worked out", "Low", "By judgement", "High"]
    assert "Three arrests" in said
    assert "Authorised by DI Shaw" in said


def test_the_band_that_was_worked_out_stands_in_the_dialog(
    forty_page: AssessmentPage,
) -> None:
    forty_page.key("1")
    forty_page.press("Override the band…")
    (dialog,) = forty_page.screen.findChildren(OverrideDialog)
    said = words_in(dialog)

    assert said[said.index("Worked out") + 1] == "Low"


def test_an_override_can_be_taken_back_before_completing(
    forty_page: AssessmentPage,
) -> None:
    forty_page.key("1")
    forty_page.screen.viewmodel.override("high", "Three arrests", "DI Shaw")
    forty_page.press("Take the override back")

    assert forty_page.screen.viewmodel.assessment
    assert forty_page.screen.viewmodel.assessment.override is None
    assert "By judgement" not in forty_page.words


def test_the_next_page_is_made_before_it_is_asked_for(
    forty_page: AssessmentPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: forty_page.form.card("q16") is not None)

    assert forty_page.screen.viewmodel.section == "s0"
    assert forty_page.form.card("q17") is None


def test_the_place_is_kept(forty_page: AssessmentPage) -> None:
    forty_page.form.place.setFocus()
    forty_page.write("At home")

    assert forty_page.screen.viewmodel.assessment
    assert forty_page.screen.viewmodel.assessment.place == "At home"


def test_the_list_of_keys_names_those_of_an_assessment(
    forty_page: AssessmentPage,
) -> None:
    said = words_in_list(KeysView(forty_page.screen))

    for key in ("F2", "Page Down, Page Up", "Ctrl+Enter"):
        assert key in said


def words_in_list(dialog: KeysView) -> list[str]:
    dialog.open()
    return words_in(dialog)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everybody_can_answer_forty_questions(
    forty_page: AssessmentPage, app: QApplication, scale: float
) -> None:
    theme.apply(app, "light", scale)
    forty_page.key("3")
    forty_page.screen.viewmodel.override("high", "Three arrests", "DI Shaw")
    forty_page.screen.setAutoFillBackground(True)
    forty_page.screen.resize(*ROOM[scale])

    assert walk(forty_page.screen) == []


@pytest.mark.parametrize(("look", "scale"), LOOKS)
@pytest.mark.parametrize("which", ["override", "sign off"])
def test_everybody_can_use_the_dialogs(
    app: QApplication,
    desk: DeskAtHand,
    person: DemoPerson,
    which: str,
    look: str,
    scale: float,
) -> None:
    theme.apply(app, look, scale)
    place = AssessmentPlace(case_id=person.case_id, instrument="ogrs3")
    form, parent = AssessmentViewModel(desk, place), QWidget()
    assert form.instrument
    sign_off = which == "sign off"
    dialog = (
        SignOff(form, parent)
        if sign_off
        else OverrideDialog(form, form.instrument, parent)
    )

    assert walk(dialog) == []
