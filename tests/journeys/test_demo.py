"""The main job, start to end, by its own command in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REAL_FILES = ROOT.parent / "shared" / "data" / "mpop"


def demo(folder: Path, *words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "iomdesk", "demo", "--dir", str(folder), "--json",
         "--no-pictures", *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def assert_done(said: dict[str, Any], folder: Path) -> None:
    assert said["ok"]
    assert said["found_by_name"]
    assert said["visit"]["signed"]
    assert said["import"]["changed_again"] == 0
    assert said["sync"]["conflicts"] >= 1
    assert set(said["sync"]["shown_while_disputed"].values()) == {"very_high"}
    assert said["sync"]["same_everywhere"]
    assert said["check"]["ok"]
    for name in ("plan.pdf", "visit.pdf", "assessment.pdf"):
        assert (folder / name).read_bytes().startswith(b"%PDF-")
    assert (folder / "plan.docx").read_bytes().startswith(b"PK")


def test_the_demo_does_the_whole_main_job_on_made_up_people(tmp_path: Path) -> None:
    said = demo(tmp_path / "demo")

    assert_done(said, tmp_path / "demo")
    assert said["import"]["people"] >= 60


@pytest.mark.skipif(not REAL_FILES.is_dir(), reason="the real files are not here")
def test_the_demo_does_the_whole_main_job_on_real_files(tmp_path: Path) -> None:
    said = demo(tmp_path / "demo", "--input", str(REAL_FILES))

    assert_done(said, tmp_path / "demo")
    assert said["import"]["people"] >= 1


def test_the_demo_leaves_a_folder_with_other_things_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    done = subprocess.run(
        [sys.executable, "-m", "iomdesk", "demo", "--dir", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "empty folder" in done.stderr
    assert "Traceback" not in done.stderr
