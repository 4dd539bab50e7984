"""The hub's commands about cases: who has which, and who is one person or two."""

import argparse
from collections.abc import Sequence
from typing import Any

from iomdesk.commands.doors import Doors
from iomdesk.commands.hub_work import (
    add_part,
    hub_work,
    named_desk,
    tell_counted,
    typed_name,
)
from iomdesk.errors import InputRefused
from iomdesk.records.ids import CaseId


def add_case_commands(parts: Any) -> None:
    for name, run, words in (
        ("grant", _grant, "give a desk a case"),
        ("withdraw", _withdraw, "take a case from a desk"),
    ):
        part = add_part(parts, name, run, words)
        part.add_argument("desk")
        part.add_argument("case")
        if name == "grant":
            part.add_argument("--team", help="whose, where several have it apart")
    twins = add_part(
        parts, "twins", _twins, "list cases that several teams have apart, or decide"
    )
    twins.add_argument("decision", nargs="?", choices=("one", "two"))
    twins.add_argument("case", nargs="?")
    twins.add_argument(
        "--team",
        action="append",
        default=[],
        help="only these: a team, or the desk of a laptop that is alone",
    )
    twins.set_defaults(usage=twins)


def _grant(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.hub.granting import grant_cases
    from iomdesk.hub.succession import newest

    case = CaseId(typed_name(args.case, "A case's id"))
    with hub_work(args, doors) as work:
        desk = newest(work, named_desk(work, args.desk))
        holder = _holder(work, args.team) if args.team else None
        given = grant_cases(work, [desk], [case], holder)
    return tell_counted(args, doors, given, "The desk gets the case at its next sync.")


def _withdraw(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.errors import NotFound
    from iomdesk.hub.granting import withdraw_case
    from iomdesk.hub.succession import same_store

    case = CaseId(typed_name(args.case, "A case's id"))
    with hub_work(args, doors) as work:
        desks = same_store(work, named_desk(work, args.desk))
        if not work.cases.holdings([case]):
            raise NotFound(f"The hub knows no case {case}.")
        taken = withdraw_case(work, desks, case)
    return tell_counted(args, doors, taken, "The desk loses the case at its next sync.")


def _twins(args: argparse.Namespace, doors: Doors) -> int:
    if args.decision is None:
        return _list_twins(args, doors)
    if args.case is None:
        args.usage.error(f"Name the case too: hub twins {args.decision} CASE.")
    from iomdesk.hub.twins import one_person, two_people

    case = CaseId(typed_name(args.case, "A case's id"))
    decide = one_person if args.decision == "one" else two_people
    with hub_work(args, doors) as work:
        holders = {_holder(work, name) for name in args.team}
        if len(holders) == 1:
            raise InputRefused("Name at least two with --team, or none for all.")
        count = decide(work, case, holders)
    return tell_counted(args, doors, count, _DECIDED[args.decision])


def _list_twins(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.hub.twins import open_twins

    with hub_work(args, doors) as work:
        desks = work.desks.all()
        found = [
            {"case": each.case_id, "teams": [_called(desks, h) for h in each.holders]}
            for each in open_twins(work)
        ]
    if args.json:
        doors.say(found)
        return 0
    for said in found:
        doors.tell(f"{said['case']}  {', '.join(said['teams'])}")
    doors.tell(f"{len(found)} to decide: “iomdesk hub twins one|two CASE”.")
    return 0


def _called(desks: Sequence[Any], holder: str) -> str:
    """Return a team's name, or the id of a desk that is alone."""
    of = [desk for desk in desks if desk.holder == holder]
    return str(of[-1].team or of[-1].id)


def _holder(work: Any, name: str) -> Any:
    """Return the holder that a person means by a team, or by a desk that is alone."""
    from iomdesk.hub.teams import team_from

    team = team_from(typed_name(name, "A team"))
    found = {d.holder for d in work.desks.all() if d.team == team or d.id == name}
    if len(found) != 1:
        raise InputRefused(f"The hub knows no team {name}, and no desk of that id.")
    return found.pop()


_DECIDED = {
    "one": "One person from now on: the desks of all get each other's work at their "
    "next sync, and are asked where it collides.",
    "two": "Two people for good: neither team sees the other's.",
}
