"""The list of people as a table sees it: only what is looked at is read."""

import pytest

from iomdesk.ports import CaseRow
from iomdesk.records.ids import CaseId
from ui.cells import CELL, Column
from ui.people.people_model import BLOCK, PeopleModel


def rows(start: int, count: int = BLOCK) -> list[CaseRow]:
    return [
        CaseRow(case_id=CaseId(f"c{n}"), surname=f"S{n:05}", forenames="")
        for n in range(start, start + count)
    ]


@pytest.fixture
def model() -> PeopleModel:
    made = PeopleModel((Column(title="Person", cell=lambda row: row.surname),))
    made.start(rows(0))
    made.set_count(50_000)
    return made


def shown(model: PeopleModel, at: int) -> object:
    return model.data(model.index(at, 0), CELL)


def test_the_whole_list_has_its_length_from_the_count(model: PeopleModel) -> None:
    assert model.rowCount() == 50_000


def test_the_first_rows_are_there_and_ask_for_nothing(model: PeopleModel) -> None:
    asked: list[int] = []
    model.wanted.connect(asked.append)

    assert shown(model, 5) == "S00005"
    assert asked == []


def test_a_row_far_down_is_asked_for_once_and_blank_until_it_comes(
    model: PeopleModel,
) -> None:
    asked: list[int] = []
    model.wanted.connect(asked.append)

    assert [shown(model, at) for at in (40_000, 40_001)] == ["", ""]
    assert asked == [40_000 // BLOCK * BLOCK]

    model.take(asked[0], rows(asked[0]))
    assert shown(model, 40_001) == "S40001"


def test_blocks_seen_long_ago_are_let_go(model: PeopleModel) -> None:
    for block in range(100):
        model.take(block * BLOCK, rows(block * BLOCK))

    assert len(model._blocks) <= 40
    assert shown(model, 99 * BLOCK) == f"S{99 * BLOCK:05}"


def test_a_new_list_forgets_the_old_one(model: PeopleModel) -> None:
    model.start(rows(7, 2))

    assert model.rowCount() == 2
    assert [shown(model, at) for at in (0, 1)] == ["S00007", "S00008"]


def test_a_row_that_is_not_read_yet_is_nobody(model: PeopleModel) -> None:
    assert model.known(30_000) is None
    with pytest.raises(IndexError):
        model.row(30_000)
