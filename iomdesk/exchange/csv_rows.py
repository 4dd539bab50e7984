"""The rows of a list by column: what each says, and what is told of its cells."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from iomdesk.bank import ACCOUNT, bank_detail
from iomdesk.cases.case import Question
from iomdesk.cases.finding import plain
from iomdesk.cases.whole import as_text
from iomdesk.exchange.broken_letters import LOST, mended
from iomdesk.exchange.cell_faults import CellFault
from iomdesk.exchange.csv_person import RowPerson, row_person
from iomdesk.exchange.csv_table import Row
from iomdesk.exchange.csv_warnings import Notes
from iomdesk.exchange.headings import Headings
from iomdesk.exchange.merging import question_id
from iomdesk.exchange.refusal import BANK_REASON, Refusal
from iomdesk.exchange.row_cells import RowRules
from iomdesk.exchange.unseen import seen
from iomdesk.exchange.vocabulary import Vocabulary
from iomdesk.exchange.whose import KINDS
from iomdesk.exchange.wording import Wording
from iomdesk.records.ids import PartId

_GUARDED = re.compile(r"""="([^"]*)"|'([\d+].*)""", re.DOTALL)
"""“="0123"” and “'0123” are text to a spreadsheet."""
_ERRORS = frozenset({"#", "E", "e"})
_NAMES = frozenset({"surname", "forename", "name"})
_LESSER_NAMES = frozenset({"middle", "preferred_name", "aliases"})
_LONGEST_NOTHING = 20
_ASKED = re.compile(r"\w\?|\?\w")

_FAULTY = "A spreadsheet wrote an error there, such as #N/A. Nothing was taken from it."
_NO_NAME = "“None”, “Null” and the like were read as no such name."
_MENDED = "Letters were broken, like “Ã«” for “ë”, and were put right. Check one."
_LOST = "A letter was lost before this file was made. Put it right from the source."
_GIVEN = "Another column gave this already; what differs is kept as received."


@frozen(kw_only=True)
class ToldRow:
    """A row that named a person, and its cells that have no field here.

    *numbers* are its cells by field, and *titles* the headings by field.
    """

    file: str
    line: int
    said: RowPerson
    unplaced: Mapping[str, str]
    questions: Mapping[PartId, Question]
    numbers: Mapping[str, str]
    titles: Mapping[str, str]


@frozen(kw_only=True)
class Column:
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


