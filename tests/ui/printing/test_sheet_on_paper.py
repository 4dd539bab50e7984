"""The recovery sheet comes out of a real queue; what is said stands by its button."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QWidget

from tests.pages.screens import press, settle, words_in
from tests.ui.cups import QUEUE, PrintServer
from tests.ui.open_desks import OpenDeskAtHand
from ui.session import Session
from ui.settings.keys_view import SheetCard
from ui.settings.keys_viewmodel import KeysViewModel
from ui.unlock.first_run_view import FirstRunView
from ui.unlock.first_run_viewmodel import FirstRunViewModel, Step
from ui.widgets.dialog import Confirm

CODE = "7K3M-Q0PZ-41VD-8XRA-2NWE-5HTC-9BJG"


@pytest.fixture
def first_run(
    app: QApplication, make_session: Callable[..., Session]
) -> Iterator[QWidget]:
    assert app
    viewmodel = FirstRunViewModel(make_session())
    view = FirstRunView(viewmodel)
    viewmodel.show(Step.SHEET, name="DC 4471 Marsh", code=CODE)
    view.resize(1200, 700)
    view.show()
    settle()
    yield view
    view.deleteLater()


@pytest.fixture
def settings(app: QApplication, open_desk: OpenDeskAtHand) -> Iterator[QWidget]:
    assert app
    viewmodel = KeysViewModel(open_desk)
    view = SheetCard(viewmodel)
    viewmodel.code = CODE
    viewmodel.changed.emit()
    view.show()
    settle()
    yield view
    view.deleteLater()


def dialog(view: QWidget) -> QPrintDialog:
    settle()
    (found,) = view.findChildren(QPrintDialog)
    return found


def text_of(pdf: Path) -> str:
    document = QPdfDocument()
    assert document.load(str(pdf)) is QPdfDocument.Error.None_
    return " ".join(document.getAllText(0).text().split())


@pytest.mark.parametrize("where", ["first_run", "settings"])
def test_the_sheet_comes_out_of_the_printer(
    request: pytest.FixtureRequest, printer: PrintServer, where: str
) -> None:
    view = request.getfixturevalue(where)
    press(view, "Print the sheet…")
    chooser = dialog(view)
    assert chooser.printer().printerName() == QUEUE

    chooser.accept()
    settle()

    assert any("The sheet is sent to desk-printer" in words for words in words_in(view))
    assert "%%Page: 1 1" in printer.printed()
    assert CODE in text_of(printer.received()[0])


def test_without_a_printer_the_words_stand_by_the_button(
    printer: PrintServer, first_run: QWidget
) -> None:
    printer.remove(QUEUE)

    press(first_run, "Print the sheet…")

    assert any(
        words.startswith("No printer is set up") for words in words_in(first_run)
    )
    assert not first_run.findChildren(QPrintDialog)


@pytest.mark.parametrize(
    "kind", ["Office PDF writer", "XPS Document Writer", "OneNote"]
)
def test_a_printer_that_writes_a_file_is_warned_of_first(
    printer: PrintServer, first_run: QWidget, kind: str
) -> None:
    printer.remove(QUEUE)
    printer.add_queue("office", device=f"file:{printer.paper}", description=kind)
    press(first_run, "Print the sheet…")
    dialog(first_run).accept()
    settle()
    question = first_run.findChild(Confirm)
    assert isinstance(question, Confirm)
    assert any("writes a plain file on this laptop" in w for w in words_in(question))

    question.stay.click()
    settle()

    assert printer.received() == []
    assert not any("is sent to" in words for words in words_in(first_run))


def test_what_is_on_its_way_is_kept_in_memory(
    printer: PrintServer, first_run: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", "/nowhere")
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    press(first_run, "Print the sheet…")
    dialog(first_run).accept()
    settle()

    assert CODE in text_of(printer.received()[0])
    assert filesystem_of(os.environ["TMPDIR"]) == "tmpfs"


def filesystem_of(folder: str) -> str:
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    return next(kind for _, at, kind, *_ in mounts if at == folder)
