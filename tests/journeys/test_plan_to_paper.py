"""From what has no line yet to an agreed plan as PDF, shown inside the program."""

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.papers.paper import Paper, PaperFormat
from iomdesk.plans.plan import Plan, newest_agreed
from tests.conftest import FixedClock
from tests.pages.plan_page import PlanPage
from tests.pages.screens import press, settle, words_in
from tests.pages.visit_page import focus
from tests.ui.desks import DeskAtHand
from tests.ui.plans.test_plan_screen import dated
from tests.ui.scenes_person import build_person
from ui import theme
from ui.papers.screens import screen as preview_screen
from ui.places import PlanPlace, PreviewPlace
from ui.plans.agree_view import AgreeDialog
from ui.plans.screens import screen as plan_screen


def test_a_plan_is_revised_agreed_previewed_and_disclosed(
    qapp: QApplication, store: EncryptedStore, clock: FixedClock, tmp_path: Path
) -> None:
    theme.apply(qapp, "light", 1.0)
    person = build_person(store, clock)
    desk = DeskAtHand(store)
    page = PlanPage(plan_screen(desk, PlanPlace(case_id=person.case_id)))
    page.screen.resize(1175, 720)
    page.screen.show()
    page.screen.activateWindow()
    settle()

    page.press("Write the next version")
    page.press("Add a line: SHPO: no unsupervised contact with a child under 16")
    QTest.keyClicks(focus(page.screen), "Never alone with her child.")
    page.screen.flush()
    dated(page)
    page.press("Agree the plan")
    question = page.screen.findChild(AgreeDialog)
    assert isinstance(question, AgreeDialog)
    question.read.click()
    press(question, "Agree the plan")

    plan = newest_agreed(store.queries.records(Plan, person.case_id))
    assert plan
    assert plan.version == 2
    assert "Never alone with her child." in [c.text for c in plan.control.values()]

    page.press("Preview")
    place = desk.places[-1]
    assert isinstance(place, PreviewPlace)
    preview = preview_screen(desk, place)
    preview.show()
    assert any(words.startswith("Page 1 of") for words in words_in(preview))
    press(preview, "Next page")

    out = tmp_path / "plan.pdf"
    preview.viewmodel.save_outside(PaperFormat.PDF, "Panel", "Review", str(out))
    (paper,) = store.queries.records(Paper, person.case_id)
    assert [d.to for d in paper.disclosed.values()] == ["Panel"]
    assert out.read_bytes() == store.queries.blob(paper.content_blob)
