"""What an import did, kept in the store with it.

Danger: a person who is removed from this laptop must not live on in here by name. Kept
are ids of cases and questions; names are looked up where the report is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from attrs import frozen

from iomdesk.cases.beside import CaseQuestion, part_record_id
from iomdesk.errors import NotFound
from iomdesk.exchange.report import Entrant, Outcome
from iomdesk.ports import Queries, UnitOfWork
from iomdesk.records.codec import Json
from iomdesk.records.ids import CaseId, PartId

NAMELESS = "Somebody without a name"
_GONE = "Somebody no longer held here"
_KEY = "imports"


@frozen(kw_only=True)
class KeptAs:
    """The id under which an import is kept."""

    id: str


@frozen(kw_only=True)
class KeptImport:
    """An import of before: when, by whom, of how many files, and who came of it."""

    id: str
    at: datetime
    by: str
    format: str
    files: int
    people: tuple[Entrant, ...] = ()


def keep_import(
    work: UnitOfWork, kept_as: KeptAs, collected: Mapping[str, Json]
) -> None:
    """Note that an import began; its people follow with each commit."""
    head = {"id": kept_as.id, "at": work.now.isoformat(), "by": work.officer.name}
    before = work.queries.setting(_KEY) or []
    work.set_setting(_KEY, [*before, {**head, **collected}])


def keep_people(work: UnitOfWork, kept_as: KeptAs, people: Sequence[Entrant]) -> None:
    """Add *people* to what is kept of an import, without their names."""
    if not people:
        return
    place = f"{_KEY}:{kept_as.id}"
    number = int(work.queries.setting(place) or 0)
    rows = [[one.outcome, one.case_id, one.line, one.question_id] for one in people]
    work.set_setting(f"{place}:{number}", rows)
    work.set_setting(place, number + 1)


def kept_imports(queries: Queries, newest: int | None = None) -> list[KeptImport]:
    """Return the imports of before, the newest first, with who came of them."""
    heads = list(reversed(queries.setting(_KEY) or []))[:newest]
    return [
        KeptImport(
            id=head["id"],
            at=datetime.fromisoformat(head["at"]),
            by=head["by"],
            format=head["format"],
            files=head["files"],
            people=tuple(_people(queries, head["id"])),
        )
        for head in heads
    ]


def _people(queries: Queries, import_id: str) -> Iterator[Entrant]:
    place = f"{_KEY}:{import_id}"
    for number in range(int(queries.setting(place) or 0)):
        for outcome, case_id, line, question_id in queries.setting(f"{place}:{number}"):
            yield _entrant(queries, Outcome(outcome), case_id, line, question_id)


def _entrant(
    queries: Queries,
    outcome: Outcome,
    case_id: CaseId,
    line: int | None,
    question_id: PartId | None,
) -> Entrant:
    row = queries.case_row(case_id)
    name, why = _GONE, ""
    if row:
        names = (row.surname.upper(), row.forenames)
        name = ", ".join(part for part in names if part) or NAMELESS
    if row and question_id:
        with suppress(NotFound):
            key = part_record_id(CaseQuestion, case_id, question_id)
            name, why = "", queries.get(CaseQuestion, key).text
    return Entrant(
        outcome=outcome,
        case_id=case_id,
        name=name,
        reference=row.reference if row and not why else "",
        line=line,
        question_id=question_id,
        why=why,
    )
