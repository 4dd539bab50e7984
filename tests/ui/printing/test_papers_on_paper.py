"""A paper is printed from memory: page by page, logged first, with no plain file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.errors import InputRefused
from iomdesk.papers.paper import Paper, PaperFormat
from iomdesk.ports import Operation
from tests.pages.screens import press, settle
from tests.ui.cups import QUEUE, PrintServer
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import DemoPerson
from ui.papers.preview_view import PreviewView
from ui.papers.preview_viewmodel import PreviewViewModel
from ui.places import PreviewPlace

A4 = 842
"""Points high: the paper in the tray of the queue."""

_SIDE = QSize(120, 170)


def preview(desk: DeskAtHand, person: DemoPerson, kind: str) -> PreviewView:
    place = PreviewPlace(case_id=person.case_id, kind=kind)
    made = PreviewView(PreviewViewModel(desk, place))
    made.resize(1175, 720)
    made.show()
    settle()
    return made


@pytest.fixture
def view(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> Iterator[PreviewView]:
    assert app
    made = preview(desk, person, "plan")
    yield made
    made.deleteLater()


def print_it(view: PreviewView) -> None:
    press(view, "Print…")
    (chooser,) = view.findChildren(QPrintDialog)
    chooser.accept()
    settle()


def pages_of(pdf: QPdfDocument) -> list[QImage]:
    return [_on_white(pdf.render(page, _SIDE)) for page in range(pdf.pageCount())]


def _on_white(page: QImage) -> QImage:
    paper = QImage(page.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.end()
    return paper


def likeness(one: QImage, other: QImage) -> float:
    """Return how many of the pixels are as dark in both, from 0 to 1."""
    points = [(x, y) for x in range(_SIDE.width()) for y in range(_SIDE.height())]
    same = [
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) < 60
        for x, y in points
    ]
    return sum(same) / len(same)


def test_every_page_comes_out_as_it_was_shown(
    printer: PrintServer, view: PreviewView
) -> None:
    print_it(view)

    pages = view.document.pageCount()
    assert "%%EOF" in printer.printed(pages)
    sent = QPdfDocument()
    assert sent.load(str(printer.received()[0])) is QPdfDocument.Error.None_
    shown, printed = pages_of(view.document), pages_of(sent)
    assert len(shown) == len(printed)
    assert round(sent.pagePointSize(0).height()) == A4
    alike = zip(shown, printed, strict=True)
    assert all(likeness(one, other) > 0.9 for one, other in alike)


def test_printing_is_logged_as_a_copy_that_left(
    printer: PrintServer,
    view: PreviewView,
    desk: DeskAtHand,
    store: EncryptedStore,
    person: DemoPerson,
) -> None:
    print_it(view)

    (paper,) = store.queries.records(Paper, person.case_id)
    assert [d.to for d in paper.disclosed.values()] == [f"printed on {QUEUE}"]
    logged = [r.operation for r in store.queries.access_log(case_id=person.case_id)]
    assert Operation.DISCLOSURE in logged
    assert any(f"is sent to {QUEUE}" in words for words in desk.words)
    assert printer.received()


def test_no_plain_copy_writes_over_a_file(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, tmp_path: Path
) -> None:
    assert app
    held = tmp_path / "X012345-plan-2026-11-22.pdf"
    held.write_bytes(b"somebody else")
    viewmodel = preview(desk, person, "plan").viewmodel

    viewmodel.save_outside(PaperFormat.PDF, "Panel", "Review", str(held))

    assert held.read_bytes() == b"somebody else"
    assert any("no copy writes over one" in words for words in desk.words)


def test_nothing_is_printed_of_what_is_no_pdf(
    printer: PrintServer, app: QApplication
) -> None:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    from ui.printing import print_pdf

    assert app
    with pytest.raises(InputRefused, match="did not take it"):
        print_pdf(b"no pdf", QPrinter(QPrinterInfo.printerInfo(QUEUE)))
    assert printer.received() == []
