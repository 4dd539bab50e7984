"""When the hub's word on a role ends: what stops, and that recording never does."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from db.store import EncryptedStore, Options
from db.sync import DeskSide
from iomdesk.assessments.actions import assess_from_input
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.loading import find_instrument
from iomdesk.cases.actions import case_from_input, set_risk
from iomdesk.cases.case import Case, RiskLevel
from iomdesk.cases.said import example_case
from iomdesk.errors import NotAllowed
from iomdesk.exchange.actions import Order, import_people
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.papers.making import keep_and_disclose
from iomdesk.plans.actions import plan_from_input
from iomdesk.plans.plan import Plan
from iomdesk.plans.said import example_plan
from iomdesk.ports import CaseFilter
from iomdesk.visits.actions import visit_from_input
from iomdesk.visits.said import example_visit
from iomdesk.visits.visit import Visit
from tests.conftest import KEY
from tests.sync.desks import Desk, World

LEASE_DAYS = 14

LIST = b"Surname,Forename,DOB,CRN\nDooley,Wendell,14/02/2001,X100001\n"
LIST_AGAIN = LIST.replace(b"DOB,", b"DOB,Risk,").replace(b"2001,", b"2001,High,")


@pytest.fixture
def desk(world: World) -> Desk:
    """Return an enrolled desk with one person, a day before the hub's word ends."""
    desk = world.desk("Marsh")
    desk.store.do(case_from_input, example_case())
    desk.clock.pass_by(timedelta(days=LEASE_DAYS - 1))
    return desk


@pytest.fixture
def ended(desk: Desk) -> Desk:
    desk.clock.pass_by(timedelta(days=1))
    return desk


def the_case(desk: Desk) -> Case:
    (row,) = desk.store.queries.cases(CaseFilter())
    return desk.store.queries.get(Case, row.case_id)


def visited(desk: Desk) -> Visit:
    said = example_visit() | {"signature": {"statement": True}}
    said.pop("photos", None)
    return desk.store.do(visit_from_input, the_case(desk).id, said)


def assessed(desk: Desk) -> Assessment:
    answers = example_answers(find_instrument("pathway-needs"))
    return desk.store.do(assess_from_input, the_case(desk).id, "pathway-needs", answers)


def planned(desk: Desk, *, agree: bool) -> Plan:
    said = example_plan() | {"agree": agree}
    return desk.store.do(plan_from_input, the_case(desk).id, said)


def test_until_its_last_moment_the_role_is_confirmed(desk: Desk) -> None:
    signed = visited(desk).signature

    assert signed
    assert (signed.role_confirmed, signed.role_unconfirmed_since) == (True, None)
    assert planned(desk, agree=True).role_confirmed


def test_recording_on_people_already_here_never_stops(ended: Desk) -> None:
    store, case = ended.store, the_case(ended)
    store.do(set_risk, case.id, "children", RiskLevel.VERY_HIGH)
    signed = visited(ended).signature
    completed = assessed(ended)
    draft = planned(ended, agree=False)

    since = ended.store.officer.unconfirmed_since
    assert since
    assert signed
    assert (signed.role_confirmed, signed.role_unconfirmed_since) == (False, since)
    assert completed.role_unconfirmed_since == since
    assert draft.agreed_at is None
    assert the_case(ended).risk.children is RiskLevel.VERY_HIGH


def test_nothing_is_agreed(ended: Desk) -> None:
    with pytest.raises(
        NotAllowed, match=r"not confirmed since .+, then agree the plan"
    ):
        planned(ended, agree=True)
    assert not ended.store.queries.records(Plan, the_case(ended).id)


def test_nothing_goes_outside(ended: Desk) -> None:
    visited(ended)

    with pytest.raises(NotAllowed, match="then give a copy outside"):
        keep_and_disclose(ended.store, the_case(ended).id, "visit", "pdf", to="panel")


def test_nobody_new_is_taken_on(ended: Desk) -> None:
    with pytest.raises(NotAllowed, match="then take on a new person"):
        ended.store.do(case_from_input, {"person": {"surname": "New"}})
    with pytest.raises(NotAllowed, match="then import people"):
        import_people(ended.store, {"list.csv": LIST}, Order())
    assert len(ended.store.queries.cases(CaseFilter())) == 1


def test_an_import_about_people_already_here_goes_on(desk: Desk) -> None:
    import_people(desk.store, {"list.csv": LIST}, Order())
    desk.clock.pass_by(timedelta(days=LEASE_DAYS))

    report = import_people(desk.store, {"list.csv": LIST_AGAIN}, Order())

    assert (report.new, report.updated) == (0, 1)


def test_a_paper_of_a_visit_says_since_when(world: World, desk: Desk) -> None:
    desk.clock.pass_by(timedelta(days=1))
    visited(desk)
    since = f"{desk.clock().day} {desk.clock():%B %Y}"
    world.clock.pass_by(timedelta(days=LEASE_DAYS))
    desk.sync()

    pdf = keep_and_disclose(desk.store, the_case(desk).id, "visit", "pdf", to="panel")

    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert f"role not confirmed since {since}" in " ".join(words.split())


def test_the_next_contact_with_the_hub_confirms_the_role_again(
    world: World, ended: Desk
) -> None:
    assert not ended.store.officer.confirmed

    world.clock.pass_by(timedelta(days=LEASE_DAYS))
    ended.sync()

    assert ended.store.officer.confirmed
    assert planned(ended, agree=True).role_confirmed


def test_a_store_opened_again_knows_that_the_word_has_ended(ended: Desk) -> None:
    ended.store.close()
    ended.store = EncryptedStore(
        ended.folder, KEY, Options(kinds=SHIPPED, clock=ended.clock)
    )
    ended.side = DeskSide(ended.store)

    assert not ended.store.officer.confirmed
    assert ended.store.officer.unconfirmed_since == ended.clock().date()


def test_before_enrolment_no_word_can_end(store: EncryptedStore) -> None:
    case = store.do(case_from_input, example_case())
    agreed = store.do(plan_from_input, case.id, example_plan() | {"agree": True})

    assert (agreed.agreed_role, agreed.role_confirmed) == ("supervisor", False)
    assert store.officer.unconfirmed_since is None
