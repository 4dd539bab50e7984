"""Words of lists: MAPPA, custody, registration, risk; unknown is never no."""

from datetime import date

import pytest

from iomdesk.cases.case import Mappa, RiskLevel
from tests.exchange.kit import a_list, cell, is_told, told

BORN = date(1980, 3, 14)

NEVER = ("31/12/9999", "2999-12-31", "9999-12-31 00:00:00", "01/01/3000")
"""Days by which systems say that there is no end."""


@pytest.mark.parametrize(
    ("text", "category", "level"),
    [
        ("Level 2 Category 1", 1, 2),
        ("L1 C3", 3, 1),
        ("2/1", 2, 1),
        ("Cat 2 / Level 1", 2, 1),
        ("CAT2 LVL1", 2, 1),
        ("Lvl. 3 - Cat. 1", 1, 3),
        ("MAPPA Category 4, managed at Level 2", 4, 2),
        ("M2 L1", 2, 1),
        ("MAPPA 2/1", 2, 1),
        ("Level 2", None, 2),
        ("Cat 3", 3, None),
        ("Category Two Level One", 2, 1),
        ("Cat 1 (RSO), Level 1 (ordinary agency management)", 1, 1),
        ("Category 2 - Level 2 active multi-agency", 2, 2),
        ("Level 3 (active, enhanced multi agency) Cat 3 other dangerous", 3, 3),
    ],
)
def test_mappa_in_one_cell_is_read_by_its_words(
    text: str, category: int | None, level: int | None
) -> None:
    reading = cell("MAPPA", text)

    assert reading.people[0].case.mappa == Mappa(category=category, level=level)
    assert not reading.refused


@pytest.mark.parametrize(
    "text",
    [
        *("2", "M2", "21", "1/4", "Level 4 Cat 1", "Level 2/1", "Level 2 Level 3"),
        *("Cat 1 Cat 2 L1", "not Cat 2 Level 1", "2/1/3", "yes", "Level 2 from 2026"),
    ],
)
def test_mappa_that_is_not_clear_is_left_out_and_told(text: str) -> None:
    reading = cell("MAPPA", text)

    assert reading.people[0].case.mappa == Mappa()
    assert is_told(reading, "MAPPA")
    assert text in reading.people[0].kept[0].body


@pytest.mark.parametrize(
    ("heading", "text", "mappa"),
    [
        ("MAPPA level", "Level 2 Category 1", Mappa(category=1, level=2)),
        ("MAPPA category", "C1 L2", Mappa(category=1, level=2)),
        ("MAPPA category", "Level 2", Mappa()),
        ("MAPPA category", "1.0", Mappa(category=1)),
        ("MAPPA level", "2.00", Mappa(level=2)),
        ("MAPPA level", "2.5", Mappa()),
        ("MAPPA level", "Level 1 - Ordinary", Mappa(level=1)),
        ("MAPPA level", "Cat 2", Mappa()),
    ],
)
def test_a_mappa_column_believes_the_words_of_its_cell(
    heading: str, text: str, mappa: Mappa
) -> None:
    reading = cell(heading, text)

    assert reading.people[0].case.mappa == mappa
    assert (mappa == Mappa()) == is_told(reading, heading)


@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "########"]
)
@pytest.mark.parametrize("heading", ["Address", "Postcode", "Officer", "Shoe size"])
def test_an_error_of_a_spreadsheet_is_nothing_and_told_once(
    error: str, heading: str
) -> None:
    reading = a_list(
        f"Surname,CRN,{heading}\nDooley,X000077,{error}\nStone,X000078,{error}"
    )

    for person in reading.people:
        assert (dict(person.case.addresses), person.case.officer) == ({}, None)
    lines = [line for line in told(reading).splitlines() if "error" in line]
    assert len(lines) == 1
    assert f"“{heading}”" in lines[0]
    assert "line 2, 3" in lines[0]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("7700900123", "07700900123"),
        ("7700900123.0", "07700900123"),
        ("07700 900123", "07700 900123"),
        ("+44 7700 900123", "+44 7700 900123"),
        ("2079460000", "02079460000"),
        ("1142720000 ext 5", "1142720000 ext 5"),
    ],
)
def test_a_telephone_number_has_the_nought_that_a_spreadsheet_took(
    text: str, phone: str
) -> None:
    assert cell("Mobile", text).people[0].case.person.mobile == phone


