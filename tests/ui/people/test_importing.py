"""An import from the screen: looked at first, then done, stopped at will."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.errors import NotFound
from iomdesk.ports import CaseFilter
from tests.pages.screens import press, settle, words_in
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.walks import problems
from ui.people.importing_view import ImportingView
from ui.people.importing_viewmodel import contents, importing_of
from ui.people.screens import screen
from ui.places import ImportPlace, PeoplePlace

CSV = """CRN,Surname,Forename,Date of birth
X000001,Berge,Alton,14/02/1975
X000002,Kessler,Vera,not a date
X000003,Wolff,Caroline,1979-03-02
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "caseload.csv"
    path.write_text(CSV)
    return path


def held(store: EncryptedStore) -> int:
    return store.queries.count_cases(CaseFilter())


def test_choosing_files_says_what_would_be_done_and_writes_nothing(
    open_desk: OpenDeskAtHand, store: EncryptedStore, file: Path
) -> None:
    viewmodel = importing_of(open_desk)

    viewmodel.choose([file])

    assert viewmodel.report
    assert viewmodel.report.dry_run
    assert viewmodel.report.new >= 2
    assert viewmodel.can_import
    assert held(store) == 0


def test_going_on_imports_and_says_what_was_done(
    open_desk: OpenDeskAtHand, store: EncryptedStore, file: Path
) -> None:
    viewmodel = importing_of(open_desk)
    viewmodel.choose([file])

    viewmodel.go_on()

    assert viewmodel.is_done
    assert viewmodel.report
    assert held(store) == viewmodel.report.new
    viewmodel.show_people()
    assert open_desk.places == [PeoplePlace()]


def test_a_file_that_cannot_be_read_is_said_and_nothing_is_offered(
    open_desk: OpenDeskAtHand, tmp_path: Path
) -> None:
    viewmodel = importing_of(open_desk)

    viewmodel.choose([tmp_path / "gone.csv"])

    assert viewmodel.problem == "gone.csv cannot be read. Choose it again."
    assert not viewmodel.can_import
    assert not viewmodel.is_running


def test_the_same_import_is_met_again_on_coming_back(
    open_desk: OpenDeskAtHand, file: Path
) -> None:
    importing_of(open_desk).choose([file])

    assert importing_of(open_desk).paths == (file,)


def test_a_folder_stands_for_the_readable_files_in_it(
    file: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK")

    assert contents([tmp_path]) == {file.name: CSV.encode()}


def test_a_folder_without_such_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no CSV or JSON file"):
        contents([tmp_path])


@pytest.mark.usefixtures("app")
def test_the_screen_leads_from_files_to_people(
    open_desk: OpenDeskAtHand, store: EncryptedStore, file: Path
) -> None:
    view = screen(open_desk, ImportPlace())
    assert isinstance(view, ImportingView)
    view.resize(1190, 720)
    view.show()
    settle()
    importing_of(open_desk).choose([file])

    assert view.focusWidget() is view.go_on
    press(view, "Import them")
    assert view.focusWidget() is view.people
    assert "What was done" in words_in(view)
    press(view, "See the people")

    assert held(store) > 0
    assert open_desk.places == [PeoplePlace()]


@pytest.mark.usefixtures("app")
def test_the_screen_names_who_would_be_new_and_later_who_came_of_the_last_import(
    open_desk: OpenDeskAtHand, store: EncryptedStore, file: Path
) -> None:
    view = screen(open_desk, ImportPlace())
    view.show()
    importing_of(open_desk).choose([file])
    settle()
    planned = words_in(view)
    importing_of(open_desk).go_on()
    importing_of(open_desk).forget()
    settle()

    later = words_in(view)
    assert "Who would be new" in planned
    assert "BERGE, Alton (X000001), line 2" in planned
    assert "The last import" in later
    assert "Who was new" in later
    assert "BERGE, Alton (X000001), line 2" in later
    logged = [row.detail for row in store.queries.access_log()]
    assert {"shown": held(store)} in logged


def test_everybody_can_use_the_import(
    app: QApplication, open_desk: OpenDeskAtHand, file: Path
) -> None:
    importing_of(open_desk).choose([file])

    assert problems(app, lambda: screen(open_desk, ImportPlace())) == []
