"""Commands about what is scored of a person: scores, withdraw, needs."""

import argparse
from typing import Any

from iomdesk.cases.actions import consult_case
from iomdesk.cases.filing import person_of
from iomdesk.commands.doors import Doors
from iomdesk.dates import date_text
from iomdesk.records.codec import to_document
from iomdesk.records.ids import CaseId, PartId


def add_person_score_commands(commands: Any) -> None:
    scores = _about(commands, "scores", "list scores, recorded and computed", _scores)
    scores.add_argument("--json", action="store_true")
    withdraw = _about(commands, "withdraw", "withdraw a recorded score", _withdraw)
    withdraw.add_argument("score", help="the score's id, as “scores --json” lists it")
    withdraw.add_argument("--why", required=True)
    needs = _about(commands, "needs", "add up the needs of a person", _needs)
    needs.add_argument("--set", dest="into", help="7, 9 or oasys-8")
    needs.add_argument("--json", action="store_true")


def _about(commands: Any, name: str, words: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words)
    parser.add_argument("store")
    parser.add_argument("case")
    parser.set_defaults(run=run)
    return parser


def _scores(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.assessments.person_scores import person_scores

    with doors.open_store(args.store) as store:
        case_id = _consulted(store, args.case)
        lines = person_scores(store.queries, person_of(store.queries, case_id))
    if args.json:
        doors.say([to_document(line) for line in lines])
        return 0
    for line in lines:
        on = date_text(line.on) if line.on else "no date"
        version = f" {line.version}" if line.version else ""
        withdrawn = f" – withdrawn: {line.withdrawn}" if line.withdrawn else ""
        said = f"{on}  {line.tool}{version}  {line.result}  ({line.how}){withdrawn}"
        doors.tell(said)
    return 0


def _withdraw(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.assessments.recording import withdraw_recorded_score

    with doors.open_store(args.store) as store:
        case_id = store.queries.find_case(args.case)
        store.do(withdraw_recorded_score, case_id, PartId(args.score), args.why)
    doors.tell("The score is withdrawn. It stays in the list with the reason.")
    return 0


def _needs(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.assessments.assessment import Assessment
    from iomdesk.plans.needs import needs_in_set

    with doors.open_store(args.store) as store:
        case_id = _consulted(store, args.case)
        assessments = store.queries.records(Assessment, case_id)
    found = needs_in_set(assessments, args.into)
    if args.json:
        doors.say(to_document(found))
        return 0
    for row in found.pathways:
        doors.tell(f"{row.points:g} of {row.most:g}  {row.label}")
    doors.tell(f"{found.points:g} points, {found.needs} needs")
    return 0


def _consulted(store: Any, name: str) -> CaseId:
    case_id: CaseId = store.queries.find_case(name)
    store.do(consult_case, case_id)
    return case_id
