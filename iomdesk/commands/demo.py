"""The main job, unattended, on made-up people: `iomdesk demo`, of the source alone."""

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from iomdesk.commands.doors import Doors
from iomdesk.errors import NotFound


def add_demo_command(commands: Any) -> None:
    demo = commands.add_parser("demo", help="the main job, unattended")
    demo.add_argument("--dir", default="iomdesk-demo", help="a new or empty folder")
    demo.add_argument("--input", help="a folder of real files in place of ours")
    demo.add_argument("--json", action="store_true")
    demo.add_argument("--no-pictures", action="store_true")
    demo.set_defaults(run=_demo)


def _demo(args: argparse.Namespace, doors: Doors) -> int:
    """Run the rehearsal; it is imported by name, so that no bundle takes it along."""
    source = Path(__file__).parents[2] / "packaging"
    if not (source / "rehearsal").is_dir():
        raise NotFound(
            "The demo is not in the installed program. It comes with the source of "
            "IOM Desk: run “make demo” there."
        )
    if str(source) not in sys.path:
        sys.path.append(str(source))
    done: int = import_module("rehearsal.demo").demo(args, doors)
    return done
