"""Headings of lists, over two lines and below titles."""

import time
from datetime import date

import pytest

from tests.exchange.kit import a_list, asked

BORN = date(1980, 3, 14)


@pytest.mark.parametrize(
    "heading",
    [
        '"Date of\nBirth"',
        '"Date of\r\nBirth"',
        '"\ufeffDate\u00a0of\u00a0Birth"',
        '"Date of Birth\n(dd/mm/yyyy)"',
        '"Date\n\nof Birth "',
    ],
)
def test_a_heading_over_two_lines_is_one(heading: str) -> None:
    text = f"CRN,{heading},Surname,Forename\nX796013,14/03/1980,Newline,Ned"

    person = a_list(text).people[0]

    assert person.case.person.surname == "Newline"
    assert person.case.person.born_on == BORN
    assert person.where == text.count("\n") + 1


def test_titles_above_and_totals_below_are_no_people() -> None:
    reading = a_list(
        """Caseload report,,
        "Printed by ""PC Green"",
        14/03/2026",,
        ,,
        CRN,"Date of
        Birth",Surname
        X796013,14/03/1980,Newline
        ,,
        Total,1,
        End of report,,"""
    )

    assert [p.case.person.surname for p in reading.people] == ["Newline"]
    assert [r.line for r in reading.refused if r.whole] == [9, 10]


def test_more_values_than_anybody_has_are_asked_about_once() -> None:
    def seconds(count: int) -> float:
        rows = "\n".join(f"X000077,Dooley,PC {n}" for n in range(count))
        began = time.process_time()
        (person,) = a_list(f"CRN,Surname,Officer\n{rows}").people
        assert len(person.questions) == 51
        assert any("more than 50 values" in text for text in asked(person))
        return time.process_time() - began

    short = min(seconds(500) for _ in range(2))

    assert seconds(4_000) < 32 * short
