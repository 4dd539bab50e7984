"""What is loaded by the time Today stands, and how it is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NOT_BEFORE_TODAY = (
    "cattrs", "reportlab", "docx", "PySide6.QtPdf", "PySide6.QtPrintSupport",
    "httpx2", "cryptography", "argon2", "PIL", "starlette",
)  # fmt: skip
"""What Today has no use for; each costs between 10 and 200 ms."""


def loaded_by(code: str) -> set[str]:
    """Return what a new process has loaded after *code*."""
    asked = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    return set(done.stdout.split())


def test_today_loads_nothing_that_it_has_no_use_for() -> None:
    needed = "import ui.app, ui.shell.desk_view, ui.today.screens, db.store"

    loaded = loaded_by(needed)

    assert "ui.today.today_view" in loaded
    assert sorted(set(NOT_BEFORE_TODAY) & loaded) == []


def test_the_hook_of_pyside_is_off_before_the_window_is_loaded() -> None:
    code = (
        "import builtins\n"
        "from ui.plain_imports import plain_imports\n"
        "hooked = builtins.__import__\n"
        "plain_imports()\n"
        "assert builtins.__import__ is builtins.__orig_import__ is not hooked\n"
        "import ui.app"
    )

    assert "ui.window" in loaded_by(code)


@pytest.mark.parametrize("room", ["ui", "iomdesk", "db"])
def test_nothing_asks_for_what_the_hook_is_for(room: str) -> None:
    files = (ROOT / room).rglob("*.py")
    asking = "from __feat" + "ure__"

    assert [str(f) for f in files if asking in f.read_text("utf-8")] == []
