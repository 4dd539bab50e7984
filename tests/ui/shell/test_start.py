"""Nothing is loaded before it is needed: what the unlock screen has, and no more."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

ALLOWED = {
    "iomdesk",
    "resources",
    "ui",
    # Qt, and what it brings along
    "PySide6",
    "shiboken6",
    "shibokensupport",
    "signature_bootstrap",
    "__feature__",
    # the interpreter's own
    "__main__",
    "_distutils_hack",
    "sitecustomize",  # Debian's Python has one
}
"""Top-level modules, beside the standard library's."""

OURS = {
    "iomdesk.__main__",
    "iomdesk.errors",
    "iomdesk.resources",
    "ui.app",
    "ui.look",
    "ui.outside",
    "ui.session",
    "ui.tasks",
    "ui.theme",
    "ui.unlock",
    "ui.widgets",
    "ui.window",
}
"""Modules of ours, two names deep: no record, no rule, no screen of the desk."""

QT = {"QtCore", "QtGui", "QtWidgets", "support"}

_CHILD = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
import iomdesk.__main__ as program
from ui.app import Program, application

app = application()
running = Program(app, program._outside(), Path(sys.argv[1]))
running.window.start()
running.window.show()
QTimer.singleShot(0, QCoreApplication.exit)
app.exec()
title = type(running.window.centralWidget()).__name__
print(json.dumps([title, sorted(sys.modules)]), flush=True)
os._exit(0)
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the modules of a child process that shows the unlock screen."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "store.db").touch()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    title, modules = json.loads(done.stdout)
    assert title == "UnlockView"
    return set(modules)


def test_no_library_but_qt_is_loaded(loaded: set[str]) -> None:
    tops = {name.split(".")[0] for name in loaded}
    foreign = tops - sys.stdlib_module_names - ALLOWED
    # An editable install leaves its finder behind.
    assert {name for name in foreign if not name.startswith("_")} == set()


def test_of_ours_only_the_way_in_is_loaded(loaded: set[str]) -> None:
    ours = {n for n in loaded if n.split(".")[0] in {"ui", "iomdesk", "db"}}

    assert {".".join(n.split(".")[:2]) for n in ours if "." in n} == OURS


def test_of_qt_only_what_a_window_needs_is_loaded(loaded: set[str]) -> None:
    parts = {n.split(".")[1] for n in loaded if n.startswith("PySide6.")}

    assert parts == QT
