"""Who writes next: an officer before what comes from the hub."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_JUST_NOW = 10.0
"""Seconds for which an officer counts as at work."""


class Turns:
    """A lock that a thread may take again, with a way to stand back from it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._asked = threading.Condition()
        self._waiting = 0
        self._last = -_JUST_NOW

    @contextmanager
    def first(self) -> Iterator[None]:
        """Hold the lock for what somebody waits for."""
        with self._asked:
            self._waiting += 1
        try:
            with self.lock:
                yield
        finally:
            with self._asked:
                self._waiting -= 1
                self._asked.notify_all()

    @contextmanager
    def last(self) -> Iterator[None]:
        """Hold the lock once nobody waits for it.

        DANGER: not inside `first`, which it would wait for without end.
        """
        with self._asked:
            self._asked.wait_for(lambda: not self._waiting)
        with self.lock:
            yield

    def note_work(self) -> None:
        """Note that an officer is at work."""
        self._last = time.monotonic()

    @property
    def is_wanted(self) -> bool:
        """Say whether somebody waits for whoever holds the lock."""
        return self._waiting > 0

    @property
    def is_busy(self) -> bool:
        """Say whether an officer works at the store just now."""
        return self.is_wanted or time.monotonic() - self._last < _JUST_NOW
