"""The screen of an assessment: keyboard from end to end, usable by everybody."""

import pytest
from attrs import evolve
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from tests.pages.assessment_page import AssessmentPage
from tests.pages.screens import ROOM, press, settle, words_in
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson, dooley, keep
from ui import theme
from ui.assessments.override_view import OverrideDialog
from ui.assessments.screen_view import AssessmentScreen
from ui.assessments.screens import screen
from ui.places import AssessmentPlace, PersonPlace


def shown(
    desk: DeskAtHand, person: DemoPerson, code: str, done: bool = False
) -> AssessmentPage:
    which = person.assessments[1] if done else None
    place = AssessmentPlace(
        case_id=person.case_id, instrument=code, assessment_id=which
    )
    made = screen(desk, place)
    made.resize(1175, 720)
    made.show()
    made.activateWindow()
    settle()
    return AssessmentPage(made)


@pytest.fixture
def needs(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> AssessmentPage:
    assert app
    return shown(desk, person, "pathway-needs")


@pytest.fixture
def ogrs3(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> AssessmentPage:
    assert app
    return shown(desk, person, "ogrs3")


def test_a_digit_rates_and_opens_what_hangs_on_it(needs: AssessmentPage) -> None:
    needs.open("health")
    needs.rate("health_need", "2")
    needs.back_up("health_need", "GP letter")
    needs.rate("health_priority", "1")

    answers = needs.screen.viewmodel.assessment
    assert answers
    assert answers.answers["health_need"].evidence == "GP letter"
    assert answers.answers["health_priority"].choice == "now"


def test_what_is_missing_leads_to_its_field(needs: AssessmentPage) -> None:
    needs.open("health")
    needs.rate("health_need", "2")
    needs.open("finance")
    needs.press("“Health: level of need” needs its evidence.")

    assert needs.screen.viewmodel.section == "health"
    assert needs.screen.focusWidget() is needs.question("health_need").evidence


def test_completing_too_early_leads_to_the_first_gap(needs: AssessmentPage) -> None:
    needs.open("health")
    needs.press("Complete")

    assert needs.screen.viewmodel.section == "accommodation"
    assert "“Accommodation and support: level of need” is not answered." in needs.words


def test_the_working_opens(ogrs3: AssessmentPage) -> None:
    vm = ogrs3.screen.viewmodel
    assert "Show the working" not in ogrs3.words

    answers = {
        "current_disposal": "conviction",
        "date_of_current_conviction": "2024-05-30",
        "date_at_start_of_follow_up": "2026-01-30",
        "offence_category": "burglary_domestic",
        "total_sanctions_including_current": 9,
        "age_at_first_sanction": 15,
    }
    for code, value in answers.items():
        item = vm.instrument.item(code) if vm.instrument else None
        assert item
        vm.say(item, value)
    ogrs3.press("Show the working")

    assert any(words.startswith("Band: Medium") for words in ogrs3.words)


def test_what_the_case_says_is_not_changed_here(ogrs3: AssessmentPage) -> None:
    ogrs3.open("person")

    assert not ogrs3.question("sex").editor.widget.isEnabled()
    assert "From the case, where it is recorded." in ogrs3.words


def test_words_that_are_no_number_are_said_so_beside_the_field(
    ogrs3: AssessmentPage,
) -> None:
    ogrs3.open("history")
    ogrs3.type("age_at_first_sanction", "fifteen")

    assert "This takes a number." in ogrs3.words


def test_overriding_wants_a_band_a_reason_and_a_name(
    ogrs3: AssessmentPage,
) -> None:
    vm = ogrs3.screen.viewmodel
    assert vm.instrument
    dialog = OverrideDialog(vm, vm.instrument, ogrs3.screen)
    dialog.band.set_value("high")
    dialog.reason.set_value("Recent offence not on PNC")
    dialog._allow()
    before = dialog.go_on.isEnabled()
    dialog.authoriser.set_value("DI Shaw")
    dialog._allow()
    dialog.go_on.click()

    assert not before
    assert vm.assessment
    assert vm.assessment.band == "high"


def test_a_completed_one_is_read_with_its_way_to_paper(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> None:
    page = shown(desk, person, "pathway-needs", done=True)

    assert app
    assert "Says that the order is unfair; keeps to it." in page.words
    press(page.screen, "Assess again")
    assert desk.places == [
        AssessmentPlace(case_id=person.case_id, instrument="pathway-needs")
    ]


def test_an_instrument_that_is_not_here_is_said(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> None:
    made: AssessmentScreen = screen(
        desk, AssessmentPlace(case_id=person.case_id, instrument="tarot")
    )
    made.show()

    assert app
    assert "There is no instrument “tarot” here." in words_in(made)


def test_what_is_not_applicable_is_said_and_explained(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, store: EncryptedStore
) -> None:
    man = dooley()
    store.do(keep, evolve(man, person=evolve(man.person, sex="female")))
    made: AssessmentScreen = screen(
        desk, AssessmentPlace(case_id=person.case_id, instrument="rm2000")
    )
    made.show()

    assert app
    said = words_in(made)
    assert "Not applicable" in said
    assert any("it is not for women" in words for words in said)
    press(made, "Back")
    assert desk.places == [PersonPlace(case_id=person.case_id, tab="assessments")]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    ("code", "section"),
    [
        ("pathway-needs", "drugs_alcohol"),
        ("ogrs3", "person"),
        ("ogrs3", "history"),
        ("ogrs3", "offence"),
    ],
)
def test_everybody_can_use_the_section(
    app: QApplication,
    desk: DeskAtHand,
    person: DemoPerson,
    code: str,
    section: str,
    scale: float,
) -> None:
    theme.apply(app, "light", scale)
    page = shown(desk, person, code)
    page.screen.viewmodel.choose_section(section)
    page.screen.viewmodel.complete()
    page.screen.setAutoFillBackground(True)
    page.screen.resize(*ROOM[scale])

    assert walk(page.screen) == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everybody_can_read_a_completed_one(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, scale: float
) -> None:
    theme.apply(app, "light", scale)
    page = shown(desk, person, "pathway-needs", done=True)
    page.screen.setAutoFillBackground(True)
    page.screen.resize(*ROOM[scale])

    assert walk(page.screen) == []
