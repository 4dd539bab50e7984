"""Nothing is loaded before it is needed: what the unlock screen has, and no more."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import frozen

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
    "iomdesk.own_store",
    "iomdesk.resources",
    "iomdesk.troubles",
    "ui.app",
    "ui.look",
    "ui.outside",
    "ui.session",
    "ui.tasks",
    "ui.theme",
    "ui.unlock",
    "ui.unlock.attempts",
    "ui.unlock.gate_view",
    "ui.unlock.passphrase_view",
    "ui.unlock.unlock_view",
    "ui.unlock.unlock_viewmodel",
    "ui.widgets",
    "ui.widgets.buttons",
    "ui.widgets.card",
    "ui.widgets.marking_bar",
    "ui.widgets.progress",
    "ui.widgets.text",
    "ui.window",
}
"""Every module of ours: no record, no rule, no picture, no screen of the desk."""

STANDARD = {"heapq", "queue"}
"""What the program adds to the parts of the standard library that Qt brings along."""

UNUSED = {"QStyle", "QTableView", "QTreeView", "QWizard"}
"""Classes of Qt that PySide makes only when one is met, a few hundred at once."""

QT = {"QtCore", "QtGui", "QtWidgets", "support"}

_CHILD = """
import json, os, sys
from pathlib import Path
from PySide6 import QtGui, QtWidgets
from PySide6.QtCore import QCoreApplication, QTimer
before = set(sys.modules)
import iomdesk.__main__ as program
from ui.app import Program, application

app = application()
running = Program(app, program.outside(), Path(sys.argv[1]))
running.window.start()
running.window.show()
QTimer.singleShot(0, QCoreApplication.exit)
app.exec()
title = type(running.window.centralWidget()).__name__
added = sorted(set(sys.modules) - before)
print(json.dumps([title, sorted(sys.modules), added, sorted(vars(QtWidgets))]))
sys.stdout.flush()
os._exit(0)
"""


@frozen(kw_only=True)
class Loaded:
    """Modules of a child process that shows the unlock screen, and its Qt classes."""

    modules: set[str]
    after_qt: set[str]
    widgets: set[str]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("own")
    (folder / "store.db").touch()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    title, modules, after_qt, widgets = json.loads(done.stdout)
    assert title == "UnlockView"
    return Loaded(modules=set(modules), after_qt=set(after_qt), widgets=set(widgets))


def test_no_library_but_qt_is_loaded(loaded: Loaded) -> None:
    tops = {name.split(".")[0] for name in loaded.modules}
    foreign = tops - sys.stdlib_module_names - ALLOWED
    # An editable install leaves its finder behind.
    assert {name for name in foreign if not name.startswith("_")} == set()


def test_of_the_standard_library_next_to_nothing_is_added(loaded: Loaded) -> None:
    tops = {name.split(".")[0] for name in loaded.after_qt}
    standard = {n for n in tops & sys.stdlib_module_names if not n.startswith("_")}

    assert standard <= STANDARD


def test_of_ours_only_the_way_in_is_loaded(loaded: Loaded) -> None:
    tops = {"ui", "iomdesk", "db"}
    ours = {n for n in loaded.modules if n.split(".")[0] in tops and "." in n}

    assert ours == OURS


def test_of_the_widgets_only_those_in_use_are_made(loaded: Loaded) -> None:
    assert loaded.widgets & UNUSED == set()


def test_of_qt_only_what_a_window_needs_is_loaded(loaded: Loaded) -> None:
    parts = {n.split(".")[1] for n in loaded.modules if n.startswith("PySide6.")}

    assert parts == QT
