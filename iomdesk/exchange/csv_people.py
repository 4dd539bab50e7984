"""A caseload list as the people it says: rows about one person become one."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import evolve

from iomdesk.cases.case import Question
from iomdesk.exchange.csv_rows import RowReader, ToldRow, columns_of
from iomdesk.exchange.csv_table import Table, read_table
from iomdesk.exchange.csv_warnings import (
    month_first,
    month_first_warnings,
    odd_letters,
    unknown,
)
from iomdesk.exchange.file_kind import FileKind, kind_of
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
from iomdesk.exchange.refusal import Refusal
from iomdesk.exchange.row_cells import RowRules
from iomdesk.exchange.saying import Kept, SourcePerson, made_case_id
from iomdesk.exchange.whose import keys_of
from iomdesk.exchange.wording import Wording
from iomdesk.exchange.xlsx_table import read_xlsx
from iomdesk.journal.patch import pointer
from iomdesk.records.ids import PartId

_ROW = "row"


def read_csv(
    files: Mapping[str, bytes],
    headings: Headings,
    words: Wording,
    today: date,
    sheet: str | None = None,
) -> Reading:
    """Return the people of caseload lists; bad rows are told with line and reason.

    A file may be a workbook (.xlsx), of which *sheet* names the sheet to read.
    """
    tables = {
        name: read_xlsx(name, data, headings.is_known, sheet)
        if kind_of(data) is FileKind.XLSX
        else read_table(name, data, headings.is_known)
        for name, data in files.items()
    }
    return _people(tables, headings, words, today)


def _people(
    tables: Mapping[str, Table], headings: Headings, words: Wording, today: date
) -> Reading:
    told: list[ToldRow] = []
    refused: list[Refusal] = []
    warnings: list[str] = []
    for name, table in tables.items():
        columns = columns_of(table.headings, headings)
        american = month_first(table, [column.field for column in columns])
        rules = RowRules(
            vocabulary=headings.vocabulary,
            source=headings.source,
            today=today,
            month_first=frozenset(american),
        )
        reader = RowReader(name, columns, rules, words)
        rows = list(reader.rows(table.rows))
        told += rows
        warnings += [*table.warnings, *unknown(table, headings)]
        warnings += month_first_warnings(american)
        warnings += odd_letters((row.line, row.said.case) for row in rows)
        warnings += reader.notes.told()
        found = sorted([*table.refused, *reader.refused], key=lambda r: r.line or 0)
        refused += [evolve(refusal, path=name) for refusal in found]
    many = len(tables) > 1
    told, shared = _without_shared(told)
    groups = _by_person(told)
    return Reading(
        people=tuple(_person(g, headings.source, words, many=many) for g in groups),
        seen=sum(len(t.rows) + len(t.refused) for t in tables.values()),
        refused=(*refused, *shared),
        warnings=tuple(warnings),
    )


def _without_shared(told: Sequence[ToldRow]) -> tuple[list[ToldRow], list[Refusal]]:
    """Return the rows without what fills a column for several people, and tell it.

    A row without any other reference is refused: nobody could say whose it is.
    """
    entries = [entry_of(row.said.case) for row in told]
    fillers = shared_by_several(entries)
    if not fillers:
        return list(told), []
    kept: list[ToldRow] = []
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


def _by_person(told: Sequence[ToldRow]) -> list[list[ToldRow]]:
    """Return the rows by person, in the order of their first rows."""
    entries = [entry_of(row.said.case) for row in told]
    return [[told[place] for place in places] for places in grouped(entries)]


def _person(
    rows: list[ToldRow], source: str, words: Wording, *, many: bool
) -> SourcePerson:
    kept = _kept(rows)
    first = rows[0]
    if len(rows) == 1:
        return SourcePerson(
            source=source,
            case=first.said.case,
            says_no=first.said.says_no,
            kept=kept,
            questions=first.questions,
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
        questions={**dict(questions_of(merged, source, words)), **_asked(rows)},
        where=first.line,
    )


def _asked(rows: list[ToldRow]) -> dict[PartId, Question]:
    """Return what single rows ask; a custody status that another row gives is known."""
    known = any(row.said.case.in_custody or row.said.says_no for row in rows)
    return {
        key: question
        for row in rows
        for key, question in row.questions.items()
        if not (known and question.field_path)
    }


def _statement(row: ToldRow, *, many: bool) -> Statement:
    where = f"{row.file}, line {row.line}" if many else f"line {row.line}"
    return Statement(where=where, case=row.said.case, says_no=row.said.says_no)


def _kept(rows: list[ToldRow]) -> tuple[Kept, ...]:
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
