"""What a spreadsheet says about the score: items, bands, outputs, numbers."""

from collections.abc import Iterator
from typing import Any

from iomdesk.packs.sheet_columns import BANDS, OUTPUTS, SCORE, TABLES, Columns
from iomdesk.packs.sheet_file import Problems, Row
from iomdesk.packs.sheet_values import (
    Cells,
    anything,
    code,
    exact,
    number,
    text,
    yes_no,
)
from iomdesk.records.codec import Document

_RANGE = ("least", "most", "points")


def score(rows: list[Row], problems: Problems) -> Document:
    """Return items, weights and ranges; a range has a row of its own."""
    items: dict[str, None] = {}
    weights: dict[str, Any] = {}
    ranges: dict[str, list[Document]] = {}
    for row in rows:
        cells = Cells(row, SCORE, problems)
        name = cells.get("item", code)
        cells.demand("item")
        if name is None:
            continue
        if cells.get("counted", yes_no) is not False:
            items[name] = None
        weight = cells.get("weight", number)
        if weight is not None:
            weights[name] = weight
        said = {side: cells.get(side, number) for side in _RANGE}
        if any(value is not None for value in said.values()):
            ranges.setdefault(name, []).append(said)
            cells.demand(*_RANGE)
    found = {"items": list(items), "weights": weights, "ranges": ranges}
    return {key: value for key, value in found.items() if value}


def bands(rows: list[Row], problems: Problems) -> list[Document]:
    return [
        _said(
            {
                "code": name,
                "label": cells.wording("label"),
                "least": cells.get("least", number),
                "below": cells.get("below", number),
                "source": cells.get("source", text),
                **{extra: cells.get(extra, anything) for extra in BANDS.extra},
            }
        )
        for name, cells in _named(rows, BANDS, problems)
    ]


def outputs(rows: list[Row], problems: Problems) -> list[Document]:
    return [
        _said(
            {
                "code": name,
                "label": cells.wording("label"),
                "unit": cells.get("unit", text),
                **{extra: cells.get(extra, anything) for extra in OUTPUTS.extra},
            }
        )
        for name, cells in _named(rows, OUTPUTS, problems)
    ]


def tables(rows: list[Row], problems: Problems) -> Document:
    """Return the numbers of a formula; a path is names with slashes between."""
    found: Document = {}
    for row in rows:
        cells = Cells(row, TABLES, problems)
        path, value = cells.get("path", text), cells.get("value", exact)
        cells.demand("path", "value")
        if path is not None and not _put(found, path.split("/"), value):
            cells.blame("path", f"“{path}” is said twice.")
    return found


def _put(held: Document, path: list[str], value: Any) -> bool:
    for name in path[:-1]:
        held = held.setdefault(name, {})
        if not isinstance(held, dict):
            return False
    if path[-1] in held:
        return False
    held[path[-1]] = value
    return True


def _named(
    rows: list[Row], columns: Columns, problems: Problems
) -> Iterator[tuple[str, Cells]]:
    seen: set[str] = set()
    for row in rows:
        cells = Cells(row, columns, problems)
        name = cells.get("name", code)
        cells.demand("name", "label")
        if name is None:
            continue
        if name in seen:
            cells.blame("name", f"“{name}” is used twice.")
        seen.add(name)
        yield name, cells


def _said(data: Document) -> Document:
    return {k: v for k, v in data.items() if v is not None and v != {}}
