"""Commands that record: visit, assess, plan; and their input files."""

import argparse
from pathlib import Path
from typing import Any

from iomdesk.bank import NoCard
from iomdesk.bank_guard import suspected
from iomdesk.commands.doors import Doors, input_bytes, input_json
from iomdesk.ports import Store
from iomdesk.records.codec import Json, to_document


def add_recording_commands(commands: Any) -> None:
    for name, run, words in (
        ("visit", _visit, "record a visit"),
        ("plan", _plan, "write or agree a plan"),
        ("record", _record, "record a score as another tool gave it"),
    ):
        parser = commands.add_parser(name, help=words)
        parser.add_argument("store")
        parser.add_argument("case")
        _add_input(parser, run)
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


def _visit(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.visits.actions import visit_from_input

    said = input_json(args.input)
    files = _beside(args.input, said)
    with doors.open_store(args.store) as store:
        case_id = store.queries.find_case(args.case)
        hear_no_card(args, store, said)
        visit = store.do(visit_from_input, case_id, said, files)
    return _done(visit, "visit", args, doors)


def _beside(name: str, said: Json) -> dict[str, bytes]:
    """Return the pictures that an input names, read from the folder it lies in."""
    folder = Path(name).parent if name != "-" else Path()
    return {picture: input_bytes(str(folder / picture)) for picture in _pictures(said)}


def _pictures(said: Json) -> list[str]:
    from iomdesk.visits.said import pictures_named

    return pictures_named(said)


def _plan(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.plans.actions import plan_from_input
    from iomdesk.plans.sign_off import unseen_words

    said = input_json(args.input)
    with doors.open_store(args.store) as store:
        case_id = store.queries.find_case(args.case)
        hear_no_card(args, store, said)
        plan = store.do(plan_from_input, case_id, said)
    if unseen := unseen_words(plan):
        doors.note(f"Version {plan.version} is agreed, {unseen}.")
    return _done(plan, "plan", args, doors)


def _assess(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.assessments.actions import assess_from_input

    said = input_json(args.input)
    with doors.open_store(args.store) as store:
        case_id = store.queries.find_case(args.case)
        hear_no_card(args, store, said)
        assessment = store.do(assess_from_input, case_id, args.instrument, said)
    return _done(assessment, "assessment", args, doors)


def _record(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.assessments.recording import record_score_from_input

    said = input_json(args.input)
    with doors.open_store(args.store) as store:
        case_id = store.queries.find_case(args.case)
        hear_no_card(args, store, said)
        kept = store.do(record_score_from_input, case_id, said)
    return _done(kept, "score", args, doors)


def _done(record: Any, kind: str, args: argparse.Namespace, doors: Doors) -> int:
    if args.json:
        doors.say(to_document(record))
    else:
        doors.tell(f"The {kind} is recorded: {record.id}")
    return 0
