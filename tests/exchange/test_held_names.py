"""A person whose sources disagree on the name is found under each of the names."""

import json

import pytest

from db.store import EncryptedStore
from iomdesk.cases.actions import answer_question
from iomdesk.cases.filing import whole_case
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.report import ImportReport
from iomdesk.ports import CaseFilter

CRN = "X790001"


def take(store: EncryptedStore, *rows: str) -> ImportReport:
    text = "\n".join(["CRN,PNC,Surname,Forename,DOB,Known as", *rows])
    return import_people(store, {"list.csv": text.encode()}, Order())


def found(store: EncryptedStore, text: str) -> int:
    return len(store.queries.cases(CaseFilter(text=text)))


def held(store: EncryptedStore) -> WholeCase:
    return whole_case(store.queries, store.queries.find_case(CRN))


@pytest.mark.parametrize(
    ("first", "again", "search"),
    [
        ("Dooley,Wendell", "Morrison,Wendell", "Morrison"),
        ("Dooley,Wendell", "Dooley,Edwin", "edwin"),
        ("Dooley,Wendell", "O’Hara-Lowe,Wendell", "ohara"),
        ("Dooley,Wendell", "Morrison,Edwin", "morrison edwin"),
        ("Dooley,Wendell", "Morrison,Wendell", "Morison"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_name_in_question_finds_the_person_until_it_is_answered(
    store: EncryptedStore, first: str, again: str, search: str, *, at_once: bool
) -> None:
    rows = [f"{CRN},,{name},14/03/2001," for name in (first, again)]
    for files in [rows] if at_once else [rows[:1], rows[1:]]:
        take(store, *files)

    assert found(store, search) == 1
    assert found(store, "Dooley Wendell") == 1
    for question_id in held(store).questions:
        store.do(answer_question, held(store).id, question_id, theirs=False)
    assert found(store, search) == 0


def test_each_of_three_names_is_asked_about_and_finds_the_person(
    store: EncryptedStore,
) -> None:
    names = ("Dooley", "Morrison", "Fennimore")
    take(store, *(f"{CRN},,{name},Wendell,14/03/2001," for name in names))

    assert [found(store, name) for name in names] == [1, 1, 1]
    said = {question.said for question in held(store).questions.values()}
    assert said == {'"Morrison"', '"Fennimore"'}


def test_somebody_set_apart_leads_to_the_case_that_was_asked_about(
    store: EncryptedStore,
) -> None:
    take(store, f"{CRN},,Dooley,Wendell,14/03/2001,")
    report = take(store, f"{CRN},,Fennimore,Mary,15/04/1985,")

    assert report.set_apart == 1
    assert found(store, "fennimore") == 1
    assert found(store, "mary fennimore") == 1
    assert found(store, "april") == 0


def test_a_number_in_question_finds_both_who_may_have_it(
    store: EncryptedStore,
) -> None:
    take(
        store,
        "X790001,2000/0160946Q,Samename,John,14/03/1980,",
        "X790002,2000/0160946Q,Samename,Mary,15/04/1985,",
    )

    assert found(store, "2000/0160946Q") == 2
    assert found(store, "00/160946q") == 2


def test_a_question_of_two_rows_offers_the_other_value(store: EncryptedStore) -> None:
    rows = [f"{CRN},,{name},Wendell,14/03/2001," for name in ("Dooley", "Morrison")]
    take(store, *rows)
    (question_id,) = held(store).questions

    store.do(answer_question, held(store).id, question_id, theirs=True)

    assert held(store).person.surname == "Morrison"


def test_a_higher_risk_shown_offers_the_lower_one(store: EncryptedStore) -> None:
    """The first value is not the one that is shown: of risks the higher is."""
    text = f"CRN,Surname,RoSH\n{CRN},Dooley,Low\n{CRN},Dooley,High\n"
    import_people(store, {"list.csv": text.encode()}, Order())

    (question,) = held(store).questions.values()

    assert (question.held, question.said) == ('"high"', '"low"')


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("O'Neill,Sean", "O’Neill,Sean"),
        ("O'Neill,Sean", "O`NEILL,SEAN"),
        ("Zo\u00eb,Ann-Marie", "Zoe\u0308,Ann\u2010Marie"),
        ("\uff2d\uff49\uff4c\uff4c\uff53,Al", "Mills,Al"),
        ("Van  Dyke,Al", "van dyke,AL"),
        ("Stra\u00dfe,Al", "STRASSE,Al"),
    ],
)
def test_a_name_that_is_the_same_to_a_reader_is_no_question(
    store: EncryptedStore, one: str, same: str
) -> None:
    take(store, f"{CRN},,{one},14/03/2001,")

    again = take(store, f"{CRN},,{same},14/03/2001,")

    assert (again.unchanged, again.questions) == (1, 0)
    assert not held(store).questions


@pytest.mark.parametrize("other", ["Zoe,Ann", "Zo\u00e9,Ann", "Zo\u00ebs,Ann"])
def test_another_letter_is_another_name(store: EncryptedStore, other: str) -> None:
    take(store, f"{CRN},,Zo\u00eb,Ann,14/03/2001,")

    assert take(store, f"{CRN},,{other},14/03/2001,").questions == 1


def test_answers_about_somebody_else_lead_to_the_case_they_came_with(
    store: EncryptedStore,
) -> None:
    answers = {
        f"/mas/personal-details/{CRN}": {
            "crn": CRN,
            "name": {"forename": "Caroline", "surname": "Wolff"},
            "dateOfBirth": "1979-08-18",
        },
        "/mas/caseload/user/Smith": {
            "caseload": [
                {"crn": CRN, "caseName": {"forename": "James", "surname": "Morrison"}}
            ]
        },
    }

    import_people(store, {"a.json": json.dumps(answers).encode()}, Order())

    assert [found(store, name) for name in ("wolff", "morrison", "james")] == [1, 1, 1]
    (question_id,) = held(store).questions
    store.do(answer_question, held(store).id, question_id, theirs=False)
    assert found(store, "morrison") == 0
