"""One person is one person: by the strongest reference that two rows both carry."""

import json
from itertools import combinations, permutations

import pytest

from db.store import EncryptedStore
from iomdesk.cases.actions import answer_question
from iomdesk.cases.case import ReferenceType
from iomdesk.cases.filing import whole_case
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.report import ImportReport
from iomdesk.ports import CaseFilter
from tests.exchange.kit import a_list

KINDS = ("CRN", "NOMS", "PNC", "CRO", "ViSOR", "Niche ID")
"""Strongest first."""

VALUES = {
    "CRN": ("X790001", "X790002"),
    "NOMS": ("A1234BC", "A5678DE"),
    "PNC": ("2000/0160946Q", "2001/0012345X"),
    "CRO": ("265416/21G", "1234/95A"),
    "ViSOR": ("V0011223", "V0044556"),
    "Niche ID": ("7000123", "7000456"),
}
JOHN = "Samename,John,14/03/1980"
MARY = "Samename,Mary,15/04/1985"
PAIRS = list(combinations(KINDS, 2))

Row = dict[str, str]


def a_row(who: str, **numbers: str) -> Row:
    """Return a row by heading; *numbers* by kind, with _ for a space."""
    surname, forename, born = who.split(",")
    person = {"Surname": surname, "Forename": forename, "DOB": born}
    return person | {kind.replace("_", " "): text for kind, text in numbers.items()}


def a_csv(rows: list[Row]) -> bytes:
    headings = ("Surname", "Forename", "DOB", *KINDS, "Warning markers")
    lines = [",".join(row.get(name, "") for name in headings) for row in rows]
    return "\n".join([",".join(headings), *lines]).encode()


def take(store: EncryptedStore, *files: list[Row]) -> ImportReport:
    """Import *files* at once."""
    given = {f"{n}.csv": a_csv(rows) for n, rows in enumerate(files)}
    return import_people(store, given, Order())


def cases(store: EncryptedStore) -> list[WholeCase]:
    rows = store.queries.cases(CaseFilter())
    return [whole_case(store.queries, row.case_id) for row in rows]


def numbers(case: WholeCase) -> set[str]:
    return {reference.value for reference in case.references.values()}


def asked(case: WholeCase) -> list[str]:
    return [question.text for question in case.questions.values()]


def spread(rows: list[Row], how: str) -> list[list[list[Row]]]:
    """Return *rows* as imports of files: in one file, in several, or one by one."""
    if how == "one file":
        return [[rows]]
    if how == "several files":
        return [[[row] for row in rows]]
    return [[[row]] for row in rows]


HOWS = ("one file", "several files", "one by one")


def take_spread(store: EncryptedStore, rows: list[Row], how: str) -> None:
    for files in spread(rows, how):
        take(store, *files)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize(("strong", "weak"), PAIRS)
def test_two_stronger_numbers_are_two_people_whatever_weaker_one_they_share(
    store: EncryptedStore, strong: str, weak: str, how: str
) -> None:
    one, other = VALUES[strong]
    shared = VALUES[weak][0]
    rows = [a_row(JOHN, **{strong: one, weak: shared})]
    rows += [a_row(MARY, **{strong: other, weak: shared})]

    take_spread(store, rows, how)

    found = {case.person.forename: case for case in cases(store)}
    assert set(found) == {"John", "Mary"}
    assert one in numbers(found["John"])
    assert other in numbers(found["Mary"])
    for case in found.values():
        assert any(shared in text for text in asked(case)), asked(case)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize(("strong", "weak"), PAIRS)
def test_one_stronger_number_is_one_person_and_a_weaker_that_differs_is_asked_about(
    store: EncryptedStore, strong: str, weak: str, how: str
) -> None:
    one, other = VALUES[weak]
    shared = VALUES[strong][0]
    rows = [a_row(JOHN, **{strong: shared, weak: number}) for number in (one, other)]

    take_spread(store, rows, how)

    (case,) = cases(store)
    assert any(one in text and other in text for text in asked(case)), asked(case)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_sure_name_and_birth_date_that_both_differ_are_never_joined(
    store: EncryptedStore, kind: str, how: str
) -> None:
    shared = {kind: VALUES[kind][0]}
    john = a_row(JOHN, **shared) | {"Warning markers": "Dogs"}
    mary = a_row(MARY, **shared) | {"Warning markers": "Weapons"}

    take_spread(store, [john, mary], how)

    (case,) = cases(store)
    assert case.person.forename == "John"
    assert [marker.text for marker in case.markers.values()] == ["Dogs"]
    assert any("Mary Samename" in text for text in asked(case)), asked(case)


