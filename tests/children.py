"""Whatever a test starts ends with it, also when the run of tests itself is killed.

Every process that a test starts, and those that they start, inherit one word in their
environment. A guardian outside the run's process group waits for the run to end, in
whatever way, and then kills all that still carry the word.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MARK = "IOMDESK_TEST_RUN"


@contextmanager
def ended_with_us() -> Iterator[str]:
    """Mark what is started from here on, and yield the mark that ends with us."""
    mark = f"{os.getpid()}-{os.urandom(8).hex()}"
    guardian = subprocess.Popen(
        [sys.executable, __file__, mark],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    os.environ[MARK] = mark
    try:
        yield mark
    finally:
        del os.environ[MARK]
        guardian.communicate(timeout=30)


def marked() -> dict[str, str]:
    """Return what a child needs that is given an environment of its own."""
    return {MARK: os.environ[MARK]} if MARK in os.environ else {}


def kill_marked(mark: str) -> None:
    """Kill all that carries *mark*, until a look finds none."""
    word = f"{MARK}={mark}".encode()
    while found := [pid for pid in _processes() if word in _environment(pid)]:
        for pid in found:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


def _processes() -> list[int]:
    return [
        int(path.name)
        for path in Path("/proc").glob("[0-9]*")
        if int(path.name) != os.getpid()
    ]


def _environment(pid: int) -> list[bytes]:
    """Return the words of a process that lives; a dead one has none."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdin.read()
    kill_marked(sys.argv[1])
