"""Commands about a case as a whole: close, reopen, reassign, edit, plan a visit."""

import argparse
from collections.abc import Callable
from typing import Any

from iomdesk.cases.actions import assign_case, close_case, reopen_case
from iomdesk.cases.case import Case
from iomdesk.cases.summary import display_name
from iomdesk.commands.doors import Doors, input_json
from iomdesk.commands.recording import add_no_card, hear_no_card
from iomdesk.dates import input_instant, instant_text
from iomdesk.ports import Store
from iomdesk.records.codec import to_document
from iomdesk.records.ids import CaseId


def add_casework_commands(commands: Any) -> None:
    close = _add(commands, "close", "close a case; nothing is removed", _close)
    close.add_argument("--why", required=True, metavar="REASON", help="its code")
    close.add_argument("--words", default="", metavar="TEXT", help="why, in words")
    _add(commands, "reopen", "open a closed case again", _reopen)
    reassign = _add(commands, "reassign", "give a case to others", _reassign)
    reassign.add_argument("--officer", metavar="NAME", help="“” for nobody")
    reassign.add_argument("--team", metavar="NAME", help="“” for none")
    edit = _add(commands, "edit", "change a person's details", _edit)
    edit.add_argument(
        "--input", required=True, metavar="FILE", help="what is to change"
    )
    add_no_card(edit)
    planned = _add(commands, "planned", "put a visit into the diary", _planned)
    planned.add_argument("--for", dest="at", required=True, metavar="TIME")
    planned.add_argument("--kind", default="home", help="of visit; otherwise home")


def _add(commands: Any, name: str, words: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words)
    parser.add_argument("store")
    parser.add_argument("case")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)
    return parser


def _close(args: argparse.Namespace, doors: Doors) -> int:
    case = _done(
        args, doors, lambda store, of: store.do(close_case, of, args.why, args.words)
    )
    return _told(
        args, doors, case, f"{display_name(case)} is closed: {case.closed_why}."
    )


def _reopen(args: argparse.Namespace, doors: Doors) -> int:
    case = _done(args, doors, lambda store, of: store.do(reopen_case, of))
    return _told(args, doors, case, f"{display_name(case)} is open again.")


def _reassign(args: argparse.Namespace, doors: Doors) -> int:
    def assign(store: Store, of: CaseId) -> Case:
        return store.do(assign_case, of, officer=args.officer, team=args.team)

    case = _done(args, doors, assign)
    to = f"{case.officer or 'nobody'}, {case.team or 'no team'}"
    return _told(args, doors, case, f"{display_name(case)} is with {to}.")


def _edit(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.cases.patching import change_case_by_input

    said = input_json(args.input)

    def change(store: Store, of: CaseId) -> Case:
        hear_no_card(args, store, said)
        return store.do(change_case_by_input, of, said)

    case = _done(args, doors, change)
    return _told(args, doors, case, f"The details of {display_name(case)} are changed.")


def _planned(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.visits.actions import plan_visit

    at = input_instant(args.at)
    with doors.open_store(args.store) as store:
        case_id = store.queries.find_case(args.case)
        visit = store.do(plan_visit, case_id, at, args.kind)
    words = f"The visit is in the diary for {instant_text(at)}: {visit.id}"
    return _told(args, doors, visit, words)


def _done(
    args: argparse.Namespace, doors: Doors, do: Callable[[Store, CaseId], Case]
) -> Case:
    with doors.open_store(args.store) as store:
        return do(store, store.queries.find_case(args.case))


def _told(args: argparse.Namespace, doors: Doors, record: Any, words: str) -> int:
    if args.json:
        doors.say(to_document(record))
    else:
        doors.tell(words)
    return 0
