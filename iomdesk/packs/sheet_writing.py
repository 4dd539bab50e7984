"""From an instrument's data to a spreadsheet; `sheet_columns` says what is where."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import IllegalCharacterError

from iomdesk.errors import InputRefused
from iomdesk.packs.relevant import constraint, relevant
from iomdesk.packs.sheet_columns import (
    BANDS,
    CHOICES,
    GROUP_EXTRA,
    OUTPUTS,
    SETTINGS,
    SHEETS,
    SURVEY,
    TYPES,
    wording_heading,
)
from iomdesk.packs.sheet_values import exactly
from iomdesk.records.codec import Document
from iomdesk.spreadsheet_text import is_formula_like

_LONGEST = 32_767
_WIDEST = 60
_DAYS = ("effective_from", "effective_to")
Line = dict[str, Any]


def to_sheet(data: Document) -> bytes:
    """Return *data* as a workbook that `from_sheet` reads back as the same."""
    lines: dict[str, list[Line]] = {
        "settings": [_settings(data)],
        "survey": list(_survey(data)),
        "choices": list(_choices(data)),
        "score": list(_score(data.get("score", {}))),
        "bands": [_named(one, BANDS.extra) for one in data.get("bands", [])],
        "outputs": [_named(one, OUTPUTS.extra) for one in data.get("outputs", [])],
        "tables": list(_tables(data.get("tables", {}), "")),
    }
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in lines.items():
        if rows:
            _write(book.create_sheet(name), name, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _settings(data: Document) -> Line:
    line: Line = {}
    for name in (*SETTINGS.plain, *SETTINGS.extra):
        if name in data:
            line[name] = _plain(data[name])
    for day in _DAYS:
        if day in line:
            line[day] = date.fromisoformat(line[day])
    line |= _wording("title", data.get("title")) | _wording(
        "notice", data.get("notice")
    )
    applicability = dict(data.get("applicability", {}))
    line |= _wording("applicability_otherwise", applicability.pop("otherwise", None))
    line |= {f"applicability_{k}": _plain(v) for k, v in applicability.items()}
    apart = ("items", "weights", "ranges")
    rule = {k: v for k, v in data.get("score", {}).items() if k not in apart}
    return line | {f"score_{k}": _plain(v) for k, v in rule.items()}


def _survey(data: Document) -> Iterator[Line]:
    """Yield groups with their questions; a group may have to be opened again."""
    sections = {one["code"]: one for one in data.get("sections", [])}
    items = data.get("items", [])
    first = dict.fromkeys(item["section"] for item in items)
    grouped = [code for code in sections if code in first]
    if [*first] != grouped or len(grouped) < len(sections):
        for section in sections.values():
            yield from (_group(section), {"type": "end_group"})
        sections = {}
    group = None
    for item in items:
        if item["section"] != group:
            if group is not None:
                yield {"type": "end_group"}
            group = item["section"]
            said = sections.pop(group, None)
            yield _group(said) if said else {"type": "begin_group", "name": group}
        yield _question(item, data)
    if group is not None:
        yield {"type": "end_group"}


def _group(section: Mapping[str, Any]) -> Line:
    return {
        "type": "begin_group",
        "name": section["code"],
        **_wording("label", section.get("title")),
        **_wording("hint", section.get("help")),
        **{k: _plain(section[k]) for k in GROUP_EXTRA if k in section},
    }


def _question(item: Mapping[str, Any], data: Document) -> Line:
    kind = TYPES[item["of"] if item["kind"] == "fact" else item["kind"]]
    limits = item.get("limits", {})
    line = {
        "type": f"{kind} {_list_name(item, data)}" if item.get("choices") else kind,
        "name": item["code"],
        **_wording("label", item.get("label")),
        **_wording("hint", item.get("help")),
        "relevant": relevant(item.get("visible_when", ())),
        "constraint": constraint(limits),
        "constraint_source": limits.get("source"),
    }
    kept = ("required", "evidence_required", "evidence_for", "fact", *SURVEY.extra)
    return line | {name: _plain(item[name]) for name in kept if name in item}


def _list_name(item: Mapping[str, Any], data: Document) -> str:
    """Return the name of the item's list: the first item's that has the same."""
    same = (one for one in data["items"] if one.get("choices") == item["choices"])
    name: str = next(same)["code"]
    return name


def _choices(data: Document) -> Iterator[Line]:
    for item in data.get("items", []):
        if not item.get("choices") or _list_name(item, data) != item["code"]:
            continue
        for choice in item["choices"]:
            named = _named(choice, ("score", *CHOICES.extra))
            yield {"list_name": item["code"], **named}


def _score(rule: Document) -> Iterator[Line]:
    items = list(rule.get("items", ()))
    weights, ranges = rule.get("weights", {}), rule.get("ranges", {})
    for name in dict.fromkeys([*items, *weights, *ranges]):
        line = {"item": name} | ({} if name in items else {"counted": "no"})
        first, *more = ranges.get(name) or [{}]
        weight = {"weight": weights[name]} if name in weights else {}
        yield line | weight | first
        yield from (line | one for one in more)


def _named(one: Mapping[str, Any], extra: Iterable[str]) -> Line:
    kept = ("least", "below", "source", "unit", *extra)
    said = {name: _plain(one[name]) for name in kept if name in one}
    return {"name": one["code"], **_wording("label", one.get("label")), **said}


def _tables(held: Mapping[str, Any], path: str) -> Iterator[Line]:
    for name, value in held.items():
        if "/" in name:
            raise InputRefused(f"The number “{name}” cannot be a path in a sheet.")
        if isinstance(value, Mapping) and value:
            yield from _tables(value, f"{path}{name}/")
        else:
            yield {"path": f"{path}{name}", "value": exactly(_json(value))}


def _wording(name: str, said: Mapping[str, str] | None) -> Line:
    return {wording_heading(name, code): words for code, words in (said or {}).items()}


def _plain(value: Any) -> Any:
    """Return a value as a cell holds it: yes and no, and lists with commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return _json(value)


