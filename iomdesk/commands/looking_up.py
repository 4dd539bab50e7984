"""Commands that look things up: words in what was recorded, and who looked at whom."""

import argparse
from typing import Any

from iomdesk.cases.actions import consult_case
from iomdesk.commands.doors import Doors, whole
from iomdesk.dates import instant_text
from iomdesk.errors import NotFound
from iomdesk.ports import AccessRow, CaseRow, Found, Store
from iomdesk.records.codec import to_document
from iomdesk.records.ids import CaseId


def add_looking_up_commands(commands: Any) -> None:
    find = commands.add_parser("find", help="find words in what was recorded")
    find.add_argument("store")
    find.add_argument("text", help="words; each may be cut short")
    find.add_argument("--limit", type=whole(1, 10_000), default=50)
    find.add_argument("--json", action="store_true")
    find.set_defaults(run=_find)
    accesses = commands.add_parser("accesses", help="who looked at whom, newest first")
    accesses.add_argument("store")
    accesses.add_argument("case", nargs="?", help="otherwise of everybody")
    accesses.add_argument("--limit", type=whole(1, 1_000_000), default=500)
    accesses.add_argument("--json", action="store_true")
    accesses.set_defaults(run=_accesses)


def _find(args: argparse.Namespace, doors: Doors) -> int:
    with doors.open_store(args.store) as store:
        found = store.queries.narrative(args.text, limit=args.limit)
        people = {one.case_id: store.queries.case_row(one.case_id) for one in found}
        store.do(consult_case, None, shown=len(found))
    if args.json:
        doors.say([to_document(one) for one in found])
        return 0
    for one in found:
        doors.tell(_found_line(one, people[one.case_id]))
    doors.tell(f"{len(found)} {'record' if len(found) == 1 else 'records'}")
    return 0


def _found_line(one: Found, person: CaseRow | None) -> str:
    name = f"{person.surname.upper()}, {person.forenames}" if person else ""
    return f"{name}  {person.reference if person else ''}  {one.kind}  {one.record_id}"


def _accesses(args: argparse.Namespace, doors: Doors) -> int:
    with doors.open_store(args.store) as store:
        about = _about(store, args.case) if args.case is not None else None
        rows = store.queries.access_log(about, limit=args.limit)
        store.do(consult_case, about, shown=len(rows))
    if args.json:
        doors.say([to_document(row) for row in rows])
        return 0
    for row in rows:
        doors.tell(_access_line(row))
    doors.tell(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}")
    return 0


def _about(store: Store, name: str) -> CaseId:
    """Return the case that is meant; one that was removed goes on being asked about."""
    try:
        return store.queries.find_case(name)
    except NotFound:
        if store.queries.access_log(CaseId(name), limit=1):
            return CaseId(name)
        raise


def _access_line(row: AccessRow) -> str:
    detail = ", ".join(f"{key} {value}" for key, value in row.detail.items())
    said = (row.officer, row.operation.value, row.case_id or "nobody alone", detail)
    return "  ".join((instant_text(row.at), *said))
