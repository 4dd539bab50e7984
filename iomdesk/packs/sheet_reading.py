"""From a spreadsheet to an instrument's data; `sheet_columns` says what is where."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from iomdesk.packs.sheet_columns import (
    CHOICES,
    NEEDED,
    SETTINGS,
    SHEETS,
)
from iomdesk.packs.sheet_file import Problems, Row, Sheet, read_workbook
from iomdesk.packs.sheet_score import bands, outputs, score, tables
from iomdesk.packs.sheet_survey import Lists, survey
from iomdesk.packs.sheet_values import (
    Cells,
    anything,
    code,
    day,
    number,
    text,
    words,
    yes_no,
)
from iomdesk.records.codec import Document

_TEXTS = ("owner", "licence", "source")


def from_sheet(content: bytes, file: str) -> Document:
    """Return the data that a workbook says, or raise all that is wrong with it."""
    problems = Problems(file)
    book = read_workbook(content, problems)
    _find_unknown(book, problems)
    problems.raise_if_any()
    rows = {name: sheet.rows for name, sheet in book.items()}
    data = _settings(rows["settings"], problems)
    lists = _lists(rows.get("choices", []), problems)
    sections, items = survey(rows["survey"], lists, problems)
    lists.find_unused(problems)
    data |= {
        "score": data.pop("score", {}) | score(rows.get("score", []), problems),
        "outputs": outputs(rows.get("outputs", []), problems),
        "bands": bands(rows.get("bands", []), problems),
        "sections": sections,
        "items": items,
        "tables": tables(rows.get("tables", []), problems),
    }
    problems.raise_if_any()
    return {key: value for key, value in data.items() if value not in ({}, [], None)}


def _find_unknown(book: dict[str, Sheet], problems: Problems) -> None:
    """Find sheets that are missing or unknown, and columns that no sheet has."""
    for name in NEEDED:
        if name not in book or not book[name].rows:
            problems.add(f"sheet {name}", "the sheet is missing or empty.")
    for name, sheet in book.items():
        if name.startswith("notes"):
            continue
        if name not in SHEETS:
            known = ", ".join(SHEETS)
            said = f"there is no such sheet. There are: {known}, and notes."
            problems.add(f"sheet {name}", said)
            continue
        for heading, column in sheet.columns.items():
            if SHEETS[name].named(heading) is None:
                place = f"sheet {name}, row 1, column {column} ({heading})"
                problems.add(place, "there is no such column.")


def _settings(rows: list[Row], problems: Problems) -> Document:
    for row in rows[1:]:
        problems.add(row, "the settings are one row.")
    cells = Cells(rows[0], SETTINGS, problems)
    cells.demand("code", "version", "title", *_TEXTS, "status", "effective_from")
    data: Document = {name: cells.get(name, code) for name in ("code", "version")}
    data["title"] = cells.wording("title")
    data |= {name: cells.get(name, text) for name in _TEXTS}
    data["status"] = cells.get("status", code)
    data |= {n: cells.get(n, day) for n in ("effective_from", "effective_to")}
    data["languages"] = cells.get("languages", words)
    data["overrides"] = cells.get("overrides", yes_no)
    data["notice"] = cells.wording("notice")
    data |= {name: cells.get(name, anything) for name in SETTINGS.extra}
    data["applicability"] = _applicability(cells)
    data["score"] = _score_rule(cells)
    return _said(data)


def _applicability(cells: Cells) -> Document:
    taken: dict[str, Any] = {
        "least_age": number,
        "most_age": number,
        "sexes": words,
        "conviction": yes_no,
    }
    return _said(
        {
            **_prefixed(cells, "applicability_", taken),
            "otherwise": cells.wording("applicability_otherwise"),
        }
    )


def _score_rule(cells: Cells) -> Document:
    taken: dict[str, Any] = {"kind": code, "formula": code, "band_of": code}
    return _said(_prefixed(cells, "score_", taken | {"source": text}))


def _prefixed(cells: Cells, prefix: str, taken: dict[str, Any]) -> Document:
    names = [name for name in SETTINGS.plain if name.startswith(prefix)]
    plain = [name.removeprefix(prefix) for name in names]
    return {n: cells.get(f"{prefix}{n}", taken.get(n, anything)) for n in plain}


def _lists(rows: list[Row], problems: Problems) -> Lists:
    """Return the choices by the name of their list."""
    lists = Lists()
    for row, cells in _each(rows, problems):
        name = cells.get("list_name", code)
        choice = {
            "code": cells.get("name", code),
            "label": cells.wording("label"),
            "score": cells.get("score", number),
            **{extra: cells.get(extra, anything) for extra in CHOICES.extra},
        }
        cells.demand("list_name", "name", "label")
        if name is not None and choice["code"] is not None:
            lists.add(name, _said(choice), row)
    for name, choices in lists.by_name.items():
        counts = Counter(choice["code"] for choice in choices)
        for chosen, times in counts.items():
            if times > 1:
                place = lists.rows[name][-1]
                problems.add(place, f"“{chosen}” is in list “{name}” {times} times.")
    return lists


def _each(rows: list[Row], problems: Problems) -> Iterator[tuple[Row, Cells]]:
    for row in rows:
        yield row, Cells(row, CHOICES, problems)


def _said(data: Document) -> Document:
    return {k: v for k, v in data.items() if v is not None and v != {}}
