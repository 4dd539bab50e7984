"""Tests that a crash leaves no picture of the memory, where the key was."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="dumps are forbidden in another way elsewhere"
)

ALLOW = """
import os, resource
def allow():
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    most = resource.RLIM_INFINITY if os.getuid() == 0 else hard
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
allow()
"""
STATE = """
import ctypes, json
from db.process import forbid_dumps
def state():
    dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
    return {"limits": resource.getrlimit(resource.RLIMIT_CORE), "dumpable": dumpable}
before = state()
forbid_dumps()
print(json.dumps([before, state()]))
"""
CRASH = """
import json
child = os.fork()
if child == 0:
    if {forbidden}:
        from db.process import forbid_dumps
        forbid_dumps()
    os.abort()
status = os.waitpid(child, 0)[1]
print(json.dumps([os.WIFSIGNALED(status), os.WCOREDUMP(status), os.listdir()]))
"""
STILL_ITSELF = """
import json
from db.process import forbid_dumps
if os.getuid() == 0:
    os.setresuid(65534, 65534, 65534)
forbid_dumps()
print(json.dumps([bool(os.listdir("/proc/self/fd")), os.readlink("/proc/self/exe")]))
"""


def told_by(script: str, folder: Path) -> Any:
    """Return the JSON that *script* prints, run in *folder* with dumps allowed."""
    done = subprocess.run(
        [sys.executable, "-c", ALLOW + script],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_limit_and_the_mark_that_allow_a_dump_are_taken_away(
    tmp_path: Path,
) -> None:
    before, after = told_by(STATE, tmp_path)

    assert before["dumpable"] == 1
    assert after == {"limits": [0, 0], "dumpable": 0}
    if os.getuid() == 0:
        assert before["limits"][0] != 0


def test_a_crash_leaves_no_core(tmp_path: Path) -> None:
    was_killed, was_dumped, files = told_by(CRASH.format(forbidden=True), tmp_path)

    assert was_killed
    assert not was_dumped
    assert files == []


def test_the_same_crash_with_dumps_allowed_leaves_one(tmp_path: Path) -> None:
    was_killed, was_dumped, _ = told_by(CRASH.format(forbidden=False), tmp_path)

    if not was_dumped:
        pytest.skip("this machine never writes cores, so nothing can be shown")
    assert was_killed


def test_the_program_can_still_look_at_itself(tmp_path: Path) -> None:
    sees_its_files, program = told_by(STILL_ITSELF, tmp_path)

    assert sees_its_files
    assert Path(program).name.startswith("python")
