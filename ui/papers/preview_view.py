"""A document shown inside the program: nothing is opened or written outside."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from iomdesk.papers.file_names import free_name
from iomdesk.papers.paper import PaperFormat
from ui.papers.copy_view import CopyDialog
from ui.papers.preview_viewmodel import PreviewViewModel
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.files import file_chooser
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.pages import bare_layout
from ui.widgets.printers import ask_for_printer
from ui.widgets.text import text

_STEP = 1.25
_LEAST, _MOST = 0.25, 5.0
_FORMATS = {PaperFormat.PDF: "PDF (*.pdf)", PaperFormat.DOCX: "Word (*.docx)"}


class TopBar(QFrame):
    """What is shown, which page, how large, and the ways out."""


class Pages(QPdfView):
    """Keys move through the pages; what they say is read out by a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(12)


class PreviewView(QWidget):
    def __init__(self, viewmodel: PreviewViewModel) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self._build()
        viewmodel.changed.connect(self._draw)
        self._draw()

    def begins_at(self) -> QWidget | None:
        """Return the pages, so that Page Down turns them; None until they are made."""
        return self.pages if self._buffer.isOpen() else None

    def _build(self) -> None:
        self.title = text("", "heading", wrap=True)
        self.page = text("", "muted")
        self.zoom = text("", "muted")
        self.earlier = Button("Page before", "icon", picture="chevron-up")
        self.later = Button("Next page", "icon", picture="chevron-down")
        self.smaller = Button("Smaller", "icon", picture="minus", shortcut="Ctrl+-")
        self.larger = Button("Larger", "icon", picture="plus", shortcut="Ctrl+=")
        self.fit = Button("Fit the width", shortcut="Ctrl+0")
        self.print = Button("Print…", picture="print", shortcut="Ctrl+P")
        self.copy = Button("Save a copy outside…")
        self.back = Button("Back", picture="chevron-left", shortcut="Alt+Left")
        self.earlier.clicked.connect(partial(self._go, -1))
        self.later.clicked.connect(partial(self._go, 1))
        self.smaller.clicked.connect(partial(self._zoom_by, 1 / _STEP))
        self.larger.clicked.connect(partial(self._zoom_by, _STEP))
        self.fit.clicked.connect(self._fit)
        self.print.clicked.connect(self._ask_printer)
        self.copy.clicked.connect(self._ask_copy)
        self.back.clicked.connect(self.viewmodel.back)
        self.pages = Pages()
        self.pages.setDocument(self.document)
        self.pages.pageNavigator().currentPageChanged.connect(self._say_page)
        self.pages.zoomFactorChanged.connect(self._say_zoom)
        self._lay_out()

    def _lay_out(self) -> None:
        self.bar = TopBar()
        row = FlowLayout(self.bar, gap=8)
        row.setContentsMargins(24, 8, 24, 8)
        for widget in (
            self.back,
            self.title,
            self.earlier,
            self.page,
            self.later,
            self.smaller,
            self.zoom,
            self.larger,
            self.fit,
            self.print,
            self.copy,
        ):
            row.addWidget(widget)
        self._stack = QStackedWidget()
        self._empty = EmptyState("The document is being made")
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.pages)
        layout = bare_layout(self)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        for keys, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._go, by))

    def _draw(self) -> None:
        if self.viewmodel.refusal:
            words = self.viewmodel.refusal
            self._empty.set_words("The document cannot be shown", words)
            return
        self.title.setText(self.viewmodel.title)
        if self.viewmodel.content and not self._buffer.isOpen():
            self._buffer.setData(QByteArray(self.viewmodel.content))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._buffer)
            self._stack.setCurrentWidget(self.pages)
            self._say_page()
            self._say_zoom()
        shown = self._buffer.isOpen()
        for widget in (
            self.earlier,
            self.later,
            self.smaller,
            self.larger,
            self.fit,
            self.print,
            self.copy,
        ):
            widget.setEnabled(shown)

    def _go(self, by: int) -> None:
        navigator = self.pages.pageNavigator()
        page = navigator.currentPage() + by
        if 0 <= page < self.document.pageCount():
            navigator.jump(page, QPointF(), navigator.currentZoom())

    def _zoom_by(self, times: float) -> None:
        factor = min(_MOST, max(_LEAST, self._factor() * times))
        self.pages.setZoomMode(QPdfView.ZoomMode.Custom)
        self.pages.setZoomFactor(factor)

    def _factor(self) -> float:
        """Return how large the pages are drawn, also where they fit the width."""
        if self.pages.zoomMode() is QPdfView.ZoomMode.Custom:
            return self.pages.zoomFactor()
        wide = self.document.pagePointSize(0).width()
        points = self.pages.viewport().width() / (self.logicalDpiX() / 72)
        return points / wide if wide else 1.0

    def _fit(self) -> None:
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._say_zoom()

    def _say_page(self) -> None:
        page, count = (
            self.pages.pageNavigator().currentPage(),
            self.document.pageCount(),
        )
        self.page.setText(f"Page {page + 1} of {count}")
        self.pages.setAccessibleName(f"Page {page + 1} of {count}")
        if count:
            self.pages.setAccessibleDescription(self.document.getAllText(page).text())

    def _say_zoom(self) -> None:
        fitted = self.pages.zoomMode() is QPdfView.ZoomMode.FitToWidth
        self.zoom.setText("" if fitted else f"{self.pages.zoomFactor():.0%}")
        self.zoom.setHidden(fitted)

    def _ask_printer(self) -> None:
        ask_for_printer(self, self.viewmodel.print_on, self.viewmodel.say)

    def _ask_copy(self) -> None:
        dialog = CopyDialog(self)
        dialog.agreed.connect(self._choose_file)
        dialog.open()

    def _choose_file(self, form: PaperFormat, to: str, why: str) -> None:
        chooser = file_chooser(self, "Save a copy outside")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter(_FORMATS[form])
        # No copy writes over another: what is there already has a name of its own.
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        folder = Path(chooser.directory().absolutePath())
        chooser.selectFile(free_name(folder, self.viewmodel.suggested_name(form)))
        chooser.fileSelected.connect(
            partial(self.viewmodel.save_outside, form, to, why)
        )
        chooser.open()