@pytest.mark.parametrize(
    ("who", "joined"),
    [
        ("Samename,John,01/01/1982", True),
        ("SAMENAME,Jon Paul,14/03/1980", True),
        ("Samename,J,15/03/1980", True),
        ("John,Samename,15/03/1980", True),
        ("Married,John,14/03/1980", True),
        ("Other,Mary,01/01/1982", False),
        ("Samename,Mary,15/03/1980", False),
        ("Married,John,15/03/1980", False),
    ],
)
def test_only_what_is_sure_speaks_against_a_number(
    store: EncryptedStore, who: str, *, joined: bool
) -> None:
    rows = [a_row(JOHN, CRN="X790001"), a_row(who, CRN="X790001")]

    report = take(store, [rows[0]], [rows[1]])

    assert report.set_apart == (not joined)
    assert len(cases(store)) == 1


@pytest.mark.parametrize("how", HOWS)
def test_a_row_that_may_be_either_of_two_people_is_given_to_neither(
    store: EncryptedStore, how: str
) -> None:
    shared = "2000/0160946Q"
    rows = [a_row("Samename,John,", CRN=crn, PNC=shared) for crn in VALUES["CRN"]]
    bare = a_row("Samename,John,", PNC=shared) | {"Warning markers": "Weapons"}

    take_spread(store, [*rows, bare], how)

    assert len(cases(store)) == 2
    assert not any(case.markers for case in cases(store))


def test_whose_a_row_is_may_be_told_by_the_name_it_does_not_have() -> None:
    shared = "2000/0160946Q"
    rows = [a_row(JOHN, CRN="X790001", PNC=shared)]
    rows += [a_row(MARY, CRN="X790002", PNC=shared)]
    rows += [a_row(MARY, PNC=shared) | {"Warning markers": "Weapons"}]

    for order in permutations(rows):
        assert _partition(list(order)) == [("John", []), ("Mary", ["Weapons"])]


def _partition(rows: list[Row]) -> list[tuple[str, list[str]]]:
    """Return the people of a list: the forename and what they are warned about."""
    reading = a_list(a_csv(rows).decode())
    return sorted(
        (p.case.person.forename, [m.text for m in p.case.markers.values()])
        for p in reading.people
    )


@pytest.mark.parametrize("how", HOWS)
def test_a_person_who_is_known_by_more_later_is_no_longer_somebody_else_s(
    store: EncryptedStore, how: str
) -> None:
    """A case held by a weak number learns a stronger; a second one is not its."""
    shared = "V0011223"
    rows = [a_row("Samename,,", ViSOR=shared)]
    rows += [a_row("Samename,,", CRN=crn, ViSOR=shared) for crn in VALUES["CRN"]]

    take_spread(store, rows, how)

    held = [numbers(case) & set(VALUES["CRN"]) for case in cases(store)]
    assert all(len(crns) <= 1 for crns in held)
    assert {crn for crns in held for crn in crns} == set(VALUES["CRN"])


def test_answers_of_probation_keep_two_people_apart_as_a_list_does(
    store: EncryptedStore,
) -> None:
    said = {
        f"/mas/personal-details/{crn}": {
            "crn": crn,
            "name": {"forename": forename, "surname": "Samename"},
            "dateOfBirth": born,
            "pnc": "2000/0160946Q",
        }
        for crn, forename, born in (
            ("X790001", "John", "1980-03-14"),
            ("X790002", "Mary", "1985-04-15"),
        )
    }

    import_people(store, {"answers.json": json.dumps(said).encode()}, Order())

    assert len(cases(store)) == 2
    assert all(any("2000/0160946Q" in t for t in asked(c)) for c in cases(store))


