"""What an agreed plan says of who saw it, and what stands in the way of agreeing."""

from collections.abc import Callable

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.cases.case import Case, RiskLevel
from iomdesk.cases.filing import whole_case
from iomdesk.clock import london_date
from iomdesk.documents.blocks import SignatureBox
from iomdesk.documents.printed import Printed
from iomdesk.permissions import Officer
from iomdesk.plans.actions import agree_plan, edit_plan, plan_from_input, revise_plan
from iomdesk.plans.document import plan_document
from iomdesk.plans.plan import Plan
from iomdesk.plans.said import example_plan
from iomdesk.plans.sign_off import agreed_by_words, is_by_author, sign_off_words
from iomdesk.reasons import NotReady
from iomdesk.records.codec import Document
from iomdesk.records.ids import OfficerId
from tests.plans.test_plan_actions import a_sound_plan
from tests.ui.colliding import a_shared_case, set_children, they_change

ROWE = Officer(id=OfficerId("rowe"), name="DS Rowe", confirmed=True)
BY_AUTHOR = "Agreed by its author, not yet seen by a supervisor"
BY_SUPERVISOR = "Agreed by a supervisor"


def box_of(store: EncryptedStore, plan: Plan) -> SignatureBox:
    printed = Printed(by="DC Marsh", at=store.clock())
    case = whole_case(store.queries, plan.case_id)
    box = plan_document(case, plan, printed).blocks[-1]
    assert isinstance(box, SignatureBox)
    return box


@pytest.fixture
def case(store: EncryptedStore) -> Case:
    return a_shared_case(store)


def ready(store: EncryptedStore, case: Case) -> Plan:
    """Return a draft that nothing stands in the way of."""
    plan = a_sound_plan(store, case)
    return store.do(edit_plan, evolve(plan, review_on=london_date(store.clock())))


def own(store: EncryptedStore, case: Case) -> Plan:
    return store.do(agree_plan, ready(store, case).id)


def own_after_another_name(store: EncryptedStore, case: Case) -> Plan:
    plan = ready(store, case)
    store.become(evolve(store.officer, name="Sgt Marsh"))
    return store.do(agree_plan, plan.id)


def own_from_another_laptop(store: EncryptedStore, case: Case) -> Plan:
    plan = ready(store, case)
    store.become(evolve(store.officer, id=OfficerId("before-enrolment")))
    return store.do(agree_plan, plan.id)


def own_next_version(store: EncryptedStore, case: Case) -> Plan:
    first = another(store, case)
    second = store.do(revise_plan, first.id)
    store.do(edit_plan, evolve(second, review_on=first.review_on))
    return store.do(agree_plan, second.id)


def another(store: EncryptedStore, case: Case) -> Plan:
    plan = ready(store, case)
    store.become(ROWE)
    return store.do(agree_plan, plan.id)


def own_by_a_file_that_names_another(store: EncryptedStore, case: Case) -> Plan:
    said = example_plan() | {"agree": True, "author": "PC 2210 Lowe"}
    return store.do(plan_from_input, case.id, said)


@pytest.mark.parametrize(
    "agree",
    [
        own,
        own_after_another_name,
        own_from_another_laptop,
        own_next_version,
        own_by_a_file_that_names_another,
    ],
)
def test_who_wrote_a_plan_is_no_supervisor_of_it(
    store: EncryptedStore,
    case: Case,
    agree: Callable[[EncryptedStore, Case], Plan],
) -> None:
    assert box_of(store, agree(store, case)).label == BY_AUTHOR


def test_another_in_the_role_is_its_supervisor(
    store: EncryptedStore, case: Case
) -> None:
    box = box_of(store, another(store, case))

    assert (box.label, box.name) == (BY_SUPERVISOR, "DS Rowe")
    assert box.role == "Supervisor, role confirmed"


def test_no_plan_is_agreed_without_a_review_date(
    store: EncryptedStore, case: Case
) -> None:
    plan = ready(store, case)
    store.do(edit_plan, evolve(plan, review_on=None))

    with pytest.raises(NotReady, match="There is no review date"):
        store.do(agree_plan, plan.id)


@pytest.mark.parametrize(
    "patch",
    [
        {"risk": {"children": "very_high"}},
        {"risk": {"children": "low", "staff": "high"}},
    ],
)
def test_no_plan_is_agreed_on_a_risk_in_dispute(
    store: EncryptedStore, case: Case, patch: Document
) -> None:
    plan = ready(store, case)
    store.do(set_children, case.id, RiskLevel.HIGH)
    they_change(store, case, patch)

    with pytest.raises(NotReady, match="The risk to children is in dispute"):
        store.do(agree_plan, plan.id)
    assert store.queries.get(Plan, plan.id).agreed_at is None


def test_another_field_of_the_person_in_dispute_is_not_in_the_way(
    store: EncryptedStore, case: Case
) -> None:
    plan = ready(store, case)
    they_change(store, case, {"tier": "B1"})

    assert store.do(agree_plan, plan.id).agreed_at


def test_a_draft_is_agreed_by_nobody_and_asks_for_a_supervisor(
    store: EncryptedStore, case: Case
) -> None:
    draft = ready(store, case)

    assert not is_by_author(draft)
    assert agreed_by_words(draft) == ""
    assert sign_off_words(draft) == BY_SUPERVISOR


@pytest.mark.parametrize(
    ("agree", "words"),
    [(own, "DC Marsh · not yet seen by a supervisor"), (another, "DS Rowe")],
)
def test_in_a_list_only_a_supervisor_s_name_stands_alone(
    store: EncryptedStore,
    case: Case,
    agree: Callable[[EncryptedStore, Case], Plan],
    words: str,
) -> None:
    assert agreed_by_words(agree(store, case)) == words
