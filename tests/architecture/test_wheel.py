"""What is installed is the program, and none of what rehearses it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_our_packages_alone(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    tops = {name.split("/")[0] for name in names}
    assert {t for t in tops if not t.endswith(".dist-info")} == {
        "iomdesk", "ui", "db", "resources",
    }  # fmt: skip
    assert not any("demo/" in name or "rehearsal" in name for name in names)


def test_the_installed_program_says_where_its_demo_is(
    wheel: Path, tmp_path: Path
) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "program")

    done = subprocess.run(
        [sys.executable, "-m", "iomdesk", "demo", "--dir", "here"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path / "program")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "with the source" in done.stderr
    assert not (tmp_path / "here").exists()
