"""A sheet of an .xlsx file as rows of texts: stored values, never formulas."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import field, frozen
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from iomdesk.exchange.workbook_parts import Damaged, Parts, Related

_WORKBOOK = "xl/workbook.xml"
_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_ESCAPED = re.compile(r"_x((?![dD][89A-Fa-f])[0-9A-Fa-f]{4})_")
_LAST_ROW = 1_048_576
_MOST_STRINGS = 2_000_000
_BASE = 26
_WHOLE = 1e15
_YES = frozenset({"1", "true"})


@frozen(kw_only=True)
class Limits:
    """How much of a workbook is read: bytes unpacked, rows, columns, filled cells."""

    unpacked_bytes: int
    rows: int
    columns: int
    cells: int
    letters: int


@frozen(kw_only=True)
class SheetName:
    """A sheet as the workbook lists it."""

    title: str
    path: str
    hidden: bool


@frozen(kw_only=True)
class Sheet:
    """The filled rows of a sheet by their numbers, and what is not plain to see.

    *unsaved* are cells with a formula and no stored value, by row and column from 0.
    """

    title: str
    others: tuple[SheetName, ...]
    rows: dict[int, list[str]] = field(factory=dict)
    hidden_rows: list[int] = field(factory=list)
    hidden_columns: list[str] = field(factory=list)
    merged: list[str] = field(factory=list)
    unsaved: list[tuple[int, int]] = field(factory=list)


def read_sheet(name: str, data: bytes, wanted: str | None, limits: Limits) -> Sheet:
    """Return the first visible sheet of a workbook, or the one called *wanted*."""
    parts = Parts(name, data, limits.unpacked_bytes)
    found: list[Sheet] = []

    def read() -> None:
        parts.demand_workbook()
        book = _Book(parts)
        chosen = _chosen(parts, book.sheets, wanted)
        others = tuple(sheet for sheet in book.sheets if sheet is not chosen)
        sheet = Sheet(title=chosen.title, others=others)
        reader = _SheetReader(parts, book, sheet, limits)
        parts.read(chosen.path, reader.started, reader.ended)
        found.append(sheet)

    parts.trying(read)
    return found[0]


def _chosen(parts: Parts, sheets: Sequence[SheetName], wanted: str | None) -> SheetName:
    listed = ", ".join(f"“{sheet.title}”" for sheet in sheets)
    if wanted is None:
        chosen = next((sheet for sheet in sheets if not sheet.hidden), None)
        if chosen is None:
            raise parts.refusal(
                f"All of its sheets are hidden: {listed}. Name one with --sheet."
            )
        return chosen
    plain = wanted.strip().casefold()
    named = [sheet for sheet in sheets if sheet.title.strip().casefold() == plain]
    if not named:
        raise parts.refusal(f"It has no sheet “{wanted}”. Its sheets are: {listed}.")
    return named[0]


class _Book:
    """What holds for all sheets: their names, shared texts, formats of dates."""

    def __init__(self, parts: Parts) -> None:
        self.sheets: list[SheetName] = []
        self.strings: list[str] = []
        self.epoch: datetime = CALENDAR_WINDOWS_1900
        self.dates: list[bool] = []
        self._parts = parts
        self._related = parts.related(_WORKBOOK)
        self._text: list[str] = []
        self._codes: dict[int, str] = dict(BUILTIN_FORMATS)
        self._inside = ""
        parts.read(_WORKBOOK, self._book_started, lambda *_: None)
        for related in self._related.values():
            self._read_related(related)

    def _read_related(self, related: Related) -> None:
        if related.kind == "sharedStrings" and self._parts.has(related.path):
            self._parts.read(related.path, self._string_started, self._string_ended)
        if related.kind == "styles" and self._parts.has(related.path):
            self._parts.read(related.path, self._style_started, self._style_ended)

    def _book_started(self, name: str, said: Mapping[str, str]) -> None:
        if name == "workbookPr" and said.get("date1904", "") in _YES:
            self.epoch = CALENDAR_MAC_1904
        if name == "sheet":
            related = self._related.get(said["id"])
            if related and related.kind == "worksheet":
                hidden = said.get("state", "visible") != "visible"
                sheet = SheetName(title=said["name"], path=related.path, hidden=hidden)
                self.sheets.append(sheet)

    def _string_started(self, name: str, said: Mapping[str, str]) -> None:
        del said
        if name == "si":
            self._text = []
        if name in {"r", "rPh"}:
            self._inside = name

    def _string_ended(self, name: str, text: str) -> None:
        if name == "t" and self._inside != "rPh":
            self._text.append(text)
        elif name in {"r", "rPh"}:
            self._inside = ""
        elif name == "si":
            self.strings.append(_unescaped("".join(self._text)))
            if len(self.strings) > _MOST_STRINGS:
                raise self._parts.refusal("It holds too many texts to be a list.")

    def _style_started(self, name: str, said: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[int(said["numFmtId"])] = said["formatCode"]
        elif name == "cellXfs":
            self._inside = name
        elif name == "xf" and self._inside == "cellXfs":
            code = self._codes.get(int(said.get("numFmtId", "0")))
            self.dates.append(bool(code) and is_date_format(code))

    def _style_ended(self, name: str, text: str) -> None:
        del text
        if name == "cellXfs":
            self._inside = ""


class _SheetReader:
    """Fills a sheet from its XML, cell by cell."""

    def __init__(self, parts: Parts, book: _Book, sheet: Sheet, limits: Limits) -> None:
        self._parts = parts
        self._book = book
        self._sheet = sheet
        self._limits = limits
        self._row = 0
        self._column = -1
        self._cells: list[str] = []
        self._cell: Mapping[str, str] = {}
        self._value: str | None = None
        self._formula = False
        self._inside = ""
        self._filled = 0
        self._letters = 0

    def started(self, name: str, said: Mapping[str, str]) -> None:
        if name == "c":
            self._begin_cell(said)
        elif name == "row":
            self._begin_row(said)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._inside = name
        elif name == "col" and said.get("hidden", "") in _YES:
            first, last = int(said["min"]), min(int(said["max"]), self._limits.columns)
            self._sheet.hidden_columns.extend(map(_letter, range(first, last + 1)))
        elif name == "mergeCell":
            self._sheet.merged.append(said["ref"])

    def ended(self, name: str, text: str) -> None:
        if name == "v" or (name == "t" and self._inside != "rPh"):
            self._value = (self._value or "") + text
        elif name == "c":
            self._end_cell()
        elif name == "row" and any(self._cells):
            self._end_row()
        elif name == "rPh":
            self._inside = ""

    def _begin_row(self, said: Mapping[str, str]) -> None:
        number = int(said.get("r", self._row + 1))
        if not self._row < number <= _LAST_ROW:
            raise Damaged
        self._row, self._column, self._cells = number, -1, []
        if said.get("hidden", "") in _YES:
            self._sheet.hidden_rows.append(number)

    def _begin_cell(self, said: Mapping[str, str]) -> None:
        place = _REF.fullmatch(said["r"]) if "r" in said else None
        column = _number(place[1]) if place else self._column + 1
        if column <= self._column or not self._row:
            raise Damaged
        self._column, self._cell = column, said
        self._value, self._formula = None, False

    def _end_cell(self) -> None:
        text = "" if self._value is None else self._text(self._value)
        if self._formula and not self._value:
            self._sheet.unsaved.append((self._row, self._column))
        if not text:
            return
        if self._column >= self._limits.columns:
            raise self._parts.refusal(
                f"Its sheet “{self._sheet.title}” has more than "
                f"{self._limits.columns} columns."
            )
        self._filled += 1
        self._letters += len(text)
        if self._filled > self._limits.cells or self._letters > self._limits.letters:
            raise self._parts.refusal("It holds too many values to be a list.")
        self._cells += [""] * (self._column - len(self._cells)) + [text]

    def _end_row(self) -> None:
        self._sheet.rows[self._row] = self._cells
        if len(self._sheet.rows) > self._limits.rows:
            raise self._parts.refusal(
                f"Its sheet “{self._sheet.title}” has more than "
                f"{self._limits.rows:,} rows. Cut it into smaller files."
            )

    def _text(self, value: str) -> str:
        kind = self._cell.get("t", "n")
        if kind == "s":
            return self._shared(int(value))
        if kind == "b":
            return "TRUE" if value.strip() in _YES else "FALSE"
        if kind != "n":
            return _unescaped(value)
        style = int(self._cell.get("s", "0"))
        dates = self._book.dates
        is_date = style < len(dates) and dates[style]
        return _moment(value, self._book.epoch) if is_date else _number_text(value)

    def _shared(self, at: int) -> str:
        if not 0 <= at < len(self._book.strings):
            raise Damaged
        return self._book.strings[at]


def _moment(value: str, epoch: datetime) -> str:
    """Return a number that is shown as a date as ISO, with the time if it has one."""
    try:
        said = from_excel(float(value), epoch)
    except (OverflowError, ValueError):
        return value
    if not isinstance(said, datetime):
        return str(said)
    at_midnight = not (said.hour or said.minute or said.second)
    return said.date().isoformat() if at_midnight else said.isoformat(" ", "seconds")


def _number_text(value: str) -> str:
    """Return a number as it reads: 1234567.0 and 1.234567E6 are 1234567."""
    text = value.strip()
    if text.lstrip("-").isdecimal():
        return text
    number = float(text)
    whole = abs(number) < _WHOLE and number.is_integer()
    return str(int(number)) if whole else text


def _unescaped(text: str) -> str:
    """Return *text* with the signs that XML cannot hold: “_x000D_” ends a line."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _number(letters: str) -> int:
    """Return the column, from 0, that has these letters."""
    at = 0
    for letter in letters:
        at = at * _BASE + ord(letter) - ord("A") + 1
    return at - 1


def _letter(number: int) -> str:
    """Return the letters of a column that is counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, _BASE)
        letters = chr(ord("A") + rest) + letters
    return letters
