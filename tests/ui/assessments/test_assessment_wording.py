"""The screen of an assessment whose wording is Welsh, or is not on this laptop."""

import pytest
from attrs import evolve
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.assessments.actions import (
    answer_items,
    complete_assessment,
    start_assessment,
)
from iomdesk.assessments.assessment import Assessment
from iomdesk.records.ids import AssessmentId
from iomdesk.rules.actions import set_rule
from tests.assessments.test_catalogue import ANSWERS, a_pack, keep
from tests.assessments.test_languages import WELSH
from tests.pages.screens import ROOM, come_forward, words_in
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson
from ui import theme
from ui.assessments.screen_view import AssessmentScreen
from ui.assessments.screens import screen
from ui.cases.glance import result_words
from ui.cases.reading import read_person
from ui.places import AssessmentPlace


@pytest.fixture
def done(store: EncryptedStore, person: DemoPerson) -> Assessment:
    """Return an assessment made with a pack that this store holds, in two languages."""
    store.do(keep, a_pack(WELSH))
    begun = store.do(start_assessment, person.case_id, "made-up")
    store.do(answer_items, begun.id, ANSWERS)
    return store.do(complete_assessment, begun.id)


def from_elsewhere(
    store: EncryptedStore, done: Assessment, *, completed: bool = True
) -> AssessmentPlace:
    """Keep *done* as if it had come by sync, made with a pack that is not here."""
    came = evolve(
        done,
        id=AssessmentId("came"),
        instrument="licensed",
        instrument_version="7",
        instrument_digest="7" * 64,
    )
    store.do(keep, came if completed else evolve(came, completed_at=None, score=None))
    return AssessmentPlace(
        case_id=done.case_id, instrument="licensed", assessment_id=came.id
    )


def shown(desk: DeskAtHand, place: AssessmentPlace) -> AssessmentScreen:
    made: AssessmentScreen = screen(desk, place)
    made.resize(*ROOM[1.0])
    come_forward(made)
    return made


def test_questions_are_asked_in_welsh_once_it_is_chosen(
    app: QApplication, desk: DeskAtHand, store: EncryptedStore, done: Assessment
) -> None:
    store.do(set_rule, "instrument_language", "cy")
    form = shown(desk, AssessmentPlace(case_id=done.case_id, instrument="made-up"))

    assert app
    said = words_in(form)
    assert "Cy: Uses drugs" in said
    assert not any("no wording in Welsh" in words for words in said)


def test_english_in_the_place_of_welsh_is_said(
    app: QApplication, desk: DeskAtHand, store: EncryptedStore, person: DemoPerson
) -> None:
    store.do(set_rule, "instrument_language", "cy")
    place = AssessmentPlace(case_id=person.case_id, instrument="pathway-needs")

    assert app
    said = words_in(shown(desk, place))
    assert "This instrument has no wording in Welsh. It is shown in English." in said


def test_an_assessment_without_its_pack_is_read_with_answers_and_score(
    app: QApplication, desk: DeskAtHand, store: EncryptedStore, done: Assessment
) -> None:
    read = shown(desk, from_elsewhere(store, done))

    said = words_in(read)
    assert app
    assert any("(licensed, version 7) is not on this laptop" in one for one in said)
    assert {"treatment", "some", "Seen", "Points", "High"} <= set(said)


def test_an_open_one_without_its_pack_says_that_it_cannot_go_on(
    app: QApplication, desk: DeskAtHand, store: EncryptedStore, done: Assessment
) -> None:
    page = shown(desk, from_elsewhere(store, done, completed=False))

    assert app
    assert any("cannot be gone on with here" in one for one in words_in(page))


def test_the_list_of_a_person_names_what_it_was_made_with(
    store: EncryptedStore, done: Assessment
) -> None:
    from_elsewhere(store, done)
    today = store.clock().date()
    held = read_person(store.queries, store.kinds, done.case_id, today)

    came = next(one for one in held.assessments if one.instrument == "licensed")

    assert held.title_of(came) == "licensed"
    assert result_words(came, held.instrument_of(came)) == "High, 7 points"
    assert "licensed" not in [one.code for one in held.in_use]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_can_be_used_by_everybody(
    app: QApplication,
    desk: DeskAtHand,
    store: EncryptedStore,
    done: Assessment,
    scale: float,
) -> None:
    theme.apply(app, "dark", scale)
    read = shown(desk, from_elsewhere(store, done))
    read.resize(*ROOM[scale])

    assert walk(read) == []
