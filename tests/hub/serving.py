"""A hub that serves, as a process of its own, and what it says meanwhile."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]


@frozen
class Served:
    """A hub process; *said* holds all it wrote once it has ended."""

    url: str
    process: subprocess.Popen[str]
    output: Path

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    @property
    def said(self) -> str:
        return self.output.read_text("utf-8")


@contextmanager
def served(db: str, output: Path) -> Iterator[Served]:
    """Serve the hub's store at *db* on a free port until the block ends."""
    words = [sys.executable, "-m", "iomdesk", "hub", "serve", "--db", db, "--port", "0"]
    with output.open("w") as log:
        process = subprocess.Popen(
            words, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
        )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        yield Served(line.split()[-1], process, output)
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=30)
        with output.open("a") as log:
            log.write(rest)
