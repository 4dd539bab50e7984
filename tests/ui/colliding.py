"""A store where another desk changed the same field, by changes that arrive by hand."""

from attrs import evolve

from db.exchanged import Exchanged
from db.journal import Journal
from db.listed import Listed, enlist
from db.meta import cursor, desk_id, set_meta
from db.records import Records
from db.store import EncryptedStore
from iomdesk.cases.case import Case, Person, Risk, RiskLevel
from iomdesk.journal.change import GENESIS, Change, Link, body_of, content_hash
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Role, may
from iomdesk.ports import Record, UnitOfWork
from iomdesk.records.codec import Document
from iomdesk.records.ids import CaseId, DeskId, OfficerId
from tests.builders import a_case
from tests.conftest import NOON

LOWE = OfficerId("lowe")


@may(Role.OFFICER)
def put(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


@may(Role.OFFICER)
def set_children(work: UnitOfWork, case_id: CaseId, level: RiskLevel) -> None:
    case = work.get(Case, case_id)
    work.save(evolve(case, risk=evolve(case.risk, children=level)))


@may(Role.OFFICER)
def set_officer(work: UnitOfWork, case_id: CaseId, officer: str) -> None:
    work.save(evolve(work.get(Case, case_id), officer=officer))


@may(Role.OFFICER)
def set_born(work: UnitOfWork, case_id: CaseId, person: Person) -> None:
    work.save(evolve(work.get(Case, case_id), person=person))


def a_shared_case(store: EncryptedStore) -> Case:
    """Return a case that the hub holds as this desk does."""
    case = store.do(put, a_case(risk=Risk(children=RiskLevel.MEDIUM)))
    with store.writing() as connection:
        exchanged, number = Exchanged(connection), cursor(connection)
        for sent in exchanged.batch(500, 10**9).changes:
            number += 1
            exchanged.number(desk_id(connection), sent.counter, number)
            set_meta(connection, "acknowledged", sent.counter)
        set_meta(connection, "cursor", number)
        enlist(connection, Listed.OFFICER, LOWE, "PC 2210 Lowe")
        Records(connection, SHIPPED).refold("case", case.id)
    return case


def they_change(
    store: EncryptedStore,
    record: Record,
    patch: Document,
    *,
    desk: str = "other",
    base: int = 1,
    by: OfficerId = LOWE,
) -> None:
    """Let a change of another desk arrive that had seen no more than *base*."""
    with store.writing() as connection:
        number = cursor(connection) + 1
        journal = Journal(connection)
        counter = journal.last_counter(DeskId(desk)) + 1
        change = Change(
            desk=DeskId(desk), counter=counter, kind=record.KIND, record_id=record.id,
            case_id=record.case_id, patch=patch, base=base, at=NOON, by=by,
            action="edit", number=number,
        )  # fmt: skip
        link = Link(
            desk=change.desk, counter=counter,
            content_hash=content_hash(body_of(change), "salt"),
            before=journal.last_hash(desk) if counter > 1 else GENESIS,
        )  # fmt: skip
        journal.insert(change, body_of(change), link, "salt")
        set_meta(connection, "cursor", number)
        Records(connection, SHIPPED).refold(record.KIND, record.id)
