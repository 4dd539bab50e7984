"""Plans of several people, and several documents of one, go to a printer in turn."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.store import EncryptedStore
from iomdesk.cases.case import Case
from iomdesk.papers.making import keep_and_disclose
from iomdesk.papers.paper import Paper
from iomdesk.permissions import Role, may
from iomdesk.plans.actions import plan_from_input
from iomdesk.ports import Operation, UnitOfWork
from iomdesk.records.ids import CaseId
from tests.builders import a_case
from tests.pages.screens import come_forward, settle
from tests.ui.cups import QUEUE, PrintServer
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import DemoPerson
from tests.ui.scenes_typed import PLAN
from ui.cases.documents_view import DocumentsView
from ui.cases.person_viewmodel import PersonViewModel
from ui.papers.print_run import PrintRun, Wanted, print_run_of
from ui.people.new_person_viewmodel import NewPersonViewModel
from ui.people.people_view import PeopleView
from ui.people.people_viewmodel import PeopleViewModel
from ui.places import PeoplePlace, PersonPlace, PreviewPlace
from ui.widgets.record_table import RecordTable

WITHOUT = ("Ashdown", "Brackley", "Kessler")


@may(Role.OFFICER)
def put(work: UnitOfWork, *cases: Case) -> None:
    for case in cases:
        work.save(case)


@pytest.fixture
def second(store: EncryptedStore, person: DemoPerson) -> CaseId:
    """Return a second person with a plan; three have none."""
    assert person
    case = a_case(surname="Zeller", forename="Ida")
    store.do(put, case, *(a_case(surname=name, forename="Jo") for name in WITHOUT))
    store.do(plan_from_input, case.id, PLAN)
    return case.id


@pytest.fixture
def people(app: QApplication, desk: DeskAtHand, second: CaseId) -> PeopleView:
    assert app
    assert second
    viewmodel = PeopleViewModel(desk, PeoplePlace())
    made = PeopleView(viewmodel, NewPersonViewModel(desk))
    made.resize(1175, 680)
    come_forward(made)
    return made


def print_chosen(screen: QWidget, table: RecordTable) -> None:
    """Choose all and print them by key, on the printer that is offered."""
    table.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (chooser,) = screen.findChildren(QPrintDialog)
    chooser.accept()
    settle()


def disclosed(store: EncryptedStore, case_id: CaseId) -> list[str]:
    return [
        str(row.detail["to"])
        for row in store.queries.access_log(case_id=case_id)
        if row.operation is Operation.DISCLOSURE
    ]


def test_the_plan_of_each_is_printed_and_logged(
    printer: PrintServer,
    people: PeopleView,
    store: EncryptedStore,
    person: DemoPerson,
    second: CaseId,
) -> None:
    print_chosen(people, people.table)

    printer.jobs(2)
    assert len(printer.received()) == 2
    for case_id in (person.case_id, second):
        assert disclosed(store, case_id) == [f"printed on {QUEUE}"]


@pytest.mark.usefixtures("printer")
def test_who_has_no_plan_is_named_in_one_sentence(
    people: PeopleView, desk: DeskAtHand, store: EncryptedStore
) -> None:
    print_chosen(people, people.table)

    said = f"2 plans are sent to {QUEUE}; there is no plan for "
    named = "; ".join(f"{name.upper()}, Jo" for name in WITHOUT)
    assert desk.words[-1] == f"{said}{named}."
    assert not any(
        disclosed(store, row.case_id)
        for row in map(people._model.held, range(5))
        if row and row.surname in WITHOUT
    )


def test_the_documents_chosen_on_a_person_are_printed(
    printer: PrintServer,
    app: QApplication,
    desk: DeskAtHand,
    store: EncryptedStore,
    person: DemoPerson,
) -> None:
    assert app
    for kind, form in (("plan", "pdf"), ("scores", "pdf"), ("plan", "docx")):
        keep_and_disclose(store, person.case_id, kind, form, to="Panel")
    viewmodel = PersonViewModel(desk, PersonPlace(case_id=person.case_id))
    view = DocumentsView(viewmodel)
    view.resize(1175, 680)
    held = viewmodel.held
    assert held
    view.draw(held)
    come_forward(view)

    print_chosen(view, view.table)

    printer.jobs(2)
    assert len(printer.received()) == 2
    assert f"2 documents are sent to {QUEUE}." in desk.words
    assert any("Word documents are left out" in words for words in desk.words)


Sent = list[str]


@pytest.fixture
def run(
    printer: PrintServer,
    desk: DeskAtHand,
    monkeypatch: pytest.MonkeyPatch,
    sent: Sent,
) -> PrintRun:
    """Return a run whose printer only notes that a paper came."""
    assert printer
    monkeypatch.setattr("ui.printouts.print_pdf", lambda *_: sent.append("paper"))
    return print_run_of(desk)


@pytest.fixture
def sent() -> Sent:
    return []


def wanted(case_id: CaseId, count: int) -> list[Wanted]:
    return [Wanted(place=PreviewPlace(case_id=case_id), name="X")] * count


def a_printer() -> QPrinter:
    return QPrinter(QPrinterInfo.printerInfo(QUEUE))


def test_a_run_that_is_stopped_prints_no_more_and_says_how_far_it_came(
    run: PrintRun, sent: Sent, desk: DeskAtHand, person: DemoPerson
) -> None:
    run.moved.connect(lambda done, _all: run.stop() if done == 2 else None)

    run.start(wanted(person.case_id, 5), "plan", a_printer())

    assert len(sent) == 2
    assert desk.words[-1] == f"2 plans are sent to {QUEUE}; 3 of 5 not printed."
    assert not run.is_running


def test_a_printer_that_refuses_ends_the_run(
    run: PrintRun,
    desk: DeskAtHand,
    person: DemoPerson,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from iomdesk.errors import InputRefused

    def refuse(*_: object) -> None:
        raise InputRefused("The printer did not take it.")

    monkeypatch.setattr("ui.printouts.print_pdf", refuse)

    run.start(wanted(person.case_id, 3), "plan", a_printer())

    assert desk.words[-1] == (
        f"The printer did not take it. No plan is sent to {QUEUE}; 3 of 3 not printed."
    )
    assert not run.is_running


def test_a_long_run_does_not_nest(
    run: PrintRun, sent: Sent, desk: DeskAtHand, store: EncryptedStore
) -> None:
    store.do(put, case := a_case())

    run.start(wanted(case.id, 2_000), "plan", a_printer())

    assert sent == []
    assert "No plan is sent to" in desk.words[-1]
    assert desk.words[-1].endswith("and 1,970 more.")


def test_a_second_run_waits_for_the_first(
    run: PrintRun, sent: Sent, desk: DeskAtHand, person: DemoPerson
) -> None:
    again: Callable[..., None] = run.start
    same = a_printer()

    def ask(done: int, _all: int) -> None:
        if done == 0:
            again(wanted(person.case_id, 9), "plan", same)

    run.moved.connect(ask)

    run.start(wanted(person.case_id, 1), "plan", same)

    assert len(sent) == 1
    assert any("being printed already" in words for words in desk.words)


def test_each_copy_keeps_its_own_paper(
    run: PrintRun, store: EncryptedStore, person: DemoPerson
) -> None:
    run.start(wanted(person.case_id, 2), "plan", a_printer())

    papers = store.queries.records(Paper, person.case_id)
    assert [len(paper.disclosed) for paper in papers] == [1, 1]
    assert sorted(paper.copy for paper in papers) == [1, 2]
