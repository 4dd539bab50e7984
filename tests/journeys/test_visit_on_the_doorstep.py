"""From a person to a signed visit by keyboard, across a crash in the middle."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.visits.visit import Visit
from tests.conftest import FixedClock
from tests.pages.person_page import PersonPage
from tests.pages.screens import settle
from tests.pages.visit_page import VisitPage
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import build_person
from ui import theme
from ui.cases.screens import screen as person_screen
from ui.places import PersonPlace, VisitPlace
from ui.visits.screens import screen as visit_screen


def test_a_visit_survives_a_crash_and_is_signed(
    qapp: QApplication,
    open_store: Callable[..., EncryptedStore],
    clock: FixedClock,
) -> None:
    theme.apply(qapp, "light", 1.0)
    store = open_store()
    person = build_person(store, clock)

    desk = DeskAtHand(store)
    home = PersonPage(person_screen(desk, PersonPlace(case_id=person.case_id)))
    home.screen.show()
    home.press("Start a visit")
    (place,) = desk.places
    assert isinstance(place, VisitPlace)

    page = at_the_door(desk, place)
    page.open("compliance")
    page.answer("compliance.lives_here", "1")
    page.answer("condition.shpo.c2", "2")
    page.note("condition.shpo.c2", "The child was alone with him.")
    page.write(seen="Flat tidy. The child was in the kitchen.")
    page.screen.flush()
    store.close()

    clock.pass_by(timedelta(minutes=14))
    again = open_store(again=True)
    desk = DeskAtHand(again)
    page = at_the_door(desk, place)
    assert page.form.viewmodel.visit.seen == "Flat tidy. The child was in the kitchen."
    page.finish("3")

    signed = again.queries.records(Visit, person.case_id)[-1]
    assert signed.signed_at
    assert signed.outcome == "seen_breach"
    assert signed.checks["condition.shpo.c2"].note == "The child was alone with him."
    assert signed.ended_at
    assert signed.started_at
    assert signed.ended_at - signed.started_at == timedelta(minutes=14)
    assert again.queries.drafts() == []
    assert desk.places == [PersonPlace(case_id=person.case_id, tab="visits")]


def at_the_door(desk: DeskAtHand, place: VisitPlace) -> VisitPage:
    made = visit_screen(desk, place)
    made.resize(1366, 720)
    made.show()
    made.activateWindow()
    settle()
    return VisitPage(made)
