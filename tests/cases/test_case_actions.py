"""Cases through the real store: opened, edited, asked about, closed."""

import json
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.cases.actions import (
    add_address,
    add_contact,
    add_marker,
    answer_question,
    assign_case,
    case_from_input,
    close_case,
    closing_reasons,
    consult_case,
    edit_case,
    end_address,
    end_contact,
    end_marker,
    open_case,
    reopen_case,
    set_rag,
    set_risk,
)
from iomdesk.cases.beside import CaseContact
from iomdesk.cases.case import (
    Address,
    Case,
    Contact,
    Marker,
    Question,
    Rag,
    RiskLevel,
)
from iomdesk.cases.filing import put_whole, whole_case
from iomdesk.cases.said import example_case
from iomdesk.cases.whole import WholeCase, whole
from iomdesk.errors import InputRefused, NotAllowed, NotFound, UserError
from iomdesk.permissions import Officer, Role, may
from iomdesk.ports import CaseFilter, Operation, UnitOfWork
from iomdesk.records.ids import OfficerId, PartId
from tests.builders import a_case

TODAY = date(2026, 11, 22)


@pytest.fixture
def case(store: EncryptedStore) -> WholeCase:
    return store.do(open_case, a_case(crn="X012345"))


def test_opening_a_case_dates_it_and_logs_the_collection(
    store: EncryptedStore, case: WholeCase
) -> None:
    logged = {row.operation for row in store.queries.access_log(case.id)}

    assert case.opened_at == store.clock()
    assert Operation.COLLECTION in logged
    assert store.queries.find_case("X012345") == case.id


@pytest.mark.usefixtures("case")
def test_a_reference_that_is_held_is_not_opened_again(store: EncryptedStore) -> None:
    with pytest.raises(UserError, match=r"X012345 is already held here: DOOLEY"):
        store.do(open_case, a_case(surname="Other", crn="X012345"))
    assert store.queries.count_cases(CaseFilter()) == 1


def test_somebody_has_a_name_or_a_number(store: EncryptedStore) -> None:
    with pytest.raises(InputRefused, match="surname or a reference"):
        store.do(open_case, a_case(surname=" "))


def test_two_people_without_references_are_two_cases(store: EncryptedStore) -> None:
    store.do(open_case, a_case())
    store.do(open_case, a_case())

    assert store.queries.count_cases(CaseFilter()) == 2


def test_the_example_input_is_taken_on(store: EncryptedStore) -> None:
    case = store.do(case_from_input, example_case())

    assert whole_case(store.queries, case.id) == case
    assert case.risk.children is RiskLevel.HIGH
    assert case.addresses[PartId("home")].town == "Shrewsbury"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"id": "mine"}, "set by the program"),
        ({"person": {"surname": " "}, "references": {}}, "surname or a reference"),
        ({"risk": {"children": "severe"}}, "risk.children"),
        ({"person": {"surname": 7}}, r"person\.surname"),
        ({"shoe_size": 9}, "no such field"),
    ],
)
def test_an_input_field_that_cannot_be_taken_is_named(
    store: EncryptedStore, said: dict[str, Any], words: str
) -> None:
    with pytest.raises(InputRefused, match=words):
        store.do(case_from_input, example_case() | said)
    assert store.queries.count_cases(CaseFilter()) == 0


def test_a_list_is_no_person(store: EncryptedStore) -> None:
    with pytest.raises(InputRefused, match="one JSON object"):
        store.do(case_from_input, [])


def test_two_forms_opened_on_the_same_case_keep_each_other_s_fields(
    store: EncryptedStore, case: WholeCase
) -> None:
    opened = store.queries.opened(Case, case.id)
    store.do(edit_case, evolve(case, tier="A1"), opened)
    store.do(edit_case, evolve(case, pillar="Core"), opened)
    held = whole_case(store.queries, case.id)

    assert (held.tier, held.pillar) == ("A1", "Core")


def test_a_risk_is_set_alone(store: EncryptedStore, case: WholeCase) -> None:
    store.do(set_risk, case.id, "children", RiskLevel.HIGH)
    patch = store.queries.history(case.id)[0].patch

    assert patch == {"risk": {"children": "high"}}
    cleared = store.do(set_risk, case.id, "children", None)
    assert cleared.risk.children is None


def test_a_risk_that_is_not_rated_is_refused(
    store: EncryptedStore, case: WholeCase
) -> None:
    with pytest.raises(InputRefused, match="not a risk"):
        store.do(set_risk, case.id, "source", RiskLevel.HIGH)


def test_rag_officer_and_team_can_be_set(
    store: EncryptedStore, case: WholeCase
) -> None:
    store.do(set_rag, case.id, Rag.RED)
    held = store.do(assign_case, case.id, officer="PC Lowe", team="North")

    assert (held.rag, held.officer, held.team) == (Rag.RED, "PC Lowe", "North")


def test_a_new_main_address_takes_the_place_of_the_old_one(
    store: EncryptedStore, case: WholeCase
) -> None:
    store.do(add_address, case.id, Address(town="Telford", main=True))
    held = store.do(add_address, case.id, Address(town="Oswestry", main=True))
    main = [a.town for a in held.addresses.values() if a.main]

    assert main == ["Oswestry"]
    assert len(held.addresses) == 2


