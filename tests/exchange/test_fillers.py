"""What stands where a reference is not known is no reference, and is told."""

import pytest

from db.store import EncryptedStore
from iomdesk.cases.filing import whole_case
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.fillers import load_fillers
from iomdesk.exchange.reading import Reading
from iomdesk.ports import CaseFilter
from tests.exchange.kit import a_list

FILLERS = (
    *("TBC", "tbc.", "T.B.C", "(TBC)", "To be confirmed", "Unknown", "UNKNOWN", "n/k"),
    *("N/A", "n/a", "none", "None held", "nil", "-", "--", "?", "...", "Not known"),
    *("0", "00", "000000", "0.0", "xxx", "XXXX", "x", "99999", "9999999", "pending"),
    *("0000/0000000X", "00/0000000X", "0000/0", "9999/9999999X", "A0000AA", "No PNC"),
    *("see PNC", "Refer to Niche", "not on system", "cf. file", "1111111", "999"),
)
REAL = (
    *("X790001", "A1234BC", "2000/0160946Q", "265416/21G", "SF39/12345A", "V0011223"),
    *("1234567", "7", "CUS/2024/991", "NB100", "X000000", "1999/0000001A", "NOVA-12"),
    *("1111112", "11111", "100"),
)
TWO = """{kind},Surname,Forename,DOB,Warning markers
{value},Placeholdera,John,14/03/1980,
{value},Placeholdera,Mary,15/04/1985,Weapons"""


@pytest.mark.parametrize("text", FILLERS)
def test_a_filler_is_known_for_one(text: str) -> None:
    assert load_fillers().is_filler(text)


@pytest.mark.parametrize("text", REAL)
def test_a_number_is_no_filler(text: str) -> None:
    assert not load_fillers().is_filler(text)


@pytest.mark.parametrize("kind", ["CRN", "PNC", "NOMS", "CRO", "ViSOR", "Niche ID"])
@pytest.mark.parametrize("value", FILLERS)
def test_a_row_with_nothing_but_a_filler_is_refused_and_joins_nobody(
    value: str, kind: str
) -> None:
    reading = a_list(TWO.format(kind=kind, value=value))

    assert reading.people == ()
    assert [r.line for r in reading.refused if r.whole] == [2, 3]


def told(reading: Reading) -> list[tuple[int | None, str | None, bool]]:
    return [(one.line, one.field, one.whole) for one in reading.refused]


@pytest.mark.parametrize("value", ["N/A", "TBC", "-"])
def test_a_filler_beside_a_number_is_told_with_its_row_and_column(value: str) -> None:
    reading = a_list(f"CRN,PNC No,Surname\nX790001,{value},Low")

    assert [len(person.case.references) for person in reading.people] == [1]
    assert told(reading) == [(2, "PNC No", False)]
    assert value in reading.people[0].kept[0].body


def test_one_value_of_three_people_is_a_filler_and_of_two_a_question() -> None:
    rows = [f"X79000{n},Name{n},7000123" for n in range(3)]

    reading = a_list("\n".join(["CRN,Surname,Niche ID", *rows]))
    two = a_list("\n".join(["CRN,Surname,Niche ID", *rows[:2]]))

    assert [len(person.case.references) for person in reading.people] == [1, 1, 1]
    assert told(reading) == [(n, "Niche ID", False) for n in (2, 3, 4)]
    assert "7000123" in reading.people[0].kept[0].body
    assert told(two) == []


def test_one_value_of_three_people_by_name_and_birth_date_is_a_filler() -> None:
    rows = [f"7000123,Low,{name},{n}/03/198{n}" for n, name in enumerate("ABC", 1)]

    reading = a_list("\n".join(["Niche ID,Surname,Forename,DOB", *rows]))

    assert reading.people == ()
    assert told(reading) == [(n, "Niche ID", True) for n in (2, 3, 4)]


@pytest.mark.parametrize("rows", [2, 1000])
def test_one_person_may_have_any_number_of_rows(rows: int) -> None:
    row = "7000123,2000/0160946Q,Low,Al,14/03/1980"

    reading = a_list("\n".join(["Niche ID,PNC,Surname,Forename,DOB", *[row] * rows]))

    (person,) = reading.people
    assert len(person.case.references) == 2
    assert not reading.refused


def test_a_value_of_three_people_in_answers_is_a_filler(store: EncryptedStore) -> None:
    answers = ",".join(
        f'"/mas/personal-details/X79000{n}": {{"crn": "X79000{n}", "name": '
        f'{{"forename": "A", "surname": "Name{n}"}}, "pnc": "2000/0160946Q"}}'
        for n in range(3)
    )

    report = import_people(store, {"a.json": f"{{{answers}}}".encode()}, Order())

    held = [
        whole_case(store.queries, row.case_id)
        for row in store.queries.cases(CaseFilter())
    ]
    assert [len(case.references) for case in held] == [1, 1, 1]
    assert [one.path for one in report.refused] == ["X790000", "X790001", "X790002"]
    assert not any(case.questions for case in held)


@pytest.mark.parametrize(
    ("heading", "written", "number"),
    [
        ("CRN", "CRN X790001", "X790001"),
        ("CRN", "CRN: x790001", "X790001"),
        ("PNC", "PNC 2000/0160946Q", "2000/0160946Q"),
        ("PNC", "PNC ID: 2000/0160946Q", "2000/0160946Q"),
        ("CRO", "CRO No. 265416/21G", "265416/21G"),
        ("NOMS", "NOMIS A1234BC", "A1234BC"),
    ],
)
def test_a_number_that_is_called_by_its_name_is_that_number(
    heading: str, written: str, number: str
) -> None:
    reading = a_list(f"{heading},Surname\n{written},Low")

    (reference,) = reading.people[0].case.references.values()
    assert reference.value == number
