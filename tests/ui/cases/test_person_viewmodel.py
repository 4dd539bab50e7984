"""The view-model of a person, without a widget."""

import pytest

from db.store import EncryptedStore
from iomdesk.cases.actions import set_risk
from iomdesk.cases.case import RiskLevel
from iomdesk.ports import Operation
from iomdesk.records.ids import CaseId, PartId
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import DemoPerson
from ui.cases.person_viewmodel import PersonViewModel
from ui.places import AssessmentPlace, PersonPlace, PreviewPlace, VisitPlace


@pytest.fixture
def viewmodel(desk: DeskAtHand, person: DemoPerson) -> PersonViewModel:
    return PersonViewModel(desk, PersonPlace(case_id=person.case_id))


def test_opening_a_person_writes_one_row_into_the_access_log(
    viewmodel: PersonViewModel, store: EncryptedStore
) -> None:
    rows = store.queries.access_log(viewmodel.case_id)

    assert [r.operation for r in rows].count(Operation.CONSULTATION) == 1


def test_a_change_by_anybody_is_read_again(
    viewmodel: PersonViewModel, store: EncryptedStore, desk: DeskAtHand
) -> None:
    store.do(set_risk, viewmodel.case_id, "public", RiskLevel.VERY_HIGH)
    desk.hear()

    assert viewmodel.held
    assert viewmodel.held.case.risk.public is RiskLevel.VERY_HIGH


def test_a_person_who_is_not_held_is_refused_in_a_sentence(desk: DeskAtHand) -> None:
    viewmodel = PersonViewModel(desk, PersonPlace(case_id=CaseId("nobody")))

    assert viewmodel.problem == "There is no such case on this laptop."


def test_a_person_without_an_order_has_no_tab_for_orders(
    viewmodel: PersonViewModel,
) -> None:
    assert "orders" in viewmodel.tabs()
    viewmodel.held = None
    assert "orders" not in viewmodel.tabs()


def test_taking_the_source_s_value_answers_the_question(
    viewmodel: PersonViewModel, desk: DeskAtHand
) -> None:
    viewmodel.answer(PartId("q1"), "theirs")
    desk.hear()

    assert viewmodel.held
    assert str(viewmodel.held.case.person.born_on) == "2001-02-12"
    assert viewmodel.held.case.questions[PartId("q1")].answer


def test_keeping_ours_leaves_the_value(
    viewmodel: PersonViewModel, desk: DeskAtHand
) -> None:
    viewmodel.answer(PartId("q1"), "ours")
    desk.hear()

    assert viewmodel.held
    assert str(viewmodel.held.case.person.born_on) == "2001-02-14"
    assert viewmodel.held.case.questions[PartId("q1")].answer


def test_what_can_be_printed_names_the_newest_of_each(
    viewmodel: PersonViewModel,
) -> None:
    assert [words for words, _, _ in viewmodel.printable()] == [
        "The visit of 11 Aug",
        "Pathway needs",
        "OGRS3",
        "All scores",
        "The plan",
    ]


def test_each_verb_asks_for_its_place(
    viewmodel: PersonViewModel, desk: DeskAtHand
) -> None:
    viewmodel.start_visit()
    viewmodel.assess("ogrs3")
    viewmodel.preview("plan")

    case_id = viewmodel.case_id
    assert desk.places == [
        VisitPlace(case_id=case_id),
        AssessmentPlace(case_id=case_id, instrument="ogrs3"),
        PreviewPlace(case_id=case_id, kind="plan"),
    ]
