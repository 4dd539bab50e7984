"""The database that a run of tests starts ends with it, also when it is killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.children import MARK
from tests.hub.postgresql import server_programs

pytestmark = pytest.mark.skipif(
    server_programs() is None or not Path("/proc/self/environ").exists(),
    reason="there is no PostgreSQL, or no /proc to look in",
)
ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 20
RUN = """
import time
from tests.children import ended_with_us
from tests.hub.postgresql import running, server_programs
with ended_with_us(), running(server_programs()) as url:
    print(url.partition("host=")[2], flush=True)
    time.sleep(600)
"""


def test_the_database_of_a_killed_run_ends_with_it() -> None:
    environment = {k: v for k, v in os.environ.items() if k != MARK}
    with subprocess.Popen(
        [sys.executable, "-c", RUN],
        cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, start_new_session=True,
    ) as run:  # fmt: skip
        assert run.stdout is not None
        folder = run.stdout.readline().strip()
        assert servers_in(folder)

        run.send_signal(signal.SIGKILL)
        run.wait(PATIENCE_SECONDS)

    start = time.monotonic()
    while left := servers_in(folder):
        assert time.monotonic() - start < PATIENCE_SECONDS, left
        time.sleep(0.05)
    shutil.rmtree(folder)


def servers_in(folder: str) -> list[str]:
    """Return the processes whose socket is in *folder*."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes()
        except OSError:
            continue
        if b"postgres" in words and folder.encode() in words:
            found.append(path.parent.name)
    return found
