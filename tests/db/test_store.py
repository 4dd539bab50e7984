"""The store: one door, one transaction, the journal and its fold."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from db.check import check
from db.store import EncryptedStore
from iomdesk.cases.case import Case, Marker, RiskLevel
from iomdesk.errors import NotAllowed, NotFound, StoreClosed
from iomdesk.permissions import Role, may
from iomdesk.ports import CaseFilter, Commit, Operation, UnitOfWork
from iomdesk.records.ids import CaseId, PartId
from tests.builders import a_case


@may(Role.OFFICER)
def put(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


@may(Role.OFFICER)
def set_risk(work: UnitOfWork, case_id: CaseId, level: RiskLevel) -> Case:
    case = work.get(Case, case_id)
    return work.save(evolve(case, risk=evolve(case.risk, children=level)))


@may(Role.OFFICER)
def set_risk_and_fail(work: UnitOfWork, case_id: CaseId) -> None:
    set_risk(work, case_id, RiskLevel.VERY_HIGH)
    raise NotFound("stopped half way")


def nobody_may(work: UnitOfWork) -> None:
    del work


@may(Role.SUPERVISOR)
def for_supervisors(work: UnitOfWork) -> str:
    return work.officer.name


def test_a_saved_case_is_read_back_as_it_was(store: EncryptedStore) -> None:
    case = a_case(crn="X012345")

    store.do(put, case)

    assert store.queries.get(Case, case.id) == case
    assert store.queries.find_case("x 012345") == case.id


def test_a_store_opened_again_holds_what_was_saved(
    open_store: Callable[..., EncryptedStore],
) -> None:
    case = a_case()
    first = open_store()
    first.do(put, case)
    first.close()

    again = open_store(again=True)

    assert again.queries.get(Case, case.id) == case
    assert again.freshness.fresh


def test_saving_writes_only_what_differs(store: EncryptedStore) -> None:
    case = a_case()
    store.do(put, case)

    store.do(set_risk, case.id, RiskLevel.HIGH)

    newest = store.queries.history(case.id)[0]
    assert newest.patch == {"risk": {"children": "high"}}
    assert newest.action == "set risk"


def test_saving_the_same_again_writes_nothing(store: EncryptedStore) -> None:
    case = a_case()
    store.do(put, case)

    store.do(put, store.queries.get(Case, case.id))
    store.do(set_risk, case.id, RiskLevel.LOW)
    store.do(set_risk, case.id, RiskLevel.LOW)

    assert len(store.queries.history(case.id)) == 2


def test_an_action_that_fails_leaves_nothing(store: EncryptedStore) -> None:
    case = a_case()
    store.do(put, case)

    with pytest.raises(NotFound):
        store.do(set_risk_and_fail, case.id)

    assert store.queries.get(Case, case.id) == case
    assert len(store.queries.access_log()) == 1


def test_an_action_that_does_not_say_who_may_is_refused(store: EncryptedStore) -> None:
    with pytest.raises(TypeError, match="does not say who may"):
        store.do(nobody_may)


def test_an_officer_without_the_role_is_refused(store: EncryptedStore) -> None:
    store.become(evolve(store.officer, roles=frozenset({Role.OFFICER})))

    with pytest.raises(NotAllowed, match="supervisor"):
        store.do(for_supervisors)


def test_every_commit_is_announced_once(store: EncryptedStore) -> None:
    seen: list[Commit] = []
    store.watch(seen.append)
    case = a_case()

    store.do(put, case)

    assert [commit.cases for commit in seen] == [frozenset({case.id})]


def test_an_alteration_is_in_the_access_log(store: EncryptedStore) -> None:
    case = a_case()

    store.do(put, case)

    row = store.queries.access_log(case.id)[0]
    assert row.operation is Operation.ALTERATION
    assert row.officer == store.officer.id


def test_a_field_that_this_version_does_not_know_survives(
    store: EncryptedStore,
) -> None:
    case = a_case()
    store.do(put, case)
    with store.writing() as connection:
        connection.run("DROP TRIGGER content_never_changes")
        connection.run(
            "UPDATE content SET body = json_set(body, '$.patch.shoe_size', 9)"
        )
        connection.run(
            "UPDATE record SET document = json_set(document, '$.shoe_size', 9)"
        )

    store.do(set_risk, case.id, RiskLevel.HIGH)

    assert store.queries.opened(Case, case.id).document["shoe_size"] == 9
    assert "shoe_size" not in store.queries.history(case.id)[0].patch


def test_people_are_listed_by_name_and_found_by_prefix(store: EncryptedStore) -> None:
    for surname in ("Berge", "Dooley", "Abbott"):
        store.do(put, a_case(surname=surname))

    everybody = [row.surname for row in store.queries.cases(CaseFilter())]
    found = [row.surname for row in store.queries.cases(CaseFilter(text="doo"))]

    assert everybody == ["Abbott", "Berge", "Dooley"]
    assert found == ["Dooley"]


def test_people_are_narrowed_by_what_the_list_shows(store: EncryptedStore) -> None:
    store.do(put, a_case(surname="Berge", officer="DC Marsh", in_custody=True))
    store.do(put, a_case(surname="Dooley", officer="DC Lowe"))

    by_officer = store.queries.cases(CaseFilter(officer="DC Lowe"))
    inside = store.queries.cases(CaseFilter(in_custody=True))

    assert [row.surname for row in by_officer] == ["Dooley"]
    assert [row.surname for row in inside] == ["Berge"]
    assert store.queries.case_values("officer") == ["DC Lowe", "DC Marsh"]


def test_a_closed_store_says_that_it_is_locked(store: EncryptedStore) -> None:
    store.close()

    with pytest.raises(StoreClosed, match="Unlock"):
        store.do(put, a_case())


def test_a_whole_store_passes_its_check(store: EncryptedStore) -> None:
    case = a_case()
    store.do(put, case)
    store.do(set_risk, case.id, RiskLevel.HIGH)
    store.queries.due_of(case.id)
    store.make_backup()

    report = check(store)

    assert report.ok, report.faults
    assert (report.changes, report.records, report.backups) == (2, 1, 1)


@pytest.mark.parametrize(
    ("damage", "part"),
    [
        ("UPDATE record SET document = json_set(document, '$.rag', 'red')", "records"),
        ("UPDATE content SET body = replace(body, 'high', 'lowe')", "journal"),
        ("UPDATE link SET chain = hash WHERE seq = 2", "journal"),
        ("DELETE FROM content WHERE seq = 1", "journal"),
        ("UPDATE access SET officer = 'somebody' WHERE seq = 1", "access log"),
        ("DELETE FROM access WHERE seq = 1", "access log"),
        ("UPDATE caseload SET row = '{}'", "lists and search"),
        ("INSERT INTO person_text (rowid, names) VALUES (99, 'x')", "lists and search"),
        ("DELETE FROM due", "lists and search"),
    ],
)
def test_check_finds_what_was_altered_behind_its_back(
    store: EncryptedStore, damage: str, part: str
) -> None:
    dog = Marker(text="Dog", review_on=date(2026, 12, 1))
    case = a_case(markers={PartId("dog"): dog})
    store.do(put, case)
    store.do(set_risk, case.id, RiskLevel.HIGH)
    store.queries.due_of(case.id)
    with store.writing() as connection:
        _drop_triggers(connection)
        connection.run(damage)

    report = check(store)

    assert part in {fault.part for fault in report.faults}


def _drop_triggers(connection: Any) -> None:
    names = connection.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in names:
        connection.run(f"DROP TRIGGER {name}")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM content",
        "UPDATE content SET body = ''",
        "DELETE FROM link",
        "UPDATE link SET hash = ''",
        "DELETE FROM access",
        "UPDATE access SET officer = ''",
    ],
)
def test_the_store_itself_refuses_to_alter_the_past(
    store: EncryptedStore, statement: str
) -> None:
    store.do(put, a_case())

    with pytest.raises(Exception, match=r"only|never|ever"), store.writing() as writer:
        writer.run(statement)


@pytest.mark.parametrize(
    "text",
    [
        '"*(',
        "NEAR(a b)",
        "a NOT b",
        "^a",
        "col:x",
        "-",
        "'; DROP",
        "\0",
        "*",
        "é" * 200,
    ],
)
def test_no_text_typed_into_search_is_anything_but_text(
    store: EncryptedStore, text: str
) -> None:
    store.do(put, a_case(surname="Dooley"))

    found = store.queries.cases(CaseFilter(text=text))
    noted = store.queries.narrative(text)

    assert (list(found), noted) == ([], [])
