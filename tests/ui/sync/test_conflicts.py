"""Conflicts: the field by its name, both values in words, nothing preselected."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.cases.case import Case, RiskLevel
from iomdesk.records.codec import Json
from iomdesk.visits.visit import Visit
from tests.pages.screens import press, settle, words_in
from tests.ui.colliding import a_shared_case, set_children, set_officer, they_change
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.scenes_person import DemoPerson
from tests.ui.walks import problems
from ui.places import ConflictsPlace, PersonPlace
from ui.sync.conflicts_view import ConflictsView
from ui.sync.conflicts_viewmodel import THIRD, ConflictsViewModel
from ui.sync.screens import screen
from ui.sync.sides import Dispute
from ui.sync.third import How
from ui.widgets.editors import Combo


@pytest.fixture
def case(store: EncryptedStore) -> Case:
    """Return a case on which two desks said different levels, both after medium."""
    made = a_shared_case(store)
    store.do(set_children, made.id, RiskLevel.LOW)
    they_change(store, made, {"risk": {"children": "very_high"}})
    return made


def conflicts(desk: OpenDeskAtHand) -> ConflictsViewModel:
    viewmodel = ConflictsViewModel(desk, ConflictsPlace())
    viewmodel.load()
    return viewmodel


def only(viewmodel: ConflictsViewModel) -> Dispute:
    (found,) = viewmodel.disputes
    return found


def children(store: EncryptedStore, case: Case) -> RiskLevel | None:
    return store.queries.get(Case, case.id).risk.children


@pytest.mark.usefixtures("case")
def test_base_and_both_values_are_rendered_with_who_and_when(
    open_desk: OpenDeskAtHand,
) -> None:
    found = only(conflicts(open_desk))

    assert found.label == "Risk of serious harm: children"
    assert found.base == "Medium"
    assert {(side.who, side.words) for side in found.sides} == {
        ("This laptop: DC Marsh", "Low"),
        ("PC 2210 Lowe", "Very high"),
    }
    assert found.shown == "Very high"


@pytest.mark.usefixtures("app")
def test_no_part_of_a_path_is_ever_shown(open_desk: OpenDeskAtHand, case: Case) -> None:
    view = on_screen(open_desk)

    said = " ".join(words_in(view))
    assert "risk/" not in said
    assert case.id not in said
    assert "very_high" not in said


@pytest.mark.parametrize(
    ("who", "level"),
    [("This laptop: DC Marsh", "low"), ("PC 2210 Lowe", "very_high")],
)
def test_either_side_can_be_chosen(
    open_desk: OpenDeskAtHand, store: EncryptedStore, case: Case, who: str, level: str
) -> None:
    viewmodel = conflicts(open_desk)
    found = only(viewmodel)
    key = next(side.key for side in found.sides if side.who == who)

    viewmodel.settle(found, key)

    assert children(store, case) == level
    assert viewmodel.disputes == ()
    assert store.queries.conflicts() == []


def test_a_third_value_can_be_written(
    open_desk: OpenDeskAtHand, store: EncryptedStore, case: Case
) -> None:
    viewmodel = conflicts(open_desk)

    viewmodel.settle(only(viewmodel), THIRD, "high")

    assert children(store, case) is RiskLevel.HIGH


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    ("key", "third", "words"),
    [
        ("", None, "Choose what is right first."),
        (THIRD, None, "Write the value that is right."),
        (THIRD, "enormous", "Risk of serious harm: children cannot hold this value."),
    ],
)
def test_what_cannot_settle_it_is_said_on_the_card(
    open_desk: OpenDeskAtHand, key: str, third: Json, words: str
) -> None:
    viewmodel = conflicts(open_desk)
    found = only(viewmodel)

    viewmodel.settle(found, key, third)

    assert viewmodel.problems[found.id] == words
    assert len(viewmodel.disputes) == 1


def test_a_desk_that_took_no_part_settles_between_two_others(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    case = a_shared_case(store)
    they_change(store, case, {"officer": "DC Frost"}, desk="a")
    they_change(store, case, {"officer": "PC Lowe"}, desk="b")
    viewmodel = conflicts(open_desk)
    found = only(viewmodel)
    assert all("This laptop" not in side.who for side in found.sides)

    viewmodel.settle(found, found.sides[1].key)

    assert store.queries.get(Case, case.id).officer == found.sides[1].words


@pytest.mark.parametrize(
    ("patch", "how"),
    [
        ({"officer": "PC Lowe"}, How.TEXT),
        ({"person": {"born_on": "1999-01-01"}}, How.DATE),
        ({"visit_every_months": 2}, How.NUMBER),
        ({"rag": "red"}, How.CHOICE),
        ({"in_custody": True}, How.CHOICE),
    ],
)
def test_a_third_value_is_given_in_the_way_of_its_field(
    open_desk: OpenDeskAtHand, store: EncryptedStore, patch: dict[str, Json], how: How
) -> None:
    case = a_shared_case(store)
    they_change(store, case, patch, desk="a")
    other = {
        "officer": "DC Frost", "person": {"born_on": "1998-01-01"},
        "visit_every_months": 3, "rag": "green", "in_custody": False,
    }  # fmt: skip
    key = next(iter(patch))
    they_change(store, case, {key: other[key]}, desk="b")

    third = only(conflicts(open_desk)).third

    assert third
    assert third.how is how


def on_screen(desk: OpenDeskAtHand) -> ConflictsView:
    view = screen(desk, ConflictsPlace())
    assert isinstance(view, ConflictsView)
    view.resize(1190, 720)
    view.show()
    view.activateWindow()
    settle()
    return view


@pytest.mark.usefixtures("app")
def test_nothing_is_preselected_and_a_digit_picks(
    open_desk: OpenDeskAtHand, store: EncryptedStore, case: Case
) -> None:
    view = on_screen(open_desk)
    (card,) = view.cards.values()
    assert card.choice.value() == ""

    card.choice.setFocus()
    focused = view.window().focusWidget()
    assert focused
    QTest.keyClick(focused, Qt.Key.Key_2)
    press(view, "Settle")

    assert children(store, case) is RiskLevel.VERY_HIGH
    assert "Nothing to settle" in words_in(view)


@pytest.mark.usefixtures("app")
def test_another_value_opens_its_field(
    open_desk: OpenDeskAtHand, store: EncryptedStore, case: Case
) -> None:
    view = on_screen(open_desk)
    (card,) = view.cards.values()
    press(view, "What is right?: Another value")

    assert isinstance(card.third, Combo)
    card.third.set_value("high")
    press(view, "Settle")

    assert children(store, case) is RiskLevel.HIGH


@pytest.mark.usefixtures("app")
def test_the_person_can_be_opened_from_the_card(
    open_desk: OpenDeskAtHand, case: Case
) -> None:
    view = on_screen(open_desk)

    press(view, "DOOLEY, Wendell")

    assert open_desk.places == [PersonPlace(case_id=case.id)]


def test_a_conflict_of_one_case_leaves_the_others_out(
    open_desk: OpenDeskAtHand, store: EncryptedStore, case: Case
) -> None:
    other = a_shared_case(store)
    store.do(set_officer, other.id, "DC Marsh")
    they_change(store, other, {"officer": "PC Lowe"})
    viewmodel = ConflictsViewModel(open_desk, ConflictsPlace(case_id=case.id))

    viewmodel.load()

    assert [found.label for found in viewmodel.disputes] == [
        "Risk of serious harm: children"
    ]


def test_everybody_can_use_the_conflicts(
    app: QApplication, open_desk: OpenDeskAtHand, case: Case
) -> None:
    assert case

    assert problems(app, lambda: screen(open_desk, ConflictsPlace())) == []


@pytest.fixture
def late(store: EncryptedStore, person: DemoPerson) -> Visit:
    """Return a signed visit that another desk edited before it saw the signature."""
    visit = store.queries.get(Visit, person.visits[1])
    they_change(store, visit, {"seen": "A second phone on the table."}, base=0)
    return visit


def test_a_late_edit_is_a_question_beside_what_was_signed(
    open_desk: OpenDeskAtHand, late: Visit
) -> None:
    found = only(conflicts(open_desk))

    assert found.sealed
    assert found.base == late.seen
    assert [side.words for side in found.sides] == ["A second phone on the table."]


def test_kept_it_becomes_an_addendum_and_the_signed_words_stay(
    open_desk: OpenDeskAtHand, store: EncryptedStore, late: Visit
) -> None:
    viewmodel = conflicts(open_desk)

    viewmodel.keep_late(only(viewmodel))

    after = store.queries.get(Visit, late.id)
    assert after.seen == late.seen
    assert any("A second phone" in a.text for a in after.addenda.values())
    assert viewmodel.disputes == ()


def test_left_it_leaves_the_visit_as_it_was_signed(
    open_desk: OpenDeskAtHand, store: EncryptedStore, late: Visit
) -> None:
    viewmodel = conflicts(open_desk)

    viewmodel.leave_signed(only(viewmodel))

    after = store.queries.get(Visit, late.id)
    assert (after.seen, after.addenda) == (late.seen, late.addenda)
    assert viewmodel.disputes == ()


@pytest.mark.usefixtures("app", "late")
def test_the_two_answers_to_a_late_edit_are_buttons(open_desk: OpenDeskAtHand) -> None:
    view = on_screen(open_desk)
    assert "Keep the edit as an addendum" in words_in(view)

    press(view, "Leave it as signed")

    assert "Nothing to settle" in words_in(view)
