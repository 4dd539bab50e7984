"""Commands that record: kinds, record, visit, plan, assess; and their input files."""

import argparse
from pathlib import Path
from typing import Any

from iomdesk.bank import NoCard
from iomdesk.bank_guard import suspected
from iomdesk.commands.doors import Doors, input_bytes, input_json
from iomdesk.kinds.kind import Kind, RecordedFile
from iomdesk.ports import Store
from iomdesk.records.codec import Json, to_document


def add_recording_commands(commands: Any) -> None:
    listed = commands.add_parser("kinds", help="what can be recorded, needs first")
    listed.add_argument("--all", action="store_true", help="what the program makes too")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=_kinds)
    record = commands.add_parser("record", help="record what a file holds")
    record.add_argument("store")
    record.add_argument("case", help="an id or a reference; “new” opens a case")
    record.add_argument("kind", help="one of those that “iomdesk kinds” lists")
    _add_input(record, _record)
    for kind, words in (("visit", "record a visit"), ("plan", "write or agree a plan")):
        parser = commands.add_parser(kind, help=words)
        parser.add_argument("store")
        parser.add_argument("case")
        parser.set_defaults(kind=kind)
        _add_input(parser, _record)
    assess = commands.add_parser("assess", help="complete an assessment")
    assess.add_argument("store")
    assess.add_argument("case")
    assess.add_argument("instrument")
    _add_input(assess, _assess)


def _add_input(parser: argparse.ArgumentParser, run: Any) -> None:
    parser.add_argument("--input", required=True, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    add_no_card(parser)
    parser.set_defaults(run=run)


def add_no_card(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-card",
        choices=[what.value for what in NoCard],
        help="what a number in the input is that looks like a bank detail and is none",
    )


def hear_no_card(args: argparse.Namespace, store: Store, said: Json) -> None:
    """Let numbers of the input be what the officer says, instead of cards."""
    if args.no_card:
        what = NoCard(args.no_card)
        store.no_cards.update(dict.fromkeys(suspected(said), what))


def _kinds(args: argparse.Namespace, doors: Doors) -> int:
    kinds = [kind for kind in doors.kinds.needs_first() if args.all or kind.input]
    if args.json:
        doors.say({"kinds": [_described(kind) for kind in kinds]})
        return 0
    for kind in kinds:
        needs = f"  (needs {', '.join(kind.needs)})" if kind.needs else ""
        doors.tell(f"{kind.word}  {kind.title}{needs}")
    return 0


def _described(kind: Kind) -> Json:
    return {
        "kind": kind.word,
        "title": kind.title,
        "seals": kind.seal is not None,
        "needs": [*kind.needs],
    }


def _record(args: argparse.Namespace, doors: Doors) -> int:
    kind = doors.kinds.recordable(args.kind)
    said = input_json(args.input)
    files = _beside(args.input, kind, said)
    with doors.open_store(args.store) as store:
        new = args.case == "new" and kind.opens
        case_id = None if new else store.queries.find_case(args.case)
        hear_no_card(args, store, said)
        kept = store.do(kind.record.reach(), case_id, said, *files)
    if kind.note and (note := kind.note.reach()(kept)):
        doors.note(note)
    return _done(kept, args.kind, args, doors)


def _beside(name: str, kind: RecordedFile, said: Json) -> list[dict[str, bytes]]:
    """Return the files that an input names, read from the folder it lies in."""
    if kind.beside is None:
        return []
    folder = Path(name).parent if name != "-" else Path()
    named = kind.beside.reach()(said)
    return [{file: input_bytes(str(folder / file)) for file in named}]


def _assess(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.assessments.actions import assess_from_input

    said = input_json(args.input)
    with doors.open_store(args.store) as store:
        case_id = store.queries.find_case(args.case)
        hear_no_card(args, store, said)
        assessment = store.do(assess_from_input, case_id, args.instrument, said)
    return _done(assessment, "assessment", args, doors)


def _done(record: Any, kind: str, args: argparse.Namespace, doors: Doors) -> int:
    if args.json:
        doors.say(to_document(record))
    else:
        doors.tell(f"The {kind} is recorded: {record.id}")
    return 0
