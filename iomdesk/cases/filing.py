"""Reading a person whole from the store, and putting one back record by record."""

from collections.abc import Collection, Iterator

from iomdesk.cases.beside import (
    PARTS,
    BesideRecord,
    CaseAppointments,
    CaseSource,
    appointments_id,
)
from iomdesk.cases.case import Case
from iomdesk.cases.whole import WholeCase, filed, whole
from iomdesk.errors import InputRefused
from iomdesk.ports import Queries, UnitOfWork
from iomdesk.records.ids import CaseId, PartId


def whole_case(queries: Queries, case_id: CaseId) -> WholeCase:
    """Return a person with all that stands beside the case."""
    return with_beside(queries, queries.get(Case, case_id), only=None)


def person_of(queries: Queries, case_id: CaseId) -> WholeCase:
    """Return a person whole but for the appointments, which may be thousands."""
    return with_beside(queries, queries.get(Case, case_id), only=())


def with_beside(
    queries: Queries, case: Case, *, only: Collection[PartId] | None
) -> WholeCase:
    """Return *case* whole; of appointments those quarters alone that hold *only*."""
    case_id = case.id
    beside: list[BesideRecord] = [
        record for kind in PARTS.values() for record in queries.records(kind, case_id)
    ]
    sources = queries.records(CaseSource, case_id)
    if only is None:
        beside += queries.records(CaseAppointments, case_id)
    else:
        wanted = set(_quarters(case_id, sources, only))
        beside += [queries.get(CaseAppointments, record_id) for record_id in wanted]
    return whole(case, [*beside, *sources])


def put_whole(work: UnitOfWork, person: WholeCase) -> None:
    """Save what differs of *person*, each part in the record that it belongs to."""
    for record in filed(person, work.find):
        if work.find(type(record), record.id) != record:
            work.save(record)


def change_whole(work: UnitOfWork, before: WholeCase, after: WholeCase) -> None:
    """Put *after*, unless a part of *before* is gone: such are ended, never removed."""
    for name in (*PARTS, "appointments"):
        if getattr(before, name).keys() - getattr(after, name).keys():
            raise InputRefused(
                f"“{name}” are ended, never removed. Give the entry an end date.", name
            )
    put_whole(work, after)


def _quarters(
    case_id: CaseId, sources: Collection[CaseSource], only: Collection[PartId]
) -> Iterator[str]:
    """Yield the ids of the records that hold appointments of *only*."""
    for source in sources:
        for key in only:
            if quarter := source.quarters.get(key):
                yield appointments_id(case_id, source.source, quarter)
