"""Commands about the hub and about conflicts: enrol, sync, conflicts, settle."""

import argparse
from pathlib import Path
from typing import Any

from iomdesk.commands.doors import Doors
from iomdesk.commands.in_turns import desk_in_turns
from iomdesk.commands.reading_json import read_json
from iomdesk.errors import InputRefused
from iomdesk.journal.conflict import Conflict, ConflictKind
from iomdesk.ports import CaseRow, Store
from iomdesk.records.codec import Document, to_document


def add_sync_commands(commands: Any) -> None:
    enrol = commands.add_parser("enrol", help="join a hub")
    enrol.add_argument("store")
    enrol.add_argument("--hub", required=True, metavar="URL")
    enrol.add_argument("--code", required=True)
    enrol.add_argument("--json", action="store_true")
    enrol.set_defaults(run=_enrol)
    sync = commands.add_parser("sync", help="exchange changes with the hub")
    sync.add_argument("store")
    sync.add_argument("--json", action="store_true")
    sync.set_defaults(run=_sync)
    conflicts = commands.add_parser("conflicts", help="list what people must settle")
    conflicts.add_argument("store")
    conflicts.add_argument("--json", action="store_true")
    conflicts.set_defaults(run=_conflicts)
    settle = commands.add_parser("settle", help="settle one conflict")
    settle.add_argument("store")
    settle.add_argument("conflict")
    settle.add_argument("choice", nargs="?", choices=("mine", "theirs"))
    settle.add_argument("--value", metavar="JSON")
    settle.add_argument("--json", action="store_true")
    settle.set_defaults(run=_settle)


def _enrol(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.sync.enrolment import enrol

    with desk_in_turns(args.store, doors) as desk:
        report = enrol(desk, args.hub, args.code, let_go=desk.let_go)
    if args.json:
        doors.say(to_document(report))
    else:
        doors.tell("This desk is enrolled.")
    return 0


def _sync(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.sync.engine import sync

    vault = doors.vault(Path(args.store))
    with desk_in_turns(args.store, doors) as desk:
        report = sync(desk, vault.destroy_keys, let_go=desk.let_go)
    if args.json:
        doors.say(to_document(report))
    else:
        for line in report.lines():
            doors.tell(line)
    return 0


def _conflicts(args: argparse.Namespace, doors: Doors) -> int:
    with doors.open_store(args.store) as store:
        found = store.queries.conflicts()
        people = {c.case_id: store.queries.case_row(c.case_id) for c in found}
        records = {c.record_id: _document(store, c) for c in found}
        own = store.officer
        names = {**store.queries.officers(), own.id: own.name}
    if args.json:
        doors.say([_said(conflict) for conflict in found])
        return 0
    for conflict in found:
        label = _label(conflict, records[conflict.record_id])
        doors.tell(f"{_person(people[conflict.case_id])}: {label}")
        for claim in conflict.claims:
            by = names.get(claim.by, claim.by)
            doors.tell(f"    {_value(conflict, claim)}  {by}, {claim.at:%d %b}")
        settling = f"iomdesk settle {args.store} {conflict.id} mine"
        doors.tell(f"    To settle it: {settling}, theirs, or --value with another")
    doors.tell(f"{len(found)} to settle")
    return 0


def _person(row: CaseRow | None) -> str:
    return f"{row.surname.upper()}, {row.forenames}" if row else "Not on this laptop"


def _document(store: Store, conflict: Conflict) -> Document | None:
    """Return the record, by which its parts are named as in the window."""
    kind = store.kinds.get(conflict.kind)
    if kind is None:
        return None
    return store.queries.opened(kind.record, conflict.record_id).document


def _said(conflict: Conflict) -> dict[str, Any]:
    """Return a conflict with its id and its words; a null value stays visible."""
    claims = [
        {"value": None} | to_document(claim) | {"text": _value(conflict, claim)}
        for claim in conflict.claims
    ]
    return (
        {"shown": None}
        | to_document(conflict)
        | {
            "id": conflict.id,
            "label": _label(conflict),
            "claims": claims,
        }
    )


def _label(conflict: Conflict, document: Document | None = None) -> str:
    from iomdesk.wording import field_label

    sealed = conflict.conflict is ConflictKind.SEALED
    path = conflict.claims[0].path if sealed else conflict.path
    return field_label(conflict.kind, path, document)


def _value(conflict: Conflict, claim: Any) -> str:
    from iomdesk.wording import value_text

    return value_text(conflict.kind, claim.path, claim.value)


def _settle(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.sync.settle import Choice, settle_conflict

    if (args.choice is None) == (args.value is None):
        raise InputRefused(
            "Say mine, theirs, or --value with a JSON value; one of them."
        )
    choice = Choice(args.choice or "value")
    value = None if args.value is None else read_json(args.value, "--value")
    with doors.open_store(args.store) as store:
        conflict = store.do(settle_conflict, args.conflict, choice, value)
        left = len(store.queries.conflicts())
    if args.json:
        doors.say({"settled": conflict.id, "left": left})
    else:
        doors.tell(f"Settled. {left} left.")
    return 0
