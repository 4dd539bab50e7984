"""A preview is drawn, kept in the store and shown; nothing is written outside."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.papers.paper import Paper, PaperFormat
from iomdesk.ports import Operation
from tests.builders import a_case
from tests.pages.screens import ROOM, press, settle, words_in
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson, keep
from tests.ui.walks import LOOKS
from ui import theme
from ui.papers.copy_view import CopyDialog
from ui.papers.preview_view import PreviewView
from ui.papers.preview_viewmodel import PreviewViewModel
from ui.papers.screens import screen
from ui.places import PersonPlace, PreviewPlace

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_watching: list[list[str]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching or event != "open":
        return
    name, _, flags = arguments
    if isinstance(flags, int) and flags & _WRITES:
        _watching[-1].append(str(name))


sys.addaudithook(_hear)


@contextmanager
def files_written() -> Iterator[list[str]]:
    """Hear which files Python opens for writing in the block."""
    heard: list[str] = []
    _watching.append(heard)
    try:
        yield heard
    finally:
        _watching.remove(heard)


def open_files() -> set[str]:
    """Return the files that the process holds open, Qt's and SQLite's among them."""
    held = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            held.add(str(entry.readlink()))
        except OSError:
            continue
    return held


@pytest.fixture
def viewmodel(desk: DeskAtHand, person: DemoPerson) -> PreviewViewModel:
    return PreviewViewModel(desk, PreviewPlace(case_id=person.case_id, kind="plan"))


@pytest.fixture
def view(app: QApplication, viewmodel: PreviewViewModel) -> PreviewView:
    assert app
    made = PreviewView(viewmodel)
    made.resize(1175, 720)
    made.show()
    settle()
    return made


def test_what_is_shown_is_kept_in_the_store(
    viewmodel: PreviewViewModel, store: EncryptedStore, person: DemoPerson
) -> None:
    (paper,) = store.queries.records(Paper, person.case_id)

    assert viewmodel.content.startswith(b"%PDF")
    assert store.queries.blob(paper.content_blob) == viewmodel.content
    assert paper.of_id == person.plan


def test_a_kept_paper_is_shown_as_it_was_made(
    viewmodel: PreviewViewModel, desk: DeskAtHand, person: DemoPerson
) -> None:
    assert viewmodel.paper
    place = PreviewPlace(case_id=person.case_id, paper_id=viewmodel.paper.id)

    assert PreviewViewModel(desk, place).content == viewmodel.content


def test_nothing_outside_the_store_is_opened_for_writing(
    desk: DeskAtHand,
    person: DemoPerson,
    store: EncryptedStore,
    app: QApplication,
) -> None:
    before = open_files()
    with files_written() as written:
        for kind in ("plan", "visit", "assessment"):
            made = screen(desk, PreviewPlace(case_id=person.case_id, kind=kind))
            made.show()
            settle()
            made.close()
    inside = str(store.folder)

    assert app
    assert [name for name in written if not name.startswith(inside)] == []
    assert {f for f in open_files() - before if Path(f).is_file()} <= {
        f for f in open_files() if f.startswith(inside)
    }


def test_the_watch_hears_a_file_that_is_written(tmp_path: Path) -> None:
    with files_written() as written:
        (tmp_path / "leak.pdf").write_bytes(b"%PDF")

    assert written == [str(tmp_path / "leak.pdf")]


def test_the_pages_are_gone_through_and_read_out(view: PreviewView) -> None:
    assert view.document.status() is QPdfDocument.Status.Ready
    count = view.document.pageCount()
    assert f"Page 1 of {count}" in words_in(view)

    press(view, "Next page")

    assert f"Page 2 of {count}" in words_in(view)
    press(view, "Page before")
    assert "DOOLEY, Wendell" in view.pages.accessibleDescription()


def test_the_pages_grow_and_fit_again(view: PreviewView) -> None:
    press(view, "Larger")
    grown = view.pages.zoomFactor()
    press(view, "Larger")

    assert view.pages.zoomFactor() == pytest.approx(grown * 1.25)
    assert f"{grown * 1.25:.0%}" in words_in(view)
    press(view, "Fit the width")
    assert not any(words.endswith("%") for words in words_in(view))


def test_a_copy_outside_wants_somebody_who_gets_it(view: PreviewView) -> None:
    dialog = CopyDialog(view)
    agreed: list[tuple[object, str, str]] = []
    dialog.agreed.connect(lambda *said: agreed.append(said))

    assert not dialog.go_on.isEnabled()
    dialog.to.set_value("Panel of 3 December")
    dialog.why.set_value("Review")
    dialog.go_on.click()

    assert agreed == [(PaperFormat.PDF, "Panel of 3 December", "Review")]


def test_a_copy_outside_is_logged_and_written(
    viewmodel: PreviewViewModel,
    store: EncryptedStore,
    tmp_path: Path,
    desk: DeskAtHand,
    person: DemoPerson,
) -> None:
    out = tmp_path / "plan.pdf"
    viewmodel.save_outside(PaperFormat.PDF, "Panel", "Review", str(out))

    (row,) = [
        row
        for row in store.queries.access_log(person.case_id)
        if row.operation is Operation.DISCLOSURE
    ]
    assert out.read_bytes() == viewmodel.content
    assert (row.detail["to"], row.detail["why"]) == ("Panel", "Review")
    assert "no longer protected by the store" in desk.words[-1]


def test_a_copy_for_word_is_kept_as_well(
    viewmodel: PreviewViewModel,
    store: EncryptedStore,
    tmp_path: Path,
    person: DemoPerson,
) -> None:
    out = tmp_path / "plan.docx"
    viewmodel.save_outside(PaperFormat.DOCX, "Panel", "", str(out))

    kept = {p.format for p in store.queries.records(Paper, person.case_id)}
    assert out.read_bytes().startswith(b"PK")
    assert kept == {PaperFormat.PDF, PaperFormat.DOCX}


def test_a_place_that_cannot_be_written_is_said(
    viewmodel: PreviewViewModel, desk: DeskAtHand, tmp_path: Path
) -> None:
    gone = tmp_path / "no such folder" / "plan.pdf"
    viewmodel.save_outside(PaperFormat.PDF, "Panel", "", str(gone))

    assert "Choose another place." in desk.words[-1]


def test_the_name_proposed_for_a_copy_names_nobody(
    viewmodel: PreviewViewModel,
) -> None:
    assert viewmodel.suggested_name(PaperFormat.PDF) == "X012345-plan-2026-11-22.pdf"


def test_a_person_without_a_visit_has_no_document_of_one(
    desk: DeskAtHand, store: EncryptedStore
) -> None:
    case = store.do(keep, a_case())
    viewmodel = PreviewViewModel(desk, PreviewPlace(case_id=case.id, kind="visit"))

    assert viewmodel.refusal == "No visit to this person is recorded yet."


def test_back_leads_to_the_documents_of_the_person(
    view: PreviewView, desk: DeskAtHand, person: DemoPerson
) -> None:
    press(view, "Back")

    assert desk.places == [PersonPlace(case_id=person.case_id, tab="documents")]


@pytest.mark.parametrize(("look", "scale"), LOOKS)
def test_everybody_can_use_the_preview(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, look: str, scale: float
) -> None:
    theme.apply(app, look, scale)
    made = screen(desk, PreviewPlace(case_id=person.case_id, kind="visit"))
    made.setAutoFillBackground(True)
    made.resize(*ROOM[scale])

    assert walk(made) == []