class RowReader:
    """Reads the rows of one table; what is not taken gathers in *refused*, *notes*."""

    def __init__(
        self, name: str, columns: Sequence[Column], rules: RowRules, words: Wording
    ) -> None:
        self.notes = Notes()
        self.refused: list[Refusal] = []
        self._name = name
        self._columns = columns
        self._rules = rules
        self._words = words
        by_field = {c.field: c.title for c in reversed(columns) if c.field}
        self._titles: Mapping[str, str] = by_field

    def rows(self, rows: Iterable[Row]) -> Iterator[ToldRow]:
        """Yield the rows that name a person."""
        for row in rows:
            cells = self._cells(row)
            self.refused += cells.refused
            try:
                said = row_person(cells.fields, self._rules)
            except CellFault as fault:
                whole = Refusal(line=row.line, reason=str(fault), whole=True)
                self.refused.append(whole)
                continue
            yield self._told(row.line, said, cells)

    def _told(self, line: int, said: RowPerson, cells: _Cells) -> ToldRow:
        for field, reason in said.faults.items():
            title = self._title(field)
            self.refused.append(Refusal(line=line, field=title, reason=reason))
        for field, note in said.notes.items():
            self.notes.add(self._title(field), note, line)
        kept = {
            self._title(field): text
            for field, text in cells.fields.items()
            if field in said.faults or field in said.kept
        }
        return ToldRow(
            file=self._name,
            line=line,
            said=said,
            unplaced={**cells.unplaced, **kept},
            questions=dict(_questions(said, self._rules.source, self._words)),
            numbers=cells.fields,
            titles=self._titles,
        )

    def _title(self, field: str) -> str:
        return self._titles.get(field, field)

    def _cells(self, row: Row) -> _Cells:
        fields: dict[str, str] = {}
        unplaced: dict[str, str] = {}
        refused: list[Refusal] = []
        for column, cell in zip(self._columns, row.cells, strict=False):
            text = self._text(column, cell, row.line)
            if not text:
                continue
            if what := _bank(column, text):
                reason = BANK_REASON.format(what=what)
                bad = Refusal(line=row.line, field=column.title, reason=reason)
                refused.append(bad)
            elif column.field is None or fields.get(column.field, text) != text:
                unplaced[column.title] = cell
                if column.field:
                    self.notes.add(column.title, _GIVEN, row.line)
            else:
                fields[column.field] = text
        return _Cells(fields=fields, unplaced=unplaced, refused=tuple(refused))

    def _text(self, column: Column, cell: str, line: int) -> str:
        """Return what a cell says, and an empty text where it says nothing."""
        if not cell.isascii():
            cell = self._with_letters(column, cell, line)
        text = _unguarded(cell)
        if column.field in _NAMES and "?" in text and _ASKED.search(text):
            self.notes.add(column.title, _LOST, line)
        if text[:1] in _ERRORS and _is_faulty(text, self._rules.vocabulary):
            self.notes.add(column.title, _FAULTY, line)
            return ""
        return "" if self._is_nothing(column, text, line) else text

    def _with_letters(self, column: Column, text: str, line: int) -> str:
        better = mended(text)
        if better != text:
            self.notes.add(column.title, _MENDED, line)
        if LOST in better:
            self.notes.add(column.title, _LOST, line)
        return better

    def _is_nothing(self, column: Column, text: str, line: int) -> bool:
        """Say whether a cell says nothing: people are called Null, None and Na."""
        if len(text) > _LONGEST_NOTHING:
            return False
        words = self._rules.vocabulary
        if column.field in _NAMES:
            return plain(text) in words.no_name
        nothing = plain(text) in words.nothing and column.field not in KINDS
        if nothing and column.field in _LESSER_NAMES and text.isalpha():
            self.notes.add(column.title, _NO_NAME, line)
        return nothing


def columns_of(titles: Sequence[str], headings: Headings) -> list[Column]:
    """Return the columns; the second of two with one heading is called so."""
    columns: list[Column] = []
    times: Counter[str] = Counter()
    for title in titles:
        times[title] += 1
        named = title or "(no heading)"
        column = Column(
            title=named,
            field=headings.field(title),
            bank=headings.names_bank_detail(title),
        )
        again = times[title] > 1
        columns.append(
            evolve(column, title=f"{named} ({times[title]})") if again else column
        )
    return columns


def _unguarded(cell: str) -> str:
    """Return what a cell says, without the signs that keep a spreadsheet from it."""
    text = cell.strip() if cell.isascii() and cell.isprintable() else seen(cell)
    guarded = _GUARDED.fullmatch(text) if text[:1] in {"=", "'"} else None
    return seen(guarded[1] or guarded[2]) if guarded else text


def _is_faulty(text: str, words: Vocabulary) -> bool:
    """Say whether a spreadsheet wrote an error, or a column too narrow: ####."""
    return plain(text) in words.faulty or not text.strip("#")


def _bank(column: Column, text: str) -> str | None:
    named = column.bank and any(c.isdigit() for c in text)
    return bank_detail(text) or (ACCOUNT if named else None)


def _questions(
    said: RowPerson, source: str, words: Wording
) -> Iterator[tuple[PartId, Question]]:
    """Yield what a person must look at: a name either way, a custody status unknown."""
    if whole := said.unsure.get("name"):
        person = said.case.person
        key = question_id(source, ("person", "surname"), [whole])
        yield (
            key,
            Question(
                text=f"{words.source(source)} writes the whole name as "
                f"{words.value(whole)}. The surname {words.value(person.surname)} and "
                f"the first name {words.value(person.forename)} were taken. Is that "
                "right?",
                source=source,
            ),
        )
    if status := said.unsure.get("in_custody"):
        key = question_id(source, ("in_custody",), [status])
        yield (
            key,
            Question(
                text=f"{words.source(source)} gives {words.value(status)} as the "
                "custody status: neither yes nor no. Is the person in custody?",
                field_path="/in_custody",
                held=as_text(False),  # noqa: FBT003  the value that is asked about
                said=as_text(True),  # noqa: FBT003
                source=source,
            ),
        )
