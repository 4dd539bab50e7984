"""No process outlives the tests that started it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.children import MARK

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="there is no /proc to look in"
)
ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 10
RUN = """
import subprocess, sys
from tests.children import ended_with_us
with ended_with_us():
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', SLEEP])"
    sleep = "print('asleep', flush=True); import time; time.sleep(600)"
    words = [sys.executable, "-c", child.replace("SLEEP", repr(sleep))]
    started = subprocess.Popen(words, start_new_session=True)
    sys.stdin.readline()
"""


def sleepers() -> set[str]:
    """Return the processes that sleep as grandchildren of a run."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes()
        except OSError:
            continue
        if b"time.sleep(600)" in words and MARK.encode() not in words:
            found.add(path.parent.name)
    return found


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, None], ids=str)
def test_what_a_run_started_ends_with_it(end: signal.Signals | None) -> None:
    before = sleepers()
    environment = {k: v for k, v in os.environ.items() if k != MARK}
    with subprocess.Popen(
        [sys.executable, "-c", RUN],
        cwd=ROOT, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    ) as run:  # fmt: skip
        assert run.stdout is not None
        assert run.stdin is not None
        assert run.stdout.readline() == "asleep\n"
        assert sleepers() - before

        if end is None:
            run.stdin.write("\n")
            run.stdin.flush()
        else:
            run.send_signal(end)
        run.wait(PATIENCE_SECONDS)

    start = time.monotonic()
    while left := sleepers() - before:
        assert time.monotonic() - start < PATIENCE_SECONDS, left
