"""A caseload list as the people it says: rows about one person become one."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from iomdesk.bank import ACCOUNT, bank_detail
from iomdesk.cases.finding import plain
from iomdesk.exchange.cells import CellFault
from iomdesk.exchange.csv_person import RowPerson, row_person
from iomdesk.exchange.csv_table import Row, Table, read_table
from iomdesk.exchange.csv_warnings import month_first, odd_letters, unknown
from iomdesk.exchange.fillers import load_fillers
from iomdesk.exchange.grouping import (
    entry_of,
    grouped,
    shared_by_several,
    without_references,
)
from iomdesk.exchange.headings import Headings
from iomdesk.exchange.merging import Statement, merge, questions_of
from iomdesk.exchange.reading import Reading
from iomdesk.exchange.refusal import BANK_REASON, Refusal
from iomdesk.exchange.saying import Kept, SourcePerson, made_case_id
from iomdesk.exchange.unseen import seen
from iomdesk.exchange.whose import KINDS, keys_of
from iomdesk.exchange.wording import Wording
from iomdesk.journal.patch import pointer

_ROW = "row"
_GUARDED = re.compile(r"""="([^"]*)"|'([\d+].*)""", re.DOTALL)
"""“="0123"” and “'0123” are text to a spreadsheet."""


@frozen(kw_only=True)
class _Told:
    """A row that named a person, and its cells that have no field here.

    *numbers* are its cells by field, and *titles* the headings by field.
    """

    file: str
    line: int
    said: RowPerson
    unplaced: Mapping[str, str]
    numbers: Mapping[str, str]
    titles: Mapping[str, str]


@frozen(kw_only=True)
class _Column:
    """A column as it is read: its field, and whether it is one of bank details."""

    title: str
    field: str | None
    bank: bool


@frozen(kw_only=True)
class _Cells:
    """The cells of a row: by field, without a field, and refused."""

    fields: Mapping[str, str]
    unplaced: Mapping[str, str]
    refused: tuple[Refusal, ...]


def read_csv(
    files: Mapping[str, bytes], headings: Headings, words: Wording, today: date
) -> Reading:
    """Return the people of caseload lists; bad rows are told with line and reason."""
    told: list[_Told] = []
    refused: list[Refusal] = []
    warnings: list[str] = []
    seen = 0
    for name, data in files.items():
        table = read_table(name, data, headings.is_known)
        seen += len(table.rows) + len(table.refused)
        warnings += [*table.warnings, *unknown(table, headings), *month_first(table)]
        found = list(table.refused)
        rows = list(_told(table, name, headings, today, found))
        told += rows
        warnings += odd_letters((row.line, row.said.case) for row in rows)
        found.sort(key=lambda refusal: refusal.line or 0)
        refused += [evolve(refusal, path=name) for refusal in found]
    many = len(files) > 1
    told, shared = _without_shared(told)
    groups = _by_person(told)
    return Reading(
        people=tuple(_person(g, headings.source, words, many=many) for g in groups),
        seen=seen,
        refused=(*refused, *shared),
        warnings=tuple(warnings),
    )


def _told(
    table: Table, name: str, headings: Headings, today: date, refused: list[Refusal]
) -> Iterator[_Told]:
    """Yield the rows that name a person; what cannot be taken joins *refused*."""
    columns = _columns(table.headings, headings)
    titles = {c.field: c.title for c in reversed(columns) if c.field}
    for row in table.rows:
        cells = _cells(columns, row, headings.nothing)
        refused += cells.refused
        try:
            said = row_person(cells.fields, headings, today)
        except CellFault as fault:
            refused.append(Refusal(line=row.line, reason=str(fault), whole=True))
            continue
        refused += _faults(row.line, columns, said)
        unread = {_title(columns, f): cells.fields[f] for f in said.faults}
        unplaced = {**cells.unplaced, **unread}
        yield _Told(
            file=name,
            line=row.line,
            said=said,
            unplaced=unplaced,
            numbers=cells.fields,
            titles=titles,
        )


def _columns(titles: Sequence[str], headings: Headings) -> list[_Column]:
    """Return the columns; the second of two with one heading is called so."""
    columns: list[_Column] = []
    for title in titles:
        same = sum(title in (c.title, c.title.rpartition(" (")[0]) for c in columns)
        named = title or "(no heading)"
        columns.append(
            evolve(
                _column(title, headings),
                title=f"{named} ({same + 1})" if same else named,
            )
        )
    return columns