def _json(value: Any) -> Any:
    if isinstance(value, list | Mapping):
        return json.dumps(value, ensure_ascii=False)
    return value


def _write(sheet: Any, name: str, lines: list[Line]) -> None:
    said = dict.fromkeys(heading for line in lines for heading in line)
    columns = sorted(said, key=lambda heading: _place(name, heading, list(said)))
    sheet.freeze_panes = "A2"
    for at, heading in enumerate(columns, start=1):
        _put(sheet, 1, at, heading).font = Font(bold=True)
        longest = max(len(str(line.get(heading) or "")) for line in lines)
        letter = sheet.cell(row=1, column=at).column_letter
        wide = max(longest, len(heading)) + 2
        sheet.column_dimensions[letter].width = min(_WIDEST, wide)
    for row, line in enumerate(lines, start=2):
        for at, heading in enumerate(columns, start=1):
            if line.get(heading) not in (None, ""):
                _put(sheet, row, at, line[heading])


def _place(name: str, heading: str, said: list[str]) -> tuple[int, int]:
    """Return where a column stands: names first, then as they are listed."""
    found = SHEETS[name].named(heading)
    order = ("list_name", "type", "name", "item", "path", "code", "version")
    leads = (*order, "title", "label", "hint")
    column = found[0] if found else heading
    at = leads.index(column) if column in leads else len(leads)
    return at, said.index(heading)


def _put(sheet: Any, row: int, at: int, value: Any) -> Any:
    cell = sheet.cell(row=row, column=at)
    try:
        cell.value = value
    except (IllegalCharacterError, ValueError):
        raise InputRefused(
            f"Sheet {sheet.title} cannot hold {str(value)[:40]!r}."
        ) from None
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise InputRefused(f"Sheet {sheet.title} cannot hold 32,768 characters.")
        cell.data_type = "s"
        cell.quotePrefix = is_formula_like(value)  # also text once it is a CSV file
    if isinstance(value, float) and float(f"{value:.15g}") != value:
        raise InputRefused(f"Sheet {sheet.title} cannot hold {value}: 15 digits only.")
    return cell
