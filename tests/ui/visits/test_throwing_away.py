"""What was typed into a visit goes by a menu and a question only, and comes back."""

from collections.abc import Callable

import pytest
from attrs import evolve
from PySide6.QtWidgets import QApplication, QMenu

from db.store import EncryptedStore
from iomdesk.visits.visit import Check, Visit
from tests.pages.screens import press, settle, words_in
from tests.pages.visit_page import VisitPage
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson
from tests.ui.walks import LOOKS
from ui import theme
from ui.places import VisitPlace
from ui.visits.screens import screen
from ui.widgets.dialog import Confirm


def opened(desk: DeskAtHand, person: DemoPerson) -> VisitPage:
    made = screen(desk, VisitPlace(case_id=person.case_id))
    made.resize(1366, 720)
    made.show()
    made.activateWindow()
    settle()
    return VisitPage(made)


@pytest.fixture
def page(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> VisitPage:
    """Return a visit gone on with after what was typed was kept as a draft."""
    assert app
    first = opened(desk, person)
    viewmodel = first.form.viewmodel
    viewmodel.edit(evolve(viewmodel.visit, seen="A new dog in the hall"))
    first.screen.flush()
    first.screen.close()
    return opened(desk, person)


def choose(page: VisitPage, words: str) -> None:
    page.press("What to do with it…")
    menu = page.form.resumed.button.findChild(QMenu)
    assert isinstance(menu, QMenu)
    menu.close()
    next(a for a in menu.actions() if a.text() == words).trigger()
    settle()


def question(page: VisitPage) -> Confirm:
    (found,) = [q for q in page.screen.findChildren(Confirm) if q.isVisible()]
    return found


def seen(page: VisitPage) -> str | None:
    return page.form.viewmodel.visit.seen


def test_nothing_is_thrown_away_without_a_question(
    page: VisitPage, store: EncryptedStore
) -> None:
    choose(page, "Throw it away…")

    assert question(page).focusWidget() is question(page).stay
    assert seen(page) == "A new dog in the hall"
    assert len(store.queries.drafts()) == 1


def test_the_question_shows_what_would_be_lost(page: VisitPage) -> None:
    choose(page, "Throw it away…")

    assert any("A new dog in the hall" in words for words in words_in(question(page)))


Edit = Callable[[Visit], Visit]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda v: evolve(v, said="Nothing."), "Nothing."),
        (lambda v: evolve(v, outcome="seen_well"), "Seen, all well"),
        (
            lambda v: evolve(
                v, checks={"risk.alcohol": Check(asked="Alcohol", note="Cans outside")}
            ),
            "Cans outside",
        ),
    ],
)
def test_each_kind_of_answer_is_named_in_words(
    page: VisitPage, edit: Edit, words: str
) -> None:
    viewmodel = page.form.viewmodel
    viewmodel.edit(edit(viewmodel.visit))

    assert any(words in line for line in viewmodel.typed_since())


def test_going_back_loses_nothing(page: VisitPage, store: EncryptedStore) -> None:
    choose(page, "Throw it away…")

    press(question(page), "Go back")

    assert seen(page) == "A new dog in the hall"
    assert len(store.queries.drafts()) == 1


def test_what_was_thrown_away_can_be_put_back(
    page: VisitPage, store: EncryptedStore
) -> None:
    choose(page, "Throw it away…")
    press(question(page), "Throw it away")
    assert seen(page) is None
    assert store.queries.drafts() == []

    page.press("Put it back")

    assert seen(page) == "A new dog in the hall"
    assert len(store.queries.drafts()) == 1


@pytest.mark.parametrize(("look", "scale"), LOOKS)
def test_everybody_can_answer_the_question(
    app: QApplication, page: VisitPage, look: str, scale: float
) -> None:
    theme.apply(app, look, scale)
    page.form._ask_to_throw_away()  # the menu that leads here keeps the keys offscreen
    settle()

    assert walk(question(page)) == []