@pytest.mark.parametrize("how", HOWS)
def test_a_dry_run_says_the_same_of_people_who_share_a_number(
    store: EncryptedStore, how: str
) -> None:
    shared = "2000/0160946Q"
    rows = [a_row(JOHN, CRN="X790001", PNC=shared), a_row(MARY, PNC=shared)]
    rows += [a_row(MARY, CRN="X790002", PNC=shared), a_row("Samename,,", PNC=shared)]
    *first, last = spread(rows, how)
    for files in first:
        take(store, *files)
    given = {f"{n}.csv": a_csv(file) for n, file in enumerate(last)}

    planned = import_people(store, given, Order(dry_run=True))
    done = import_people(store, given, Order())

    assert planned.dry_run
    assert (
        planned.new,
        planned.set_apart,
        planned.questions,
        planned.fields_written,
    ) == (
        done.new,
        done.set_apart,
        done.questions,
        done.fields_written,
    )


def test_the_same_again_of_people_who_share_a_number_changes_nothing(
    store: EncryptedStore,
) -> None:
    shared = "2000/0160946Q"
    rows = [a_row(JOHN, CRN="X790001", PNC=shared)]
    rows += [a_row(MARY, CRN="X790002", PNC=shared), a_row("Samename,,", PNC=shared)]
    take(store, rows)
    before = cases(store)

    report = take(store, rows)

    assert cases(store) == before
    assert (report.updated, report.questions, report.fields_written) == (0, 0, 0)


def test_who_has_a_shared_number_is_settled_by_the_answers_on_both_cases(
    store: EncryptedStore,
) -> None:
    shared = "2000/0160946Q"
    rows = [a_row(JOHN, CRN="X790001", PNC=shared)]
    rows += [a_row(MARY, CRN="X790002", PNC=shared)]
    take(store, rows)

    for case in cases(store):
        for question_id in case.questions:
            store.do(answer_question, case.id, question_id, theirs=True)

    held = {case.person.forename: numbers(case) for case in cases(store)}
    assert held == {"John": {"X790001"}, "Mary": {"X790002", shared}}
    bare = a_row("Samename,,", PNC=shared) | {"Warning markers": "Weapons"}
    assert take(store, [bare]).updated == 1
    assert take(store, rows).questions == 0


def test_a_number_kept_where_it_was_is_no_longer_in_question(
    store: EncryptedStore,
) -> None:
    shared = "2000/0160946Q"
    rows = [a_row(JOHN, CRN="X790001", PNC=shared)]
    rows += [a_row(MARY, CRN="X790002", PNC=shared)]
    take(store, rows)
    john = whole_case(store.queries, store.queries.find_case("X790001"))
    store.do(answer_question, john.id, next(iter(john.questions)), theirs=False)

    report = take(store, [a_row("Samename,,", PNC=shared) | {"RAG": "Red"}])

    assert (report.unchanged, report.set_apart) == (1, 0)


@pytest.mark.parametrize(
    ("first", "again"), [("1234567", "1234567.0"), ("7000123.00", "7000123")]
)
def test_a_number_as_a_spreadsheet_counts_it_is_the_same(
    store: EncryptedStore, first: str, again: str
) -> None:
    take(store, [a_row(JOHN, Niche_ID=first)])

    report = take(store, [a_row(JOHN, Niche_ID=again)])

    assert (report.unchanged, report.new) == (1, 0)


@pytest.mark.parametrize("number", ["265416/21G", "1234/95A", "SF39/12345A"])
def test_a_cro_number_is_a_reference_of_its_kind(
    store: EncryptedStore, number: str
) -> None:
    take(store, [a_row(JOHN, CRO=number)])

    (row,) = store.queries.cases(CaseFilter(text=number))
    case = whole_case(store.queries, row.case_id)
    assert [r.type for r in case.references.values()] == [ReferenceType.CRO]
    assert store.queries.find_case(number.lower()) == row.case_id


def test_two_cro_numbers_that_would_be_one_pnc_are_two_people(
    store: EncryptedStore,
) -> None:
    take(store, [a_row(JOHN, CRO="1934/21G")], [a_row(MARY, CRO="2034/21G")])

    assert len(cases(store)) == 2
