"""Visit mode: by digits, with last time beside, usable by everybody."""

from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.visits.form import ACTIONS, ARRIVAL, BEFORE, FINISH, PHOTOS, WORDS
from iomdesk.visits.visit import Visit
from tests.conftest import FixedClock
from tests.pages.screens import press, settle, words_in
from tests.pages.visit_page import VisitPage, type_into
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson, a_photo
from tests.ui.walks import LOOKS
from ui import theme
from ui.places import PreviewPlace, VisitPlace
from ui.visits.read_view import ReadVisitView
from ui.visits.screens import screen

PARTS = (BEFORE, ARRIVAL, "compliance", "risk", WORDS, PHOTOS, ACTIONS, FINISH)


@pytest.fixture
def page(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> VisitPage:
    assert app
    made = screen(desk, VisitPlace(case_id=person.case_id))
    made.resize(1366, 720)
    made.show()
    made.activateWindow()
    settle()
    return VisitPage(made)


def test_the_warnings_and_the_clock_stay_at_the_top(page: VisitPage) -> None:
    for part in PARTS:
        page.open(part)

        assert {"DOOLEY, Wendell", "Weapons", "In 12:00 · 0 min"} <= set(page.words)


def test_a_digit_answers_the_line_that_has_the_keys(page: VisitPage) -> None:
    page.open("compliance")
    page.answer("condition.shpo.c1", "2")

    assert page.form.viewmodel.visit.checks["condition.shpo.c1"].answer == "not_kept"


def test_an_answer_that_wants_a_note_opens_it_and_says_so(page: VisitPage) -> None:
    page.open("compliance")
    page.answer("condition.shpo.c2", "2")
    assert "Say what you saw." in page.words

    page.note("condition.shpo.c2", "The child was alone with him.")

    assert "Say what you saw." not in page.words
    held = page.form.viewmodel.visit.checks["condition.shpo.c2"]
    assert held.note == "The child was alone with him."


def test_last_time_stands_under_the_question(page: VisitPage) -> None:
    page.open("compliance")

    assert "11 Aug: kept · Samsung A14 checked" in page.words


def test_all_as_last_time_is_one_press(page: VisitPage) -> None:
    page.open("compliance")
    page.press("All as on 11 Aug, confirmed today")

    held = page.form.viewmodel.visit.checks["condition.shpo.c1"]
    assert (held.answer, held.confirmed_unchanged) == ("kept", True)


def test_what_is_missing_leads_to_its_field(page: VisitPage) -> None:
    page.open("compliance")
    page.answer("condition.shpo.c2", "2")
    page.press("Leave and finish")
    page.press("Sign the visit")
    assert "Sign in the box, or tick the statement." in page.words

    missing = next(w for w in page.words if w.startswith("Say what you saw. “"))
    page.press(missing)

    assert page.form.viewmodel.part == "compliance"
    assert page.screen.focusWidget() is page.part.cards["condition.shpo.c2"].note


def test_people_who_were_there_are_added_and_taken_out(page: VisitPage) -> None:
    page.open(ARRIVAL)
    page.press("Add somebody")
    (row,) = page.form.viewmodel.visit.present.values()
    assert row.name is None

    page.press("Take person 1 out")

    assert page.form.viewmodel.visit.present == {}


def test_photos_come_from_files(
    page: VisitPage, tmp_path: Path, store: EncryptedStore
) -> None:
    file = tmp_path / "door.jpg"
    file.write_bytes(a_photo())
    page.open(PHOTOS)
    assert page.part.photos
    page.part.photos.add_files([str(file)])

    assert len(store.queries.get(Visit, page.form.viewmodel.visit.id).photos) == 1


def test_a_draft_that_is_gone_on_with_says_until_when(
    page: VisitPage, desk: DeskAtHand, person: DemoPerson
) -> None:
    page.write(seen="A dog")
    page.screen.flush()

    again = screen(desk, VisitPlace(case_id=person.case_id))
    again.show()

    assert "This goes on from what was typed until 22 Nov, 12:00." in words_in(again)


def test_leaving_the_screen_keeps_what_was_typed(
    page: VisitPage, store: EncryptedStore
) -> None:
    page.write(seen="A dog")
    page.screen.flush()

    assert store.queries.drafts()[0].body["visit"]["seen"] == "A dog"


def test_an_unfinished_visit_is_gone_on_with_or_left(
    page: VisitPage, desk: DeskAtHand, person: DemoPerson
) -> None:
    first = page.form.viewmodel.visit.id
    again = screen(desk, VisitPlace(case_id=person.case_id))
    again.show()

    press(again, "Go on with it")

    assert again.form
    assert again.form.viewmodel.visit.id == first


def test_a_signed_visit_is_read_and_takes_an_addendum(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, store: EncryptedStore
) -> None:
    signed = person.visits[-1]
    made = screen(desk, VisitPlace(case_id=person.case_id, visit_id=signed))
    made.show()
    settle()
    read = made.findChild(ReadVisitView)
    assert app
    assert read
    type_into(read.words, "The dog is called Rex.")
    press(made, "Add beneath the signature")
    press(made, "Preview")

    (addendum,) = store.queries.get(Visit, signed).addenda.values()
    assert addendum.text == "The dog is called Rex."
    assert any("The dog is called Rex." in words for words in words_in(made))
    assert desk.places[-1] == PreviewPlace(
        case_id=person.case_id, kind="visit", which=signed
    )


@pytest.mark.parametrize(("look", "scale"), LOOKS)
@pytest.mark.parametrize("part", PARTS)
def test_everybody_can_use_the_part(
    app: QApplication,
    desk: DeskAtHand,
    person: DemoPerson,
    part: str,
    look: str,
    scale: float,
) -> None:
    theme.apply(app, look, scale)
    made = screen(desk, VisitPlace(case_id=person.case_id))
    assert made.form
    made.form.viewmodel.choose_part(part)
    if part == FINISH:
        made.form.viewmodel.sign(None, statement=False)
        assert made.form.pages[FINISH].signature
    made.setAutoFillBackground(True)
    made.resize(1366, 720)

    assert walk(made) == []


def test_an_officer_who_should_be_out_is_asked_after(
    page: VisitPage, clock: FixedClock
) -> None:
    form = page.form.viewmodel
    form.edit(evolve(form.visit, expected_end_at=form.desk.now))
    clock.pass_by(timedelta(minutes=1))
    page.form.tick()
    words = "You meant to be out by 12:00. Finish the visit, or say that you need"
    assert any(said.startswith(words) for said in page.words)

    page.press("15 more minutes")

    assert not any(said.startswith(words) for said in page.words)


def test_the_expected_end_stands_beside_the_clock(page: VisitPage) -> None:
    form = page.form.viewmodel
    form.edit(evolve(form.visit, expected_end_at=form.desk.now))

    assert "In 12:00 · 0 min · out by 12:00" in page.words


def test_a_visit_signed_in_the_minute_it_began_does_not_end_before_it(
    page: VisitPage, clock: FixedClock, store: EncryptedStore
) -> None:
    clock.pass_by(timedelta(seconds=41))
    form = page.form.viewmodel
    form.edit(evolve(form.visit, started_at=clock.now, seen="Nobody about."))

    page.finish("1")

    assert form.problems == ()
    assert store.queries.get(Visit, form.visit.id).signed_at


def test_an_end_after_midnight_is_on_the_day_after(
    page: VisitPage, clock: FixedClock
) -> None:
    form = page.form.viewmodel
    late = clock.now.replace(hour=23, minute=50)
    form.edit(evolve(form.visit, started_at=late))
    page.open(FINISH)

    type_into(page.part.editor("ended_at"), "0020")

    assert form.visit.ended_at == late + timedelta(minutes=30)
