"""Find what nothing in the program calls: part of `make check`.

What only a test calls is found too: a part that is tested and never used is a promise
that nobody keeps. Fields of records and members of enumerations are left out: they are
read by their stored names.
"""

import sys
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

ROOMS = ("iomdesk", "ui", "db", "packaging/rehearsal")
KINDS = {"class", "function", "method", "property", "unreachable_code"}
SURE = 60
"""Per cent: vulture is no surer than that of any function or class."""

QT = {
    "columnCount", "contextMenuEvent", "expandingDirections", "hitButton",
    "itemAt", "minimumTabSizeHint", "mouseMoveEvent", "mousePressEvent",
    "nativeEventFilter", "tabletEvent", "wheelEvent",
}  # fmt: skip
"""Qt calls them by these names."""

WANTED = {
    "_sleep": "the system's power service calls it by its slot",
    "getRGBData": "reportlab asks a picture for it",
    "from_json": "proofs of the slots' file read it as strictly as it can be read",
    "checkpoint": "proofs of replayed pages need the log folded into the file",
    "document_texts": "what a document says, as its proofs read it",
    "sign_visit": "proofs record a visit and sign it in two steps",
    "complete_assessment": "proofs answer an assessment and complete it in two steps",
    "keep_assessment": "proofs answer an assessment without completing it",
    "edit_case": "proofs change details as a form leaves them",
    "end_contact": "people around have no dialog yet; proofs end one by hand",
    "is_waiting": "proofs of drafts look whether one is on its way",
}
"""What is called from outside the program, and why it stays."""


def main() -> int:
    """Return 1 where something is called by nothing, or a reason stands for nothing."""
    uncalled, reasons = _uncalled(), WANTED.keys() | QT
    found = [item for item in uncalled if item.name not in reasons]
    for item in found:
        place = f"{Path(item.filename).relative_to(Path.cwd())}:{item.first_lineno}"
        print(f"{place}: nothing calls the {item.typ} “{item.name}”")
    idle = reasons - {item.name for item in uncalled}
    for name in sorted(idle):
        print(f"packaging/uncalled.py: “{name}” needs no reason any more")
    return 1 if found or idle else 0


def _uncalled() -> list[Item]:
    vulture = Vulture()
    vulture.scavenge([str(Path(room)) for room in ROOMS])
    return [i for i in vulture.get_unused_code(min_confidence=SURE) if _is_ours(i)]


def _is_ours(item: Item) -> bool:
    """Say whether *item* can be uncalled; a name of a module's own is at its margin."""
    if item.typ in KINDS:
        return True
    if item.typ != "variable":
        return False
    line = Path(item.filename).read_text("utf-8").split("\n")[item.first_lineno - 1]
    return not line.startswith(" ")


if __name__ == "__main__":
    sys.exit(main())
