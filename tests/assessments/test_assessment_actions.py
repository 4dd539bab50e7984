"""Officers assess people through a real store."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.assessments.actions import (
    add_addendum,
    answer_items,
    assess_from_input,
    complete_assessment,
    override_band,
    start_assessment,
)
from iomdesk.assessments.assessment import Assessment, NotApplicable, NotComplete
from iomdesk.assessments.conditions import is_answered
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.loading import find_instrument, shipped_instruments
from iomdesk.cases.case import Case
from iomdesk.errors import InputRefused, NotFound
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from tests.builders import a_case

OGRS3 = example_answers(find_instrument("ogrs3"))


@may(Role.OFFICER)
def add_case(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


@pytest.fixture
def case(store: EncryptedStore) -> Case:
    made = a_case()
    man = evolve(made, person=evolve(made.person, sex="Male"))
    return store.do(add_case, man)


def somebody_for(instrument: Instrument, case: Case) -> Case:
    """Return the man, or a boy where the instrument is for under-18s."""
    if instrument.applicability.most_age is None:
        return case
    return evolve(case, person=evolve(case.person, born_on=date(2010, 5, 1)))


@pytest.mark.parametrize("code", [one.code for one in shipped_instruments()])
def test_the_example_file_is_assessed_in_one_step(
    store: EncryptedStore, case: Case, code: str
) -> None:
    instrument = find_instrument(code)
    person = store.do(add_case, somebody_for(instrument, case))

    done = store.do(assess_from_input, person.id, code, example_answers(instrument))

    assert store.queries.get(Assessment, done.id) == done
    assert done.completed_at == store.clock()
    assert done.place == "At home"


def test_an_assessment_is_answered_in_parts_and_completed(
    store: EncryptedStore, case: Case
) -> None:
    held = store.do(start_assessment, case.id, "ogrs3", "At home")
    said = dict(OGRS3["answers"])
    last = said.popitem()

    store.do(answer_items, held.id, said)
    with pytest.raises(NotComplete):
        store.do(complete_assessment, held.id)
    store.do(answer_items, held.id, dict([last]))

    assert store.do(complete_assessment, held.id).score is not None


def test_an_answer_taken_back_is_gone_from_the_store(
    store: EncryptedStore, case: Case
) -> None:
    held = store.do(start_assessment, case.id, "ogrs3")
    store.do(answer_items, held.id, {"age_at_first_sanction": 12})

    store.do(answer_items, held.id, {"age_at_first_sanction": None})

    kept = store.queries.get(Assessment, held.id)
    assert not is_answered(kept.answers.get("age_at_first_sanction"))


def test_a_reassessment_names_the_one_before(store: EncryptedStore, case: Case) -> None:
    first = store.do(assess_from_input, case.id, "ogrs3", OGRS3)

    second = store.do(start_assessment, case.id, "ogrs3")

    assert second.based_on == first.id


def test_a_band_is_overridden_before_completing(
    store: EncryptedStore, case: Case
) -> None:
    held = store.do(start_assessment, case.id, "ogrs3")
    store.do(answer_items, held.id, OGRS3["answers"])
    store.do(override_band, held.id, "high", "Three arrests.", "Insp Hale")

    assert store.do(complete_assessment, held.id).band == "high"


def test_an_addendum_is_kept(store: EncryptedStore, case: Case) -> None:
    done = store.do(assess_from_input, case.id, "ogrs3", OGRS3)

    store.do(add_addendum, done.id, "He rang back.")

    kept = store.queries.get(Assessment, done.id)
    assert [one.text for one in kept.addenda.values()] == ["He rang back."]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"answer": {}}, "answer"),
        ({"answers": [1]}, "answers"),
        ({"answers": {"sex": "female"}}, "sex"),
        ({"answers": {"offence_category": 3}}, "offence_category"),
        ({"place": 3}, "place"),
        ({"started_at": "yesterday"}, "started_at"),
        ({"started_at": "2026-03-02T19:00:00"}, "started_at"),
        ({"started_at": "2999-03-02T19:00:00Z"}, "started_at"),
        ({"override": {"band": "high"}}, "override"),
        ({"override": {"band": 1, "reason": "", "authoriser": ""}}, "override.band"),
    ],
)
def test_a_bad_file_is_refused_by_field_and_nothing_is_kept(
    store: EncryptedStore, case: Case, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        store.do(assess_from_input, case.id, "ogrs3", OGRS3 | change)

    assert refused.value.field == field
    assert store.queries.records(Assessment, case.id) == []


@pytest.mark.parametrize("document", [[], "text", None])
def test_a_file_that_is_no_object_is_refused(
    store: EncryptedStore, case: Case, document: object
) -> None:
    with pytest.raises(InputRefused, match="one JSON object"):
        store.do(assess_from_input, case.id, "ogrs3", document)


def test_a_person_whom_the_tool_is_not_for_is_not_assessed_with_it(
    store: EncryptedStore,
) -> None:
    child = a_case(born_on=store.clock().date())
    store.do(add_case, child)

    with pytest.raises(NotApplicable, match="OGRS3 is not applicable"):
        store.do(start_assessment, child.id, "ogrs3")


def test_an_instrument_that_is_not_here_is_said(
    store: EncryptedStore, case: Case
) -> None:
    with pytest.raises(NotFound, match="no instrument “tarot”"):
        store.do(start_assessment, case.id, "tarot")
