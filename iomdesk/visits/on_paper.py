"""The checklist of a visit on paper: every line put, with its answer and note."""

from collections.abc import Iterator

from iomdesk.cases.case import Case
from iomdesk.cases.summary import is_registered
from iomdesk.documents.blocks import Block, Cell, Heading, Table
from iomdesk.visits.checklist import Checklist, Group, Item
from iomdesk.visits.loading import checklist_of, visit_reference
from iomdesk.visits.visit import Check, Visit

CONDITION = "condition."
Row = tuple[Cell, ...]


def check_tables(case: Case, visit: Visit) -> Iterator[Block]:
    """Yield a table a group, in the order of the checklist the visit was made with."""
    template = checklist_of(visit.checklist)
    for group in template.groups:
        yield from _table(group.title, _rows(case, visit, group))
    others = sorted(set(visit.checks) - _placed(visit, template))
    yield from _table("Other checks", [_row(visit.checks[code]) for code in others])


def _table(title: str, rows: list[Row]) -> Iterator[Block]:
    if rows:
        yield Heading(text=title, level=2)
        yield Table(
            header=("Line", "Answer", "Note"),
            rows=tuple(rows),
            widths=(3, 1.2, 3),
        )


def _rows(case: Case, visit: Visit, group: Group) -> list[Row]:
    """Return the lines of *group*: those answered, and those that should have been."""
    rows = [
        _row(visit.checks[item.code]) if item.code in visit.checks else _open(item)
        for item in group.items
        if item.code in visit.checks or _was_due(case, visit, group, item)
    ]
    if group.conditions:
        rows += [_row(c) for code, c in sorted(visit.checks.items()) if _of_order(code)]
    return rows


def _was_due(case: Case, visit: Visit, group: Group, item: Item) -> bool:
    outcome = visit_reference().outcome(visit.outcome)
    kind = visit_reference().kind(visit.kind)
    only_home = group.homes or item.homes
    return bool(
        outcome
        and outcome.seen
        and (is_registered(case) or not item.registered)
        and (not only_home or (kind and kind.home))
    )


def _row(check: Check) -> Row:
    note = check.note or ""
    if check.confirmed_unchanged:
        note = f"{note} Confirmed unchanged today.".strip()
    return (check.asked, visit_reference().answer_label(check.answer), note)


def _open(item: Item) -> Row:
    return (item.text, None, "")


def _of_order(code: str) -> bool:
    return code.startswith(CONDITION)


def _placed(visit: Visit, template: Checklist) -> set[str]:
    lines = {item.code for group in template.groups for item in group.items}
    takes_orders = any(group.conditions for group in template.groups)
    return lines | {c for c in visit.checks if takes_orders and _of_order(c)}
