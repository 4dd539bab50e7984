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
    """Return a person without appointments and sources: these may be thousands."""
    return whole(queries.get(Case, case_id), _parts(queries, case_id))


def person_with_diary(queries: Queries, case_id: CaseId) -> WholeCase:
    """Return a person as a screen shows them, with all appointments."""
    beside: list[BesideRecord] = [*_parts(queries, case_id)]
    for kind in (CaseAppointments, CaseSource):
        beside += queries.records(kind, case_id)
    return whole(queries.get(Case, case_id), beside, shown=True)


def with_beside(
    queries: Queries, case: Case, *, only: Collection[PartId] | None
) -> WholeCase:
    """Return *case* whole; of appointments those quarters alone that hold *only*."""
    beside: list[BesideRecord] = [*_parts(queries, case.id)]
    sources = queries.records(CaseSource, case.id)
    if only is None:
        beside += queries.records(CaseAppointments, case.id)
    else:
        wanted = set(_quarters(case.id, sources, only))
        beside += [queries.get(CaseAppointments, record_id) for record_id in wanted]
    return whole(case, [*beside, *sources])


def _parts(queries: Queries, case_id: CaseId) -> Iterator[BesideRecord]:
    for kind in PARTS.values():
        yield from queries.records(kind, case_id)


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
