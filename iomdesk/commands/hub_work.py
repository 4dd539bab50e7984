"""What all of the hub's commands share: its store, and names as they are typed."""

import argparse
import contextlib
from collections.abc import Iterator
from typing import Any

from iomdesk.commands.doors import Doors
from iomdesk.errors import InputRefused, NotFound
from iomdesk.records.ids import DeskId


def add_part(parts: Any, name: str, run: Any, words: str) -> argparse.ArgumentParser:
    """Return a command that is about one hub."""
    part: argparse.ArgumentParser = parts.add_parser(name, help=words)
    part.add_argument(
        "--db",
        metavar="URL",
        default="iomdesk-hub",
        help="the hub's folder, or postgresql://…",
    )
    part.add_argument("--json", action="store_true")
    part.set_defaults(run=run)
    return part


@contextlib.contextmanager
def hub_work(args: argparse.Namespace, doors: Doors) -> Iterator[Any]:
    """Open the hub's store for one transaction."""
    store = doors.hub_store(args.db)
    try:
        with store.work() as work:
            yield work
    finally:
        store.close()


def typed_name(said: str, what: str) -> str:
    """Return a name that can be kept and shown, or refuse it."""
    from iomdesk.sync.plain import is_name

    if not is_name(said):
        raise InputRefused(
            f"{what} must be 1 to 200 letters, and none that cannot be shown."
        )
    return said


def named_desk(work: Any, name: str) -> Any:
    found = work.desks.get(DeskId(typed_name(name, "A desk's id")))
    if found is None:
        raise NotFound(f"The hub knows no desk {name}. “iomdesk hub desks” lists them.")
    return found


def tell_counted(args: argparse.Namespace, doors: Doors, count: int, words: str) -> int:
    if args.json:
        doors.say({"done": count})
    else:
        doors.tell(words if count else "Nothing had to be changed.")
    return 0
