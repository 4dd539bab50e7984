"""A person whole and the records that it is kept in are one and the same."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from db.store import EncryptedStore
from iomdesk.cases.actions import open_case
from iomdesk.cases.beside import (
    CaseAppointments,
    CaseSentence,
    CaseSource,
    appointments_id,
    quarter_of,
    source_id,
)
from iomdesk.cases.case import Appointment, Case, Contact, Question, RecordedScore
from iomdesk.cases.filing import change_whole, put_whole, whole_case, with_beside
from iomdesk.cases.sentence import Condition, Sentence
from iomdesk.cases.whole import WholeCase, as_given, filed, whole
from iomdesk.errors import InputRefused
from iomdesk.permissions import Role, may
from iomdesk.ports import Queries, UnitOfWork
from iomdesk.records.codec import from_document, to_document
from iomdesk.records.ids import CaseId, PartId
from tests.builders import a_whole_case, records_of
from tests.heavy import SOURCE, a_heavy_person

KEYS = st.sampled_from([PartId(key) for key in ("a", "b/c", "d~e", "f")])
TEXTS = st.text("abc é", max_size=4)
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.none() | st.integers(0, 700).map(lambda n: BEGAN + timedelta(days=n))
SOURCES = st.sampled_from(["csv", "mpop"])


@st.composite
def people(draw: st.DrawFn) -> WholeCase:
    appointments = draw(
        st.dictionaries(
            KEYS,
            st.builds(
                Appointment,
                kind=TEXTS,
                at=MOMENTS,
                notes=st.none() | TEXTS,
                sensitive=st.booleans(),
                complied=st.none() | st.booleans(),
            ),
        )
    )
    said: dict[str, dict[str, str]] = {}
    for source in draw(st.lists(SOURCES, unique=True)):
        values = draw(st.dictionaries(st.sampled_from(["/tier", "/rag"]), TEXTS))
        for key, part in appointments.items():
            text = draw(st.sampled_from([None, as_given(part), '{"kind": "x"}']))
            if text is not None:
                values["/appointments/" + key.replace("~", "~0").replace("/", "~1")] = (
                    text
                )
        said[source] = values
    sentence = Sentence(
        description="SHPO", conditions={PartId("c"): Condition(text="No phone")}
    )
    return a_whole_case(
        case_id="person",
        sentences=draw(st.dictionaries(KEYS, st.just(sentence))),
        contacts=draw(st.dictionaries(KEYS, st.builds(Contact, name=TEXTS))),
        scores=draw(st.dictionaries(KEYS, st.builds(RecordedScore, tool=TEXTS))),
        questions=draw(st.dictionaries(KEYS, st.builds(Question, text=TEXTS))),
        appointments=appointments,
        said=said,
    )


def stored(records: list[Any]) -> dict[str, Any]:
    """Return *records* by id, as the store gives them back."""
    return {r.id: from_document(type(r), to_document(r)) for r in records}


def together(records: Mapping[str, Any]) -> WholeCase:
    case = next(r for r in records.values() if isinstance(r, Case))
    return whole(case, [r for r in records.values() if r is not case])


@given(person=people())
def test_a_person_kept_in_records_comes_back_whole(person: WholeCase) -> None:
    assert together(stored(records_of(person))) == person


@given(person=people(), later=people())
def test_what_is_put_over_a_person_comes_back_whole(
    person: WholeCase, later: WholeCase
) -> None:
    held = stored(records_of(person))
    said = {
        source: {**person.said.get(source, {}), **later.said.get(source, {})}
        for source in {**person.said, **later.said}
    }
    parts: dict[str, Any] = {
        name: {**getattr(person, name), **getattr(later, name)}
        for name in ("sentences", "contacts", "scores", "questions", "appointments")
    }
    both = evolve(later, **parts, said=said)

    held |= stored(list(filed(both, lambda _kind, name: held.get(name))))

    assert together(held) == both


def test_two_desks_make_the_same_records_of_the_same_person() -> None:
    one, other = (records_of(a_heavy_person(40)) for _ in range(2))

    assert [r.id for r in one] == [r.id for r in other]
    assert len({r.id for r in one}) == len(one)


def test_sentences_of_one_name_of_two_people_are_two_records() -> None:
    sentences = {PartId("s"): Sentence(description="SHPO")}
    people = [a_whole_case(crn=crn, sentences=sentences) for crn in ("X1", "X2")]

    ids = {r.id for p in people for r in records_of(p) if isinstance(r, CaseSentence)}

    assert len(ids) == 2


def test_an_appointment_that_stands_as_its_source_gave_it_is_written_once() -> None:
    records = records_of(a_heavy_person(40))
    (source,) = [r for r in records if isinstance(r, CaseSource)]
    quarters = [r for r in records if isinstance(r, CaseAppointments)]

    assert source.values == {}
    assert len(source.quarters) == 40
    assert [r.quarter for r in quarters] == ["2018-Q1"]


@pytest.mark.parametrize(
    ("at", "quarter"),
    [
        (None, "undated"),
        (datetime(2026, 3, 31, 22, 30, tzinfo=UTC), "2026-Q1"),
        (datetime(2026, 3, 31, 23, 30, tzinfo=UTC), "2026-Q2"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "2026-Q4"),
    ],
)
def test_a_quarter_is_by_the_day_in_london(at: datetime | None, quarter: str) -> None:
    assert quarter_of(at) == quarter


@may(Role.OFFICER)
def put_person(work: UnitOfWork, person: WholeCase) -> None:
    put_whole(work, person)


@may(Role.OFFICER)
def change(work: UnitOfWork, before: WholeCase, after: WholeCase) -> None:
    change_whole(work, before, after)


def test_only_the_quarters_that_are_asked_for_are_read(store: EncryptedStore) -> None:
    person = a_heavy_person(400)
    store.do(put_person, person)
    (key,) = list(person.appointments)[100:101]
    case = store.queries.get(Case, person.id)

    read = with_beside(store.queries, case, only=[key])

    assert key in read.appointments
    assert len(read.appointments) < 100
    assert whole_case(store.queries, person.id) == person


def test_one_more_appointment_alters_its_quarter_and_the_source_alone(
    store: EncryptedStore,
) -> None:
    person = a_heavy_person(400)
    store.do(put_person, person)
    new, at = PartId("new"), datetime(2019, 1, 3, 9, tzinfo=UTC)
    more = evolve(
        person,
        appointments={**person.appointments, new: Appointment(kind="Visit", at=at)},
        said={SOURCE: {**person.said[SOURCE], "/appointments/new": "{}"}},
    )
    before = len(store.queries.history(person.id))

    store.do(put_person, more)

    changes = store.queries.history(person.id)
    altered = {c.record_id for c in changes[: len(changes) - before]}
    assert altered == {
        appointments_id(person.id, SOURCE, "2019-Q1"),
        source_id(person.id, SOURCE),
    }
    assert whole_case(store.queries, person.id) == more


def test_an_appointment_whose_day_moves_stays_in_the_record_where_it_is(
    store: EncryptedStore,
) -> None:
    person = a_heavy_person(3)
    store.do(put_person, person)
    key = next(iter(person.appointments))
    moved = evolve(person.appointments[key], at=datetime(2020, 6, 1, tzinfo=UTC))
    after = evolve(person, appointments={**person.appointments, key: moved})

    store.do(put_person, after)

    assert len(store.queries.records(CaseAppointments, person.id)) == 1
    assert whole_case(store.queries, person.id) == after


@pytest.mark.parametrize("name", ["sentences", "appointments"])
def test_what_stands_beside_a_case_is_ended_and_never_removed(
    store: EncryptedStore, name: str
) -> None:
    person = a_heavy_person(3)
    store.do(put_person, person)

    without: dict[str, Any] = {name: {}}

    with pytest.raises(InputRefused, match="ended, never removed"):
        store.do(change, person, evolve(person, **without))


def test_a_person_whole_is_no_record(store: EncryptedStore) -> None:
    @may(Role.OFFICER)
    def save(work: UnitOfWork, person: WholeCase) -> None:
        work.save(person)

    with pytest.raises(TypeError, match="no record"):
        store.do(save, a_whole_case())


def open_questions(queries: Queries, case_id: CaseId) -> int:
    row = queries.case_row(case_id)
    return row.questions if row else 0


def test_a_question_shows_on_the_line_of_the_person_and_finds_it(
    store: EncryptedStore,
) -> None:
    question = Question(text="Who?", held='"Lee"', said='"Quill, born 1 May 1980"')
    person = store.do(open_case, a_whole_case(questions={PartId("q"): question}))
    assert open_questions(store.queries, person.id) == 1

    answered = evolve(question, answer="no")
    store.do(put_person, evolve(person, questions={PartId("q"): answered}))

    assert open_questions(store.queries, person.id) == 0
