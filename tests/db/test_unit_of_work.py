"""What one transaction reads and writes: no record twice."""

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.assessments.assessment import answer_items
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.forms import begin_assessment, finish_assessment
from iomdesk.assessments.loading import find_instrument
from iomdesk.cases.actions import set_rag, set_risk
from iomdesk.cases.case import Case, Rag, RiskLevel
from iomdesk.permissions import Role, may
from iomdesk.plans.forms import begin_plan, keep_plan, record_and_agree
from iomdesk.plans.parts import ExitStrategy
from iomdesk.ports import UnitOfWork
from iomdesk.reasons import NotReady
from iomdesk.records.codec import from_document
from iomdesk.visits.forms import begin_visit, finish_visit, keep_visit
from iomdesk.visits.visit import Visit
from tests.builders import a_case
from tests.plans.builders import a_plan
from tests.visits.builders import a_visit


@may(Role.OFFICER)
def keep(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


@pytest.fixture
def case(store: EncryptedStore) -> Case:
    return store.do(keep, a_case())


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[type]:
    """The kinds of records that were parsed, one entry each time."""
    found: list[type] = []

    def counted(kind: type, document: dict[str, object]) -> object:
        found.append(kind)
        return from_document(kind, document)

    monkeypatch.setattr("db.unit_of_work.from_document", counted)
    return found


def test_a_rating_parses_the_person_once(
    store: EncryptedStore, case: Case, parsed: list[type]
) -> None:
    store.do(set_rag, case.id, Rag.RED)

    assert parsed == [Case]


def test_what_was_saved_is_read_back_in_the_same_transaction(
    store: EncryptedStore, case: Case
) -> None:
    @may(Role.OFFICER)
    def rate_twice(work: UnitOfWork) -> tuple[Case, Case]:
        set_rag(work, case.id, Rag.RED)
        set_risk(work, case.id, "public", RiskLevel.HIGH)
        return work.get(Case, case.id), work.queries.get(Case, case.id)

    inside, stored = store.do(rate_twice)

    assert inside == stored == store.queries.get(Case, case.id)
    assert (inside.rag, inside.risk.public) == (Rag.RED, RiskLevel.HIGH)


def test_what_a_settlement_sets_is_read_back_in_the_same_transaction(
    store: EncryptedStore, case: Case
) -> None:
    @may(Role.OFFICER)
    def settle_and_read(work: UnitOfWork) -> Case:
        work.get(Case, case.id)
        work.say(Case.KIND, case.id, ("rag",), "amber", "settle")
        return work.get(Case, case.id)

    assert store.do(settle_and_read).rag is Rag.AMBER


def test_a_visit_recorded_and_signed_in_one_go_is_one_change(
    store: EncryptedStore, case: Case
) -> None:
    form = store.do(begin_visit, case.id)
    typed = evolve(a_visit(), id=form.record.id, case_id=case.id, outcome="no_reply")
    typed = evolve(typed, lone_why="Short of staff")
    before = len(store.queries.history(case.id))

    signed = store.do(finish_visit, typed, form.opened, statement=True)

    assert signed.signed_at
    assert signed.lone_why == "Short of staff"
    assert len(store.queries.history(case.id)) == before + 1
    assert store.queries.get(Visit, signed.id) == signed
    assert store.queries.conflicts() == []


def test_what_was_kept_while_the_form_was_open_is_in_what_is_signed(
    store: EncryptedStore, case: Case
) -> None:
    form = store.do(begin_visit, case.id)
    typed = evolve(a_visit(), id=form.record.id, case_id=case.id, lone_why="Staff")
    store.do(keep_visit, evolve(typed, thought="Tired"), form.opened)
    again = store.queries.opened(Visit, typed.id)

    signed = store.do(finish_visit, typed, again, statement=True)

    assert signed.thought is None
    assert store.queries.conflicts() == []


def test_a_plan_recorded_and_agreed_in_one_go_is_one_change(
    store: EncryptedStore, case: Case
) -> None:
    form = store.do(begin_plan, case.id)
    typed = evolve(
        form.record,
        exit_strategy=ExitStrategy(done="A year without breach"),
        review_on=a_plan().review_on,
    )
    before = len(store.queries.history(case.id))

    agreed = store.do(record_and_agree, typed, form.opened)

    assert agreed.agreed_at
    assert len(store.queries.history(case.id)) == before + 1


def test_a_plan_that_was_kept_elsewhere_meanwhile_keeps_both(
    store: EncryptedStore, case: Case
) -> None:
    form = store.do(begin_plan, case.id)
    elsewhere = evolve(form.record, review_on=a_plan().review_on)
    store.do(keep_plan, elsewhere, form.opened)
    typed = evolve(
        form.record, exit_strategy=ExitStrategy(done="A year without breach")
    )

    agreed = store.do(record_and_agree, typed, form.opened)

    assert agreed.review_on == a_plan().review_on
    assert agreed.exit_strategy == typed.exit_strategy


def test_a_plan_that_lacks_something_is_not_kept_in_part(
    store: EncryptedStore, case: Case
) -> None:
    form = store.do(begin_plan, case.id)
    before = len(store.queries.history(case.id))

    with pytest.raises(NotReady):
        store.do(record_and_agree, form.record, form.opened)

    assert len(store.queries.history(case.id)) == before


def test_an_assessment_answered_and_completed_in_one_go_is_one_change(
    store: EncryptedStore, case: Case
) -> None:
    instrument = find_instrument("pathway-needs")
    form = store.do(begin_assessment, case.id, "pathway-needs")
    example = example_answers(instrument)["answers"]
    typed = answer_items(form.assessment, instrument, example)
    before = len(store.queries.history(case.id))

    done = store.do(finish_assessment, typed, form.opened)

    assert done.completed_at
    assert len(store.queries.history(case.id)) == before + 1