def _column(title: str, headings: Headings) -> _Column:
    return _Column(
        title=title,
        field=headings.field(title),
        bank=headings.names_bank_detail(title),
    )


def _cells(columns: Sequence[_Column], row: Row, nothing: frozenset[str]) -> _Cells:
    fields: dict[str, str] = {}
    unplaced: dict[str, str] = {}
    refused: list[Refusal] = []
    for column, cell in zip(columns, row.cells, strict=False):
        text = _text(cell)
        if not text or (plain(text) in nothing and column.field not in KINDS):
            continue
        if what := _bank(column, text):
            reason = BANK_REASON.format(what=what)
            refused.append(Refusal(line=row.line, field=column.title, reason=reason))
        elif column.field is None or fields.get(column.field, text) != text:
            unplaced[column.title] = cell
        else:
            fields[column.field] = text
    return _Cells(fields=fields, unplaced=unplaced, refused=tuple(refused))


def _text(cell: str) -> str:
    """Return what a cell says, without the signs that keep a spreadsheet from it."""
    text = seen(cell)
    guarded = _GUARDED.fullmatch(text)
    return seen(guarded[1] or guarded[2]) if guarded else text


def _bank(column: _Column, text: str) -> str | None:
    named = column.bank and any(c.isdigit() for c in text)
    return bank_detail(text) or (ACCOUNT if named else None)


def _faults(
    line: int, columns: Sequence[_Column], said: RowPerson
) -> Iterable[Refusal]:
    for field, reason in said.faults.items():
        yield Refusal(line=line, field=_title(columns, field), reason=reason)


def _title(columns: Sequence[_Column], field: str) -> str:
    return next((c.title for c in columns if c.field == field), field)


def _without_shared(told: Sequence[_Told]) -> tuple[list[_Told], list[Refusal]]:
    """Return the rows without what fills a column for several people, and tell it.

    A row without any other reference is refused: nobody could say whose it is.
    """
    entries = [entry_of(row.said.case) for row in told]
    fillers = shared_by_several(entries)
    if not fillers:
        return list(told), []
    kept: list[_Told] = []
    refused: list[Refusal] = []
    for row, entry in zip(told, entries, strict=True):
        kinds = [key[0] for key in keys_of(entry.numbers) if key in fillers]
        case = without_references(row.said.case, kinds)
        refused += [
            Refusal(
                line=row.line,
                path=row.file,
                field=row.titles[kind],
                reason=load_fillers().shared,
                whole=case is None and kind is kinds[0],
            )
            for kind in kinds
        ]
        if case:
            cells = {row.titles[kind]: row.numbers[kind] for kind in kinds}
            said = evolve(row.said, case=case)
            kept.append(evolve(row, said=said, unplaced={**row.unplaced, **cells}))
    return kept, refused


def _by_person(told: Sequence[_Told]) -> list[list[_Told]]:
    """Return the rows by person, in the order of their first rows."""
    entries = [entry_of(row.said.case) for row in told]
    return [[told[place] for place in places] for places in grouped(entries)]


def _person(
    rows: list[_Told], source: str, words: Wording, *, many: bool
) -> SourcePerson:
    kept = _kept(rows)
    first = rows[0]
    if len(rows) == 1:
        return SourcePerson(
            source=source,
            case=first.said.case,
            says_no=first.said.says_no,
            kept=kept,
            where=first.line,
        )
    references = {k: r for row in rows for k, r in row.said.case.references.items()}
    case_id = made_case_id(references) or first.said.case.id
    merged = merge(case_id, [_statement(row, many=many) for row in rows])
    return SourcePerson(
        source=source,
        case=merged.case,
        says_no=merged.says_no,
        kept=kept,
        questions=dict(questions_of(merged, source, words)),
        where=first.line,
    )


def _statement(row: _Told, *, many: bool) -> Statement:
    where = f"{row.file}, line {row.line}" if many else f"line {row.line}"
    return Statement(where=where, case=row.said.case, says_no=row.said.says_no)


def _kept(rows: list[_Told]) -> tuple[Kept, ...]:
    """Return the cells without a field here, as they came, by row."""
    with_more = [row for row in rows if row.unplaced]
    return tuple(
        Kept(
            path=_ROW if n == 1 else f"{_ROW} {n}",
            body=json.dumps(dict(row.unplaced), ensure_ascii=False, indent=1),
            unplaced=tuple(pointer((title,)) for title in row.unplaced),
        )
        for n, row in enumerate(with_more, 1)
    )
