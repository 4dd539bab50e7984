"""The survey of a spreadsheet: sections as groups, questions with their choices."""

from collections.abc import Callable
from typing import Any

from attrs import field, frozen

from iomdesk.errors import InputRefused
from iomdesk.packs.relevant import conditions, limits
from iomdesk.packs.sheet_columns import GROUP_EXTRA, LIST_TYPES, PLAIN_TYPES, SURVEY
from iomdesk.packs.sheet_file import Problems, Row
from iomdesk.packs.sheet_values import (
    CellRefused,
    Cells,
    anything,
    code,
    text,
    words,
    yes_no,
)
from iomdesk.records.codec import Document


@frozen
class Lists:
    """The lists of choices, the rows they stand in, and which were asked for."""

    by_name: dict[str, list[Document]] = field(factory=dict)
    rows: dict[str, list[Row]] = field(factory=dict)
    used: set[str] = field(factory=set)

    def add(self, name: str, choice: Document, row: Row) -> None:
        self.by_name.setdefault(name, []).append(choice)
        self.rows.setdefault(name, []).append(row)

    def find_unused(self, problems: Problems) -> None:
        for name in self.by_name.keys() - self.used:
            problems.add(self.rows[name][0], f"no question uses the list “{name}”.")


@frozen
class _Survey:
    """What was read until now; *group* is the section that is open."""

    lists: Lists
    problems: Problems
    sections: dict[str, Document] = field(factory=dict)
    items: dict[str, Document] = field(factory=dict)
    group: list[str] = field(factory=list)


def survey(
    rows: list[Row], lists: Lists, problems: Problems
) -> tuple[list[Document], list[Document]]:
    """Return the sections and the items, in their order."""
    made = _Survey(lists, problems)
    for row in rows:
        _take(made, Cells(row, SURVEY, problems))
    if made.group:
        problems.add("sheet survey", f"the group “{made.group[0]}” is not ended.")
    return list(made.sections.values()), list(made.items.values())


def _take(made: _Survey, cells: Cells) -> None:
    said = cells.get("type", code)
    cells.demand("type")
    if said is None:
        return
    kind, _, rest = said.partition(" ")
    if kind in {"begin_group", "end_group"} or said in {"begin group", "end group"}:
        _take_group(made, cells, begins=said.startswith("begin"))
    elif kind in PLAIN_TYPES or kind in LIST_TYPES:
        _take_item(made, cells, kind, rest.strip())
    else:
        known = ", ".join((*PLAIN_TYPES, *(f"{one} LIST" for one in LIST_TYPES)))
        cells.blame("type", f"there is no type “{said}”. There are: {known}.")


def _take_group(made: _Survey, cells: Cells, *, begins: bool) -> None:
    """Open or close a section; one that is opened again goes on."""
    if not begins:
        if not made.group:
            cells.blame("type", "no group is open here.")
        made.group.clear()
        return
    name = cells.get("name", code)
    cells.demand("name")
    if name is None:
        return
    if made.group:
        cells.blame("type", f"the group “{made.group[0]}” is still open.")
    made.group[:] = [name]
    section = {
        "code": name,
        "title": cells.wording("label"),
        "help": cells.wording("hint"),
        **{extra: cells.get(extra, anything) for extra in GROUP_EXTRA},
    }
    if name not in made.sections:
        cells.demand("label")
        made.sections[name] = _said(section)
    elif section["title"]:
        cells.blame("name", f"“{name}” is used twice.")


def _take_item(made: _Survey, cells: Cells, kind: str, rest: str) -> None:
    name = cells.get("name", code)
    cells.demand("name", "label")
    if name is None:
        return
    if name in made.items:
        cells.blame("name", f"“{name}” is used twice.")
    if not made.group:
        cells.blame("name", "the question stands in no group.")
    value_kind = (PLAIN_TYPES | LIST_TYPES)[kind].value
    fact = cells.get("fact", code)
    made.items[name] = _said(
        {
            "code": name,
            "section": made.group[0] if made.group else None,
            "kind": "fact" if fact else value_kind,
            "of": value_kind if fact else None,
            "fact": fact,
            "label": cells.wording("label"),
            "help": cells.wording("hint"),
            "required": cells.get("required", yes_no),
            "evidence_required": cells.get("evidence_required", yes_no),
            "evidence_for": cells.get("evidence_for", words),
            "visible_when": cells.get("relevant", _parsed(conditions)),
            "limits": _limits(cells),
            "choices": _choices(made, cells, kind, rest),
            **{extra: cells.get(extra, anything) for extra in SURVEY.extra},
        }
    )


def _limits(cells: Cells) -> Document:
    found = cells.get("constraint", _parsed(limits)) or {}
    return _said({**found, "source": cells.get("constraint_source", text)})


def _choices(made: _Survey, cells: Cells, kind: str, rest: str) -> Any:
    if kind in PLAIN_TYPES:
        if rest:
            cells.blame("type", f"“{kind}” takes no list.")
        return None
    if rest not in made.lists.by_name:
        named = f"“{rest}”" if rest else "without a name"
        cells.blame("type", f"sheet choices has no list {named}.")
        return None
    made.lists.used.add(rest)
    return [dict(choice) for choice in made.lists.by_name[rest]]


def _parsed(take: Callable[[str], Any]) -> Callable[[Any], Any]:
    def parsed(value: Any) -> Any:
        try:
            return take(text(value))
        except InputRefused as refusal:
            raise CellRefused(str(refusal)) from None

    return parsed


def _said(data: Document) -> Document:
    return {k: v for k, v in data.items() if v is not None and v != {}}
