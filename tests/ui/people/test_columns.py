"""The columns of the list of people, and how a person is called in it."""

from datetime import date

import pytest

from iomdesk.ports import CaseRow
from iomdesk.records.ids import CaseId
from ui.cells import Cell
from ui.naming import age_words, row_name
from ui.people.columns import COLUMNS, USUAL, chosen_columns, table_columns

TODAY = date(2026, 11, 22)


def a_row(**parts: object) -> CaseRow:
    said = {"case_id": CaseId("c1"), "surname": "Dooley", "forenames": "Wendell"}
    return CaseRow(**(said | parts))  # type: ignore[arg-type]


def cell(title: str, row: CaseRow) -> Cell | str:
    column = next(c for c in table_columns(TODAY) if c.title == title)
    return column.cell(row)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (a_row(), "DOOLEY, Wendell"),
        (a_row(forenames=""), "DOOLEY"),
        (a_row(surname="", forenames="", reference="X000003"), "No name: X000003"),
        (a_row(surname="", forenames=""), "No name"),
        (
            a_row(surname="", forenames="", reference="X000003", restricted=True),
            "Restricted: X000003",
        ),
        (a_row(surname="", forenames="", restricted=True), "Restricted"),
        (a_row(surname="Restricted: X000003", forenames=""), "Restricted: X000003"),
        (None, "Not on this laptop"),
    ],
)
def test_a_person_is_called_as_far_as_the_source_lets_us(
    row: CaseRow | None, name: str
) -> None:
    assert row_name(row) == name


def test_an_age_follows_the_name_where_a_birth_date_is_recorded() -> None:
    assert age_words(a_row(born_on=date(2001, 11, 23)), TODAY) == " · 24"
    assert age_words(a_row(), TODAY) == ""


def test_a_disputed_risk_says_so_beside_the_badge() -> None:
    assert cell("Risk", a_row(risk="high", disputed=True)) == Cell(
        badge="high", chips=("disputed",)
    )


def test_no_level_is_not_assessed_never_low() -> None:
    assert cell("Risk", a_row()) == Cell(badge="not_assessed")


def test_further_warnings_are_counted_beside_the_first() -> None:
    shown = cell("Warnings", a_row(markers=("Dog", "Weapons", "Hepatitis")))

    assert shown == Cell(badge="marker", badge_words="Dog", text="+2")


def test_the_person_is_always_shown_and_the_order_is_ours() -> None:
    chosen = chosen_columns(["team", "risk"])

    assert [column.key for column in chosen] == ["person", "risk", "team"]


@pytest.mark.parametrize("said", [None, "risk", 3, {"risk": True}])
def test_no_choice_or_a_broken_one_shows_the_usual_columns(said: object) -> None:
    assert [column.key for column in chosen_columns(said)] == list(USUAL)


def test_every_usual_column_exists() -> None:
    assert set(USUAL) <= {column.key for column in COLUMNS}


@pytest.mark.parametrize(
    ("said", "shown", "read_out"),
    [
        ("?/2", "Level 2", "Level 2, category not recorded"),
        ("3/?", "Category 3", "Category 3, level not recorded"),
        ("1/2", "1/2", "1/2"),
        ("", "", ""),
    ],
)
def test_what_is_missing_of_mappa_is_no_question_mark(
    said: str, shown: str, read_out: str
) -> None:
    found = cell("MAPPA", a_row(mappa=said))

    assert isinstance(found, Cell)
    assert (found.text, found.spoken()) == (shown, read_out)