@pytest.mark.parametrize(
    ("text", "custody"),
    [
        *((w, True) for w in ("Remand", "On remand", "REMANDED", "Sentenced prisoner")),
        *((w, True) for w in ("HMP Leeds", "HMYOI Deerbolt", "Y", "Yes - HMP Leeds")),
        *((w, True) for w in ("In Custody", "Serving", "Sentenced - In Custody", "1")),
        *((w, True) for w in ("Remand in custody", "Custodial", "Yes, on remand")),
        *((w, False) for w in ("N", "Released", "Released - On Licence", "Community")),
        *((w, False) for w in ("On bail", "Unlawfully at large", "UAL", "On licence")),
    ],
)
def test_custody_is_known_in_its_words(text: str, custody: bool) -> None:
    person = cell("In custody", text).people[0]

    assert person.case.in_custody is custody
    assert ("in_custody" in person.says_no) is not custody
    if "HMP" in text:
        assert "HMP Leeds" in str(person.case.establishment)


@pytest.mark.parametrize(
    "text",
    ["Recalled", "Awaiting", "No info", "Not known yet", "N?", "Y/N", "HMP - released"],
)
def test_an_unknown_word_never_reads_as_not_in_custody(text: str) -> None:
    reading = cell("In custody", text)

    person = reading.people[0]
    assert "in_custody" not in person.says_no
    assert is_told(reading, "In custody")
    (question,) = person.questions.values()
    assert text in question.text
    assert question.field_path == "/in_custody"


@pytest.mark.parametrize(
    ("text", "registered"),
    [
        *((w, True) for w in ("Y - Indefinite", "Yes (life)", "Y: 10 years", "RSO")),
        *((w, True) for w in ("Registered", "Indefinitely", "Lifetime", "yes, life")),
        *((w, True) for w in ("Yes for life", "Subject to Notification", "Y for life")),
        *((w, False) for w in ("Not subject to notification", "Not Registered")),
        *((w, False) for w in ("N", "No", "Not RSO", "No - expired", "not an RSO")),
        *((w, None) for w in ("Maybe", "No info", "Y - expired 2019", "Released", "?")),
        *((w, None) for w in ("No - pending", "Yes?", "No longer known", "HMP Leeds")),
    ],
)
def test_registration_is_known_in_its_words(text: str, registered: bool | None) -> None:
    reading = cell("RSO", text)

    assert reading.people[0].case.registered is registered
    assert is_told(reading, "RSO") is (registered is None)


@pytest.mark.parametrize("text", ["Indefinite", "For life", "indef.", *NEVER])
@pytest.mark.parametrize("heading", ["Notification end date", "Sentence end date"])
def test_an_end_that_never_comes_is_no_date_and_no_fault(
    heading: str, text: str
) -> None:
    reading = cell(heading, text)

    assert reading.people[0].case.registered_until is None
    assert not reading.refused
    assert text in reading.people[0].kept[0].body


@pytest.mark.parametrize(
    ("text", "level"),
    [
        *((w, RiskLevel.VERY_HIGH) for w in ("VeryHigh", "Very-High", "VH", "V High")),
        *((w, RiskLevel.VERY_HIGH) for w in ("V. High", "VERY_HIGH", "v/high")),
        *((w, RiskLevel.MEDIUM) for w in ("Med", "med.", "M", "Medium Risk")),
        *((w, RiskLevel.HIGH) for w in ("H", "HIGH RoSH", "High risk of serious harm")),
        *((w, None) for w in ("Med/High", "not High", "?", "Moderate", "High?")),
    ],
)
def test_levels_of_risk_are_known_in_their_words(
    text: str, level: RiskLevel | None
) -> None:
    reading = cell("RoSH", text)

    assert reading.people[0].case.risk.overall is level
    assert is_told(reading, "RoSH") is (level is None)


@pytest.mark.parametrize(
    "text", ["unknown", "ex-directory", "No phone", "withheld", "0", "00", "n/k 1"]
)
def test_words_that_are_no_telephone_number_are_told(text: str) -> None:
    reading = cell("Mobile", text)

    assert reading.people[0].case.person.mobile is None
    assert is_told(reading, "Mobile")
    assert text in reading.people[0].kept[0].body
