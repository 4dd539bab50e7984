"""The main job, unattended, on made-up people: `iomdesk demo`."""

import argparse
import time
from pathlib import Path
from typing import Any

from iomdesk.commands.doors import Doors
from iomdesk.errors import NotFound
from iomdesk.plain_copy import new_folder


def add_demo_command(commands: Any) -> None:
    demo = commands.add_parser("demo", help="the main job, unattended")
    demo.add_argument("--dir", default="iomdesk-demo", help="a new or empty folder")
    demo.add_argument("--input", help="a folder of real files in place of ours")
    demo.add_argument("--json", action="store_true")
    demo.add_argument("--no-pictures", action="store_true")
    demo.set_defaults(run=_demo)


def _demo(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.commands.demo_story import Story

    folder = Path(args.dir)
    given = _given(args.input) if args.input is not None else None
    new_folder(folder)
    start = time.monotonic()
    tell = doors.note if args.json else doors.tell
    story = Story(folder=folder.resolve(), doors=doors, tell=tell)
    summary = story.run(
        given,
        pictures=not args.no_pictures,
    )
    summary["seconds"] = round(time.monotonic() - start, 1)
    story.write_summary(summary)
    if args.json:
        doors.say(summary)
    else:
        doors.tell(f"Done in {summary['seconds']} s. Look in {folder}/.")
    return 0 if summary["ok"] else 1


def _given(name: str) -> Path:
    """Return the folder of real files that was named, if there are any in it."""
    folder = Path(name)
    if not folder.is_dir():
        raise NotFound(f"There is no folder {name} to take files from.")
    files = [path for path in folder.iterdir() if path.is_file()]
    if not any(path.suffix in {".json", ".csv"} for path in files):
        raise NotFound(f"{name} holds no JSON or CSV file of people.")
    return folder.resolve()
