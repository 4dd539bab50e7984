"""Start a program as a process of its own and wait until it says it is painted."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
CHILDREN = Path(__file__).parent / "children"


@frozen(kw_only=True)
class Start:
    """Milliseconds until it was painted, those of a processor, and the memory then."""

    milliseconds: float
    processor: float
    mebibytes: float


def start(child: str, *words: str, home: Path) -> Start:
    """Start *child* once, with *home* for the officer's own files."""
    began = time.perf_counter()
    with _running(child, words, home) as process:
        said = _line(process)
        took = (time.perf_counter() - began) * 1000
        assert said == "painted"
        return Start(
            milliseconds=took,
            processor=_processor(process.pid),
            mebibytes=_memory(process.pid),
        )


def figures_of(child: str, *words: str, home: Path) -> list[float]:
    """Return the numbers that *child* writes in one line."""
    with _running(child, words, home) as process:
        return [float(number) for number in _line(process).split()]


@contextmanager
def _running(
    child: str, words: Sequence[str], home: Path
) -> Iterator[subprocess.Popen[str]]:
    own = {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    own |= {"XDG_DATA_HOME": str(home), "QT_LOGGING_RULES": "*=false"}
    # An officer's program is compiled when it is installed, not at each start.
    own |= {"PYTHONPYCACHEPREFIX": str(home / "compiled")}
    inherited = os.environ.copy()
    inherited.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(
        [sys.executable, str(CHILDREN / child), *words],
        stdout=subprocess.PIPE, text=True, env=inherited | own, cwd=ROOT,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def _processor(pid: int) -> float:
    """Return what all threads have had of a processor: waiting for one is not in it."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    had = ((task / "schedstat").read_text("utf-8").split()[0] for task in tasks)
    return sum(map(int, had)) / 1e6


def _memory(pid: int) -> float:
    """Return the memory in use: the share (PSS) of a process that shares with nobody.

    The system's own count of shares falls with every other Qt program that runs.
    """
    said = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    found = re.search(r"^Rss:\s+(\d+) kB", said, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0
