"""The rehearsal's command: a folder, the story told into it, and its summary."""

import argparse
import time
from pathlib import Path

from iomdesk.commands.doors import Doors
from iomdesk.errors import NotFound
from iomdesk.plain_copy import new_folder
from rehearsal.story import Story


def demo(args: argparse.Namespace, doors: Doors) -> int:
    """Run the main job into a new folder, as `iomdesk demo` asks for it."""
    folder = Path(args.dir)
    given = _given(args.input) if args.input is not None else None
    new_folder(folder)
    start = time.monotonic()
    tell = doors.note if args.json else doors.tell
    story = Story(folder=folder.resolve(), doors=doors, tell=tell)
    summary = story.run(given, pictures=not args.no_pictures)
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