def test_a_marker_is_dated_and_ends_with_a_reason(
    store: EncryptedStore, case: WholeCase
) -> None:
    held = store.do(add_marker, case.id, Marker(text="Dog", source="Officer"))
    (marker_id,) = held.markers
    with pytest.raises(InputRefused, match="Say why"):
        store.do(end_marker, case.id, marker_id, "")
    marker = store.do(end_marker, case.id, marker_id, "Dog died").markers[marker_id]

    assert (marker.created_on, marker.created_by) == (TODAY, "DC Marsh")
    assert (marker.ended_on, marker.ended_why) == (TODAY, "Dog died")


def test_parts_are_ended_and_never_removed(
    store: EncryptedStore, case: WholeCase
) -> None:
    contact = store.do(add_contact, case.id, Contact(name="Mother"))
    held = store.do(add_address, case.id, Address(town="Telford", main=True))
    (address_id,) = held.addresses
    ended = store.do(end_contact, case.id, contact.key)
    held = store.do(end_address, case.id, address_id, date(2026, 11, 1))

    assert ended == store.queries.get(CaseContact, contact.id)
    assert ended.ended_on == TODAY
    with pytest.raises(NotFound, match="no such contact"):
        store.do(end_contact, case.id, PartId("none"))
    assert held.addresses[address_id].ended_on == date(2026, 11, 1)
    assert not held.addresses[address_id].main
    with pytest.raises(NotFound, match="no such address"):
        store.do(end_address, case.id, PartId("none"))


@may(Role.OFFICER)
def put_person(work: UnitOfWork, person: WholeCase) -> None:
    put_whole(work, person)


def asked(store: EncryptedStore, case: WholeCase, **question: Any) -> WholeCase:
    said = {"text": "Which is right?"} | question
    person = evolve(whole(case), questions={PartId("q"): Question(**said)})
    store.do(put_person, person)
    return person


def answered(store: EncryptedStore, case: WholeCase, *, theirs: bool) -> WholeCase:
    return store.do(answer_question, case.id, PartId("q"), theirs=theirs)


def test_taking_theirs_writes_the_value_and_says_who(
    store: EncryptedStore, case: WholeCase
) -> None:
    asked(store, case, field_path="/person/born_on", said='"2001-02-15"')
    held = answered(store, case, theirs=True)
    question = held.questions[PartId("q")]

    assert held.person.born_on == date(2001, 2, 15)
    assert question.answer == "taken from the source"
    assert (question.answered_by, question.answered_at) == ("DC Marsh", store.clock())
    with pytest.raises(UserError, match="already answered"):
        answered(store, case, theirs=False)


def test_keeping_ours_changes_no_field(store: EncryptedStore, case: WholeCase) -> None:
    asked(store, case, field_path="/person/born_on", said='"2001-02-15"')
    held = answered(store, case, theirs=False)

    assert held.person == case.person
    assert held.questions[PartId("q")].answer == "kept as it was"


def test_another_number_takes_the_place_of_the_one_held(
    store: EncryptedStore, case: WholeCase
) -> None:
    asked(
        store,
        case,
        field_path="/references/some-id",
        held='"X012345"',
        said='"X099999"',
    )
    held = answered(store, case, theirs=True)

    assert [r.value for r in held.references.values()] == ["X099999"]


def test_a_question_of_yes_or_no_is_answered_so(
    store: EncryptedStore, case: WholeCase
) -> None:
    asked(store, case, said='"X000009"')

    assert answered(store, case, theirs=True).questions[PartId("q")].answer == "yes"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/person/born_on", "soon"),
        ("/risk/children", "severe"),
        ("/person", "Dooley"),
        ("/references/x", "X1"),
    ],
)
def test_a_value_that_fits_nowhere_is_not_written(
    store: EncryptedStore, case: WholeCase, path: str, said: str
) -> None:
    asked(store, case, field_path=path, said=json.dumps(said))

    with pytest.raises(UserError, match="cannot be written by itself"):
        answered(store, case, theirs=True)
    assert whole_case(store.queries, case.id).questions[PartId("q")].answer is None


def test_a_case_is_closed_for_a_listed_reason_and_opened_again(
    store: EncryptedStore, case: WholeCase
) -> None:
    with pytest.raises(InputRefused, match="not a reason"):
        store.do(close_case, case.id, "bored")
    with pytest.raises(InputRefused, match="in words"):
        store.do(close_case, case.id, "other")
    closed = store.do(close_case, case.id, "moved", "to Gwent")
    with pytest.raises(UserError, match="already closed"):
        store.do(close_case, case.id, "moved")
    reopened = store.do(reopen_case, case.id)

    assert (closed.closed_on, closed.closed_why) == (
        TODAY,
        "Moved outside the area: to Gwent",
    )
    assert reopened.closed_on is None
    with pytest.raises(UserError, match="open already"):
        store.do(reopen_case, case.id)


def test_only_a_supervisor_closes_a_case(
    store: EncryptedStore, case: WholeCase
) -> None:
    store.become(
        Officer(id=OfficerId("o"), name="PC Lowe", roles=frozenset({Role.OFFICER}))
    )

    with pytest.raises(NotAllowed, match="Only a supervisor"):
        store.do(close_case, case.id, "moved")


def test_every_closing_reason_can_be_told_apart() -> None:
    codes = [reason.code for reason in closing_reasons()]

    assert len(codes) == len(set(codes)) >= 8


def test_opening_a_person_and_reading_a_list_are_logged(
    store: EncryptedStore, case: WholeCase
) -> None:
    store.do(consult_case, case.id)
    store.do(consult_case, None, shown=12)
    rows = [
        row
        for row in store.queries.access_log()
        if row.operation is Operation.CONSULTATION
    ]

    assert {row.case_id: row.detail for row in rows} == {
        case.id: {},
        None: {"shown": 12},
    }
