"""Commands that need no store, and look into one if asked: instruments, schema."""

import argparse
from collections.abc import Callable
from typing import Any

from iomdesk.commands.doors import Doors, input_bytes, input_json
from iomdesk.errors import InputRefused, NotFound
from iomdesk.records.codec import Json


def add_scoring_commands(commands: Any) -> None:
    listing = commands.add_parser("instruments", help="list the instruments")
    listing.add_argument("--json", action="store_true")
    listing.add_argument("--store", help="list the packs of this store too")
    listing.set_defaults(run=_instruments)
    score = commands.add_parser("score", help="compute a score from an input file")
    score.add_argument("instrument")
    score.add_argument("--input", required=True, metavar="FILE")
    score.add_argument("--table", metavar="FILE", help="a force's own matrix or sheet")
    score.add_argument("--json", action="store_true")
    score.set_defaults(run=_score)
    schema = commands.add_parser("schema", help="JSON Schema of an input file")
    schema.add_argument("kind", help="visit, plan, case, assessment or an instrument")
    schema.add_argument("--example", action="store_true")
    schema.add_argument("--store", help="look among the packs of this store too")
    schema.set_defaults(run=_schema)


def _instruments(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.assessments.wording import wording

    found = _catalogue(args, doors).instruments
    if args.json:
        doors.say(
            [
                {
                    "code": i.code,
                    "version": i.version,
                    "title": wording(i.title),
                    "status": i.status,
                    "digest": i.digest,
                }
                for i in found
            ]
        )
        return 0
    for instrument in found:
        doors.tell(
            f"{instrument.code} {instrument.version}  {wording(instrument.title)}"
        )
    return 0


def _score(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.assessments.score import score_each, score_input, score_names

    said, tabled = input_json(args.input), _tabled()
    name, score = args.instrument, tabled.get(args.instrument)
    table = (args.table, input_bytes(args.table)) if args.table else None
    if score:
        found = score_each(said, lambda one: score(one, table))
    elif name not in score_names():
        listed = ", ".join([*score_names(), *tabled])
        raise NotFound(f"There is no score “{name}”. There are: {listed}.")
    elif table:
        raise InputRefused(f"“{name}” takes no table.", "table")
    else:
        found = score_input(name, said)
    doors.say(found)
    return 1 if isinstance(found, dict) and "error" in found else 0


def _tabled() -> dict[str, Callable[[Json, tuple[str, bytes] | None], Json]]:
    """Return the scores that a force's own table can be given to, by name."""
    from iomdesk.oversight.score import crime_cost, crime_harm
    from iomdesk.selection.score import selection_score

    return {
        "selection": selection_score,
        "crime_harm": crime_harm,
        "crime_cost": crime_cost,
    }


def _schema(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.schema import input_example, input_schema

    said = input_example if args.example else input_schema
    doors.say(said(args.kind, doors.kinds, _catalogue(args, doors)))
    return 0


def _catalogue(args: argparse.Namespace, doors: Doors) -> Any:
    """Return the instruments that ship, and the packs of a store that is named."""
    from iomdesk.assessments.catalogue import catalogue, shipped_catalogue

    if args.store is None:
        return shipped_catalogue()
    with doors.open_store(args.store) as store:
        return catalogue(store.queries)
