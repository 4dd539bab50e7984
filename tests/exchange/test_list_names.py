"""Names of lists: never nothing, taken apart as people write them, letters whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store import EncryptedStore
from iomdesk.cases.case import Case
from iomdesk.exchange.actions import Order, import_people
from tests.exchange.kit import a_list, asked, cell, is_told, told

BORN = date(1980, 3, 14)
ALL = Order()


@pytest.mark.parametrize("name", ["Null", "None", "Nil", "NA", "Na", "NULL"])
def test_a_name_is_never_nothing(name: str) -> None:
    reading = a_list(f"CRN,Surname,Forename,Officer\nX710010,{name},{name},{name}")

    case = reading.people[0].case
    assert (case.person.surname, case.person.forename) == (name, name)
    assert case.officer is None


@pytest.mark.parametrize("column", ["Middle name", "Alias", "Known as"])
def test_a_word_for_nothing_in_a_lesser_name_is_told(column: str) -> None:
    reading = cell(column, "None")

    person = reading.people[0].case.person
    assert (person.middle, dict(person.aliases), person.preferred_name) == (
        "",
        {},
        None,
    )
    assert is_told(reading, column)


@pytest.mark.parametrize("surname", ["", "-", " "])
def test_a_person_with_one_name_is_taken(surname: str) -> None:
    reading = a_list(f"CRN,Surname,Forename\nX000077,{surname},Suharto")

    assert reading.people[0].case.person.surname == "Suharto"
    assert is_told(reading, "Surname")


@pytest.mark.parametrize(
    ("whole", "surname", "given"),
    [
        ("McDONALD Ian", "McDONALD", "Ian"),
        ("Ian McDONALD", "McDONALD", "Ian"),
        ("John Smith Jr", "Smith", "John"),
        ("John Smith, Jnr", "Smith", "John"),
        ("SMITH, John Jr.", "SMITH", "John"),
        ("John Smith II", "Smith", "John"),
        ("Henry O'NEILL III", "O'NEILL", "Henry"),
        ("Seán Ó Briain", "Ó Briain", "Seán"),
        ("Máire Ní Bhriain", "Ní Bhriain", "Máire"),
        ("Ian Mac Donald", "Mac Donald", "Ian"),
        ("Ian James Mac Donald", "Mac Donald", "Ian James"),
        ("Jan van der Berg", "van der Berg", "Jan"),
        ("Jan VAN DER BERG", "VAN DER BERG", "Jan"),
        ("Jan van der BERG", "van der BERG", "Jan"),
        ("van der BERG Jan", "van der BERG", "Jan"),
        ("Rev. Dr. John Smith", "Smith", "John"),
        ("Smith J", "Smith", "J"),
        ("SMITH J P", "SMITH", "J P"),
        ("J. SMITH", "SMITH", "J."),
        ("Dafydd ap Gwilym", "ap Gwilym", "Dafydd"),
        ("José Ortega y Gasset", "Ortega y Gasset", "José"),
        ("Oliver St. John", "St. John", "Oliver"),
        ("SMITH-JONES Anne-Marie", "SMITH-JONES", "Anne-Marie"),
        ("Ahmed bin Said al Nahyan", "bin Said al Nahyan", "Ahmed"),
        ("Pádraig Mac an Bhaird", "Mac an Bhaird", "Pádraig"),
        ("DE LA CRUZ, María José", "DE LA CRUZ", "María José"),
        ("Suharto", "Suharto", ""),
        ("Mr Dooley", "Dooley", ""),
        ("D'ARCY Anne", "D'ARCY", "Anne"),
        ("FitzGERALD Tom", "FitzGERALD", "Tom"),
        ("TESTLEY/ARNO/JAMES", "TESTLEY", "ARNO JAMES"),
        ("Testley/Arno", "Testley", "Arno"),
        ("Testley; Arno James", "Testley", "Arno James"),
        ("O'BRIEN/PAT", "O'BRIEN", "PAT"),
    ],
)
def test_a_whole_name_is_taken_apart(whole: str, surname: str, given: str) -> None:
    reading = cell("Name", whole)
    reading = a_list(f'CRN;Name\nX000077;"{whole}"')

    person = reading.people[0].case.person
    assert person.surname == surname
    assert " ".join(filter(None, (person.forename, person.middle))) == given
    assert not asked(reading.people[0])


@pytest.mark.parametrize(
    "whole",
    [
        "O'HARA MARY",
        "SMITH JOHN",
        "Nguyen Van Minh",
        "Van Morrison",
        "Smith - John",
        "D'Souza Anil",
        "van der Berg Jan",
        "O Neill Sean",
        "Mac Donald Ian",
        "John Smith / Jack Jones",
    ],
)
def test_a_whole_name_that_may_be_read_either_way_is_asked_about(whole: str) -> None:
    reading = a_list(f'CRN;Name\nX000077;"{whole}"')

    (question,) = asked(reading.people[0])
    assert whole in question


def test_what_stands_beside_a_whole_name_is_not_lost() -> None:
    reading = a_list('CRN;Name\nX000077;"Dr John (Jack) Smith Jr"')

    person = reading.people[0]
    assert (person.case.person.title, person.case.person.surname) == ("Dr", "Smith")
    assert "Dr John (Jack) Smith Jr" in person.kept[0].body
    assert is_told(reading, "Name")


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Oâ€™Leary", "O’Leary"),
        ("ZoÃ«", "Zoë"),
        ("SeÃ¡n", "Seán"),
        ("PeÃ±a", "Peña"),
        ("RenÃ©e", "Renée"),
        ("NuÃ±ez â€“ GarcÃ­a", "Nuñez – García"),
        ("Åukasz".replace("Å", "Å\u0081", 1), "Łukasz"),
        ("GrzegÃ³Å¼", "Grzegóż"),
        ("GarcÃƒÂ­a", "García"),
    ],
)
def test_letters_broken_on_their_way_are_put_right_and_told(
    broken: str, whole: str
) -> None:
    reading = a_list(f"CRN,Surname,Forename\nX000077,{broken},Al")

    assert reading.people[0].case.person.surname == whole
    assert "line 2" in told(reading)
    assert "“Surname”" in told(reading)


@pytest.mark.parametrize(
    "name",
    ["JOÃO", "Ångström", "ANDRÉ’S", "JOSÉ–MARIA", "Ó’Briain", "Â", "Müller", "São"],
)
def test_letters_that_are_whole_stay(name: str) -> None:
    reading = a_list(f"CRN,Surname,Forename\nX000077,{name},Al")

    assert reading.people[0].case.person.surname == name
    assert not reading.warnings


@given(st.text(alphabet="aeé’ëñóÉłćßşŵ–", min_size=1, max_size=12))
def test_what_was_broken_once_is_read_as_it_was(name: str) -> None:
    broken = name.encode().decode("latin-1")

    reading = a_list(f"CRN,Surname,Forename\nX000077,A{broken}z,Al")

    assert reading.people[0].case.person.surname == f"A{name}z"


@pytest.mark.parametrize("name", ["O\ufffdLeary", "Zo?", "O?Leary"])
def test_a_letter_that_is_lost_is_told(name: str) -> None:
    reading = a_list(f"CRN,Surname,Forename\nX000077,{name},Al")

    assert reading.people[0].case.person.surname == name
    assert is_told(reading, "Surname")


@pytest.mark.parametrize(
    "row",
    ["X000077,,", "X000077,-,-", "X000077,n/a,", ",A1234BC,", ",2000/0160946Q,"],
)
def test_a_row_without_a_name_is_taken_by_its_number_and_told(row: str) -> None:
    heading = {"A": "NOMS", "2": "PNC"}.get(row[1], "Surname")
    reading = a_list(f"CRN,{heading},Forename,RoSH\n{row},High")

    case = reading.people[0].case
    assert (case.person.surname, case.person.forename) == ("", "")
    assert case.risk.overall == "high"
    assert any("fill the name in" in line for line in reading.warnings)


@pytest.mark.parametrize(
    "last", ["Total: 2", "Printed on 14/03/2026", "End of 7 rows", "45", "14/03/2026"]
)
def test_the_line_below_a_list_is_nobody(last: str) -> None:
    reading = a_list(f"Niche ID,Surname\n5550001,Low\n{last},")

    assert len(reading.people) == 1
    assert reading.refused[0].whole


def test_a_row_without_a_name_changes_the_person_held_and_no_name(
    store: EncryptedStore,
) -> None:
    import_people(store, {"a.csv": b"CRN,Surname,Forename\nX1,,\nX000077,Low,Al"}, ALL)
    said = b"CRN,NOMS,RoSH,DOB\nX000077,A1234BC,High,14/03/1980"

    report = import_people(store, {"b.csv": said}, ALL)

    case = store.queries.get(Case, store.queries.find_case("A1234BC"))
    assert (report.updated, report.questions, report.set_apart) == (1, 0, 0)
    assert (case.person.surname, case.risk.overall) == ("Low", "high")
    assert case.person.born_on == BORN


def test_a_person_taken_without_a_name_gets_it_from_a_later_list(
    store: EncryptedStore,
) -> None:
    import_people(store, {"a.csv": b"CRN,RoSH\nX000077,High"}, ALL)

    report = import_people(store, {"b.csv": b"CRN,Surname\nX000077,Low"}, ALL)

    case = store.queries.get(Case, store.queries.find_case("X000077"))
    assert (report.updated, report.questions) == (1, 0)
    assert case.person.surname == "Low"


def test_somebody_else_without_a_name_is_called_so(store: EncryptedStore) -> None:
    held = b"CRN,Surname,DOB\nX000077,Low,14/03/1980"
    import_people(store, {"a.csv": held}, ALL)

    report = import_people(store, {"b.csv": b"CRN,DOB\nX000077,02/09/1991"}, ALL)

    assert report.set_apart == 1
    assert "to somebody without a name, born 2 September 1991" in report.people[0].why


def test_a_row_without_a_name_changes_whom_the_force_knows_by_its_own_number(
    store: EncryptedStore,
) -> None:
    import_people(store, {"a.csv": b"Niche ID,Surname\n5550001,Low"}, ALL)

    report = import_people(store, {"b.csv": b"Niche ID,RoSH\n5550001,High"}, ALL)

    assert (report.updated, report.new, report.questions) == (1, 0, 0)
