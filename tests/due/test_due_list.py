"""The due list as the store keeps it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from attrs import evolve

from db.check import check
from db.meta import set_meta
from db.store import EncryptedStore
from iomdesk.cases.actions import edit_case, open_case
from iomdesk.cases.case import Appointment, Case, Mappa
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import london_date
from iomdesk.due.lapsing import LAPSING
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.file_kind import FileKind
from iomdesk.records.ids import PartId
from iomdesk.visits.actions import plan_visit
from tests.builders import a_whole_case

TODAY = date(2026, 11, 22)


def a_case_with(store: EncryptedStore, **parts: Any) -> WholeCase:
    return store.do(open_case, a_whole_case(**parts))


def due_kinds(store: EncryptedStore, days: int = 400) -> list[str]:
    rows = store.queries.due(on=TODAY, until=TODAY + timedelta(days=days))
    return [row.kind for row in rows]


def test_an_appointment_of_the_past_is_no_longer_due(store: EncryptedStore) -> None:
    past = Appointment(kind="Office", at=datetime(2026, 11, 21, 9, tzinfo=UTC))
    to_come = Appointment(kind="Office", at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    case = a_case_with(store, appointments={PartId("a"): past, PartId("b"): to_come})

    rows = store.queries.due(on=TODAY, until=TODAY)
    assert [row.due_on for row in rows if row.kind in LAPSING] == [TODAY]
    assert len(store.queries.due_of(case.id)) == 3


def test_what_is_overdue_stays_on_the_list(store: EncryptedStore) -> None:
    a_case_with(store, mappa=Mappa(level=2, review_on=date(2026, 10, 1)))

    assert due_kinds(store, days=0) == ["mappa_review"]


def test_the_list_follows_every_change(store: EncryptedStore) -> None:
    case = a_case_with(store)
    before = due_kinds(store)
    store.do(plan_visit, case.id, store.clock() + timedelta(days=2))
    planned = due_kinds(store)
    held = store.queries.get(Case, case.id)
    store.do(edit_case, evolve(held, in_custody=True))

    assert due_kinds(store) == ["planned_visit"]
    assert before == ["first_visit"]
    assert planned == ["planned_visit", "first_visit"]


def test_an_imported_person_is_first_visited_in_days_from_the_import(
    store: EncryptedStore,
) -> None:
    table = b"CRN,Surname,Overall RoSH,Order start\nX000001,Wolff,High,01/03/2020\n"
    import_people(store, {"list.csv": table}, Order(kind=FileKind.CSV))

    (row,) = store.queries.due(on=TODAY, until=TODAY + timedelta(days=400))

    assert row.due_on == london_date(store.clock()) + timedelta(days=15)
    assert "no visit on record here" in row.why


def test_new_rules_make_the_list_anew_and_are_no_fault_of_the_store(
    store: EncryptedStore,
) -> None:
    case = a_case_with(store)
    before = store.queries.due_of(case.id)
    with store.writing() as connection:
        connection.run("UPDATE due SET why = 'by the rules of last year'")
        set_meta(connection, "due_rules", ["2025-01-01", "0.0.9"])

    assert check(store).ok
    assert store.queries.due_of(case.id) == before
    with store.writing() as connection:
        connection.run("UPDATE due SET why = 'tampered with'")
    assert not check(store).ok
