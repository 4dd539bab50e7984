"""What a plain copy outside is called: after reference and paper, not after a name."""

import re
from datetime import date
from pathlib import Path

from iomdesk.papers.paper import PaperFormat

_LONGEST = 40
"""Characters of a reference that a name keeps."""

_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Devices of Windows: a file of that name is none there, whatever its ending."""


def copy_name(reference: str, kind: str, on: date, form: PaperFormat) -> str:
    """Return “X424242-plan-2026-11-30.pdf”, which every system takes as a name.

    Letters, figures and hyphens alone are kept of *reference*, and of the kind, which
    another version of the program may have named; who has no reference is
    “no-reference”.
    """
    stem = f"{_plain(reference) or 'no-reference'}-{_plain(kind)}-{on.isoformat()}"
    guarded = f"_{stem}" if _RESERVED.match(stem) else stem
    return f"{guarded}.{form.value}"


def free_name(folder: Path, name: str) -> str:
    """Return *name*, or with -2, -3 and so on where *folder* has such a file."""
    wanted = Path(name)
    tried, number = name, 1
    while (folder / tried).exists() or (folder / tried).is_symlink():
        number += 1
        tried = f"{wanted.stem}-{number}{wanted.suffix}"
    return tried


def _plain(words: str) -> str:
    return _UNSAFE.sub("-", words).strip("-")[:_LONGEST].strip("-")
