"""A pathway needs assessment from first digit to the wheel on the summary."""

from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.assessments.assessment import Assessment
from tests.builders import a_case
from tests.pages.assessment_page import AssessmentPage
from tests.pages.person_page import PersonPage
from tests.pages.screens import settle
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
    assert "solid: 22 Nov" in home.words
