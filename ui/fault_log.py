"""Where faults are written: types and places, never what was in hand."""

import logging
from pathlib import Path

FILE = "faults.log"


def fault_log(folder: Path) -> logging.Logger:
    """Return the log in *folder*; the file is made with the first fault."""
    log = logging.getLogger("iomdesk.faults")
    log.propagate = False
    if folder.is_dir() and not log.handlers:
        log.addHandler(logging.FileHandler(folder / FILE, delay=True))
    return log
