"""Faults of ours: a plain sentence for the officer, type and place for the log."""

import logging
import sys
import threading
import traceback
from hashlib import sha256
from pathlib import PurePath
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from iomdesk.errors import UserError

SENTENCE = (
    "That step did not work, because of a fault in this program. What you typed is"
    " kept. Try again; if it happens again, give your support desk the code {code}."
)
_PLACES = 8


class CrashHandler(QObject):
    """`crashed` carries the sentence to show, on the GUI thread whoever reports."""

    crashed = Signal(str)
    refused = Signal(str)
    _reported = Signal(object)

    def __init__(self, log: logging.Logger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._reported.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take every exception that nothing else caught, on any thread."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def report(self, fault: BaseException) -> None:
        """Log *fault* and say so; its own text is not kept, for it may name people."""
        self._reported.emit(fault)

    def _take(self, fault: BaseException) -> None:
        # A refusal that no screen expected is still a sentence for the officer.
        if isinstance(fault, UserError):
            self.refused.emit(str(fault))
            return
        code = fault_code(fault)
        self._log.error("%s %s", code, fault_line(fault))
        self.crashed.emit(SENTENCE.format(code=code))

    def _uncaught(
        self,
        _kind: type[BaseException],
        fault: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        if isinstance(fault, KeyboardInterrupt):
            sys.exit(130)
        self.report(fault)

    def _uncaught_in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value:
            self.report(told.exc_value)


def fault_line(fault: BaseException) -> str:
    """Return the type of *fault* and the places it came through, with no values."""
    kinds: list[str] = []
    places: list[str] = []
    current: BaseException | None = fault
    while current and len(kinds) < _PLACES:
        kinds.append(type(current).__name__)
        for frame in traceback.extract_tb(current.__traceback__)[-_PLACES:]:
            module = "/".join(PurePath(frame.filename).parts[-2:])
            places.append(f"{module}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return " from ".join(kinds) + " at " + " < ".join(reversed(places))


def fault_code(fault: BaseException) -> str:
    """Return a short code that is the same wherever the same fault happens."""
    return sha256(fault_line(fault).encode()).hexdigest()[:6].upper()
