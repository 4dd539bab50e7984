"""Assessments from the first digit to what stands in the record, by keyboard alone."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.assessments.actions import assess_from_input
from iomdesk.assessments.assessment import Assessment
from iomdesk.records.ids import CaseId
from tests.assessments.forty import item_codes, keep_forty
from tests.builders import a_case
from tests.pages.assessment_page import AssessmentPage
from tests.pages.person_page import PersonPage
from tests.pages.screens import come_forward, settle
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import keep
from ui import theme
from ui.assessments.screens import screen as assessment_screen
from ui.cases.screens import screen as person_screen
from ui.places import AssessmentPlace, PersonPlace

PATHWAYS = (
    "accommodation",
    "employment",
    "health",
    "drugs_alcohol",
    "finance",
    "families",
    "attitudes",
)


def test_seven_pathways_by_keyboard(qapp: QApplication, store: EncryptedStore) -> None:
    theme.apply(qapp, "light", 1.0)
    case = store.do(keep, a_case())
    desk = DeskAtHand(store)
    place = AssessmentPlace(case_id=case.id, instrument="pathway-needs")
    page = AssessmentPage(assessment_screen(desk, place))
    page.screen.resize(1175, 720)
    page.screen.show()
    page.screen.activateWindow()
    settle()

    for pathway in PATHWAYS:
        page.open(pathway)
        page.rate(f"{pathway}_need", "1")
    page.open("families")
    page.rate("families_need", "3")
    page.back_up("families_need", "Told by the partner on 11 August.")
    page.rate("families_priority", "1")
    page.press("Complete")

    (held,) = store.queries.records(Assessment, case.id)
    assert held.completed_at
    assert held.score
    assert held.score.outputs["points"] == "2"
    assert held.answers["families_need"].evidence == "Told by the partner on 11 August."
    assert store.queries.drafts() == []

    home = PersonPage(person_screen(desk, PersonPlace(case_id=case.id)))
    home.screen.show()
    assert "now: 22 Nov" in home.words


MOST_KEYS = 60
EVIDENCE = "Seen at the visit on 3 November."
WITH_EVIDENCE = {"q3", "q9", "q17", "q18", "q26", "q40"}


def a_page(
    qapp: QApplication, store: EncryptedStore, case_id: CaseId, code: str
) -> AssessmentPage:
    theme.apply(qapp, "light", 1.0)
    place = AssessmentPlace(case_id=case_id, instrument=code)
    page = AssessmentPage(assessment_screen(DeskAtHand(store), place))
    page.screen.resize(1175, 720)
    come_forward(page.screen)
    return page


def test_forty_questions_in_sixty_keys(
    qapp: QApplication, store: EncryptedStore
) -> None:
    case = store.do(keep, a_case())
    store.do(keep_forty)
    page = a_page(qapp, store, case.id, "made-up-forty")

    for code in item_codes():
        assert page.at == code
        page.key("3" if code in WITH_EVIDENCE else "1")
        if code in WITH_EVIDENCE:
            page.write(EVIDENCE)
            page.key(Qt.Key.Key_PageDown)
    page.key(Qt.Key.Key_Return)

    assert page.keys <= MOST_KEYS
    (held,) = store.queries.records(Assessment, case.id)
    assert held.completed_at
    assert held.score
    assert held.score.outputs["points"] == str(2 * len(WITH_EVIDENCE))
    backed = {code for code, one in held.answers.items() if one.evidence == EVIDENCE}
    assert backed == WITH_EVIDENCE


def test_forty_questions_assessed_again_in_forty_keys(
    qapp: QApplication, store: EncryptedStore
) -> None:
    case = store.do(keep, a_case())
    store.do(keep_forty)
    first = store.do(assess_from_input, case.id, "made-up-forty", answers())
    page = a_page(qapp, store, case.id, "made-up-forty")

    for code in item_codes():
        page.key("1" if code == "q7" else Qt.Key.Key_F2)
    page.key(Qt.Key.Key_Return)

    assert page.keys == len(item_codes()) + 1
    again = store.queries.records(Assessment, case.id)[-1]
    assert again.based_on == first.id
    assert again.compared
    assert again.compared.was == {"q7": "Partly present"}
    confirmed = [one for one in again.answers.values() if one.confirmed_on]
    assert len(confirmed) == len(item_codes()) - 1


def answers() -> dict[str, Any]:
    return {"answers": dict.fromkeys(item_codes(), "one")}
