"""Every model of a table keeps what Qt demands of one, whatever is done to it."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.ui.people.test_people_model import rows
from ui.cells import CELL, Column, RecordModel
from ui.people.people_model import BLOCK, PeopleModel

WORDS = ("oak", "ash", "elm", "yew", "ash")
TOLD = QAbstractItemModelTester.FailureReportingMode.Warning
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def words_model() -> RecordModel[str]:
    return RecordModel[str](
        (
            Column(title="Tree", cell=str, sort_key=str),
            Column(title="Letters", cell=lambda tree: str(len(tree))),
        )
    )


def column(model: RecordModel[str]) -> list[str]:
    return [model.data(model.index(n, 0), CELL) for n in range(model.rowCount())]


def test_a_table_of_records_is_a_model() -> None:
    model = words_model()
    tester = QAbstractItemModelTester(model, TOLD)

    model.set_rows(WORDS)
    model.sort(0, DOWN)
    model.set_rows(())

    assert model.rowCount(model.index(0, 0)) == 0
    assert tester.model() is model


def test_the_list_of_people_is_a_model_while_it_is_read() -> None:
    model = PeopleModel((Column(title="Person", cell=lambda row: row.surname),))
    tester = QAbstractItemModelTester(model, TOLD)

    model.start(rows(0))
    model.set_count(3 * BLOCK - 5)
    model.take(BLOCK, rows(BLOCK))
    model.take(2 * BLOCK, rows(2 * BLOCK, BLOCK - 5))
    model.start(rows(7, 2))

    assert model.rowCount() == 2
    assert tester.model() is model


@pytest.mark.parametrize("order", [UP, DOWN])
def test_who_is_chosen_stays_chosen_when_the_rows_are_sorted(
    order: Qt.SortOrder,
) -> None:
    model = words_model()
    model.set_rows(WORDS)
    chosen = {n: QPersistentModelIndex(model.index(n, 1)) for n in range(len(WORDS))}

    model.sort(0, order)

    assert column(model) == sorted(WORDS, reverse=order is DOWN)
    assert [column(model)[one.row()] for one in chosen.values()] == list(WORDS)
    assert {one.row() for one in chosen.values()} == set(range(len(WORDS)))
    assert {one.column() for one in chosen.values()} == {1}


def test_a_column_that_nothing_sorts_by_leaves_the_rows_as_they_stand() -> None:
    model = words_model()
    model.set_rows(WORDS)

    model.sort(1, UP)

    assert column(model) == list(WORDS)


def test_no_model_is_left_out_here() -> None:
    from tests.architecture.test_house import ROOT, modules

    found = [
        str(path.relative_to(ROOT))
        for path in modules("ui")
        if "(QAbstract" in path.read_text("utf-8")
        and "Model" in path.read_text("utf-8").partition("(QAbstract")[2][:20]
    ]
    assert found == ["ui/cells.py"]
