"""Sheets of harm and cost from CSV or XLSX, refused with every place at fault."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from attrs import frozen

from iomdesk.errors import InputRefused
from iomdesk.exchange.csv_table import read_table
from iomdesk.exchange.headings import plain_heading
from iomdesk.oversight.weights import Unit, Weight, WeightSheet, plain_code
from iomdesk.packs.sheet_file import Problems, read_workbook
from iomdesk.resources import resource_toml

ZIP = b"PK"
LARGEST = 1_000_000_000
_MONEY = str.maketrans("", "", "£, ")


@frozen(kw_only=True)
class _Row:
    place: str
    cells: Mapping[str, str]


def sheet_of(content: bytes, name: str, unit: Unit) -> WeightSheet:
    """Return the weights that a file says; an empty cell stays empty."""
    known = resource_toml("oversight/headings.toml")
    fields = {
        plain_heading(word): field
        for field, words in known["fields"].items()
        for word in words
    }
    empty = frozenset(known["empty"]["words"])
    problems = Problems(name)
    read = _book_rows if content.startswith(ZIP) else _text_rows
    weights = [
        _weight(row, empty, problems) for row in read(content, name, fields, problems)
    ]
    _find_twice(weights, problems)
    problems.raise_if_any()
    if not weights:
        raise InputRefused(f"{name} has no row with a code or a category.", "table")
    digest = hashlib.sha256(content).hexdigest()
    return WeightSheet(name=name, unit=unit, digest=digest, weights=tuple(weights))


def _text_rows(
    content: bytes, name: str, fields: Mapping[str, str], problems: Problems
) -> Iterator[_Row]:
    table = read_table(name, content, lambda h: plain_heading(h) in fields)
    for refused in table.refused:
        problems.add(f"line {refused.line}", refused.reason)
    names = [fields.get(plain_heading(heading), "") for heading in table.headings]
    for row in table.rows:
        said = dict(zip(names, (cell.strip() for cell in row.cells), strict=False))
        yield _Row(place=f"line {row.line}", cells=said)


def _book_rows(
    content: bytes, name: str, fields: Mapping[str, str], problems: Problems
) -> Iterator[_Row]:
    del name
    for sheet in read_workbook(content, problems).values():
        for row in sheet.rows:
            said = {
                fields.get(plain_heading(heading), ""): _text(cell.value)
                for heading, cell in row.cells.items()
            }
            yield _Row(place=row.place, cells=said)


def _text(value: object) -> str:
    """Return a cell as it reads: a whole number without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _weight(row: _Row, empty: frozenset[str], problems: Problems) -> Weight:
    code, category = row.cells.get("code", ""), row.cells.get("category", "")
    if not code and not category:
        problems.add(row.place, "the row has neither a code nor a category.")
    return Weight(
        place=row.place,
        code=plain_code(code) if code else "",
        category=category,
        value=_value(row, empty, problems),
        price_year=row.cells.get("price_year") or None,
        source=row.cells.get("source") or None,
    )


def _value(row: _Row, empty: frozenset[str], problems: Problems) -> Decimal | None:
    said = row.cells.get("value", "")
    if said.casefold() in empty:
        return None
    try:
        value = Decimal(said.translate(_MONEY))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value <= LARGEST:
        problems.add(row.place, f"“{said}” is not a number from 0 to 1,000,000,000.")
        return None
    return value


def _find_twice(weights: list[Weight], problems: Problems) -> None:
    for field in ("code", "category"):
        said = [(getattr(weight, field).casefold(), weight.place) for weight in weights]
        times = Counter(word for word, _ in said)
        for word, place in said:
            if (
                word
                and times[word] > 1
                and (field == "code" or _is_alone(weights, word))
            ):
                problems.add(place, f"“{word}” stands in {times[word]} rows.")


def _is_alone(weights: list[Weight], category: str) -> bool:
    """Say whether a category stands by itself: with codes it may cover several rows."""
    return any(w.category.casefold() == category and not w.code for w in weights)
