"""People are found by any word about them, and by a surname with one slip in it."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from db.store import EncryptedStore
from iomdesk.cases.case import (
    Address,
    Case,
    Marker,
    Name,
    Person,
    Reference,
    ReferenceType,
)
from iomdesk.cases.finding import plain_name, plain_reference, sound_keys, words
from iomdesk.permissions import Role, may
from iomdesk.ports import CaseFilter, UnitOfWork
from iomdesk.records.ids import CaseId, PartId
from tests.builders import a_case

NAMES = Path(__file__).parents[1] / "data" / "names" / "surnames.txt"
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
VOWELS = "aeiou"
FORENAMES = ("James", "Mary", "Aled", "Siân", "Mohammed", "Fatima", "Piotr", "Joan")


def surnames() -> list[str]:
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    return [name for line in lines if line[0] != "#" for name in line.split()]


@may(Role.OFFICER)
def save_all(work: UnitOfWork, cases: list[Case]) -> None:
    for case in cases:
        work.save(case)


def found(store: EncryptedStore, text: str, limit: int = 20) -> list[str]:
    rows = store.queries.cases(CaseFilter(text=text), limit=limit)
    return [row.case_id for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O’Brien", ["obrien", "o", "brien"]),
        ("Smith-Jones", ["smithjones", "smith", "jones"]),
        ("Łukasz MÜLLER", ["lukasz", "muller"]),
        ("Siân, ap Rhys", ["sian", "ap", "rhys"]),
        ("الخطيب", ["الخطيب"]),
        ("Weiß & Søn", ["weiss", "son"]),
        ("", []),
    ],
)
def test_words_are_plain_joined_and_in_their_parts(
    text: str, expected: list[str]
) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1954/0018147W", "54/18147w"),
        ("1954/0018147W", "1954 0018147 W"),
        ("x 000001", "X000001"),
        ("WM/123", "wm 123"),
    ],
)
def test_a_reference_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert plain_reference(one) == plain_reference(other)


def test_names_are_compared_without_accents_and_marks() -> None:
    assert plain_name("O’Brién-Smith") == plain_name("OBRIEN SMITH")


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Shaun", "Sean"), ("Philips", "Fillips"), ("Reid", "Reed"), ("Clarke", "Clark")],
)
def test_names_that_sound_alike_share_a_key(name: str, typed: str) -> None:
    assert set(sound_keys(name)) & set(sound_keys(typed))


@pytest.fixture
def one_person(store: EncryptedStore) -> EncryptedStore:
    person = Person(
        surname="O’Brien",
        forename="Siân",
        aliases={PartId("n"): Name(surname="van der Berg", forename="Shauna")},
    )
    pnc = Reference(type=ReferenceType.PNC, value="1954/0018147W")
    home = Address(lines=("12 Lock Row",), town="Bilston", postcode="WV14 3VV")
    case = Case(
        id=CaseId("them"),
        person=person,
        references={PartId("p"): pnc},
        addresses={PartId("a"): home},
        markers={
            PartId("m"): Marker(text="Knives in the house"),
            PartId("e"): Marker(text="Dogs", ended_why="Gone"),
        },
    )
    store.do(save_all, [case, a_case(surname="Unlike", forename="Zed")])
    return store


@pytest.mark.parametrize(
    "text",
    [
        "o'brien",
        "OBRIEN",
        "brien si",
        "sian obr",
        "van der",
        "vanderberg",
        "shauna",
        "1954/0018147W",
        "54/18147W",
        "18147w",
        "lock row bils",
        "WV14 3VV",
        "wv143vv",
        "knives",
        "obrein sian",
        "sean obrien",
    ],
)
def test_a_person_is_found_by(one_person: EncryptedStore, text: str) -> None:
    assert found(one_person, text) == ["them"]


@pytest.mark.parametrize("text", ["dogs", "brien zed", "xyzzy", '"', "*", "NEAR", "-"])
def test_a_person_is_not_found_by(one_person: EncryptedStore, text: str) -> None:
    assert found(one_person, text) == []


def swapped(name: str, chance: random.Random) -> str:
    places = [n for n in range(len(name) - 1) if name[n].lower() != name[n + 1].lower()]
    n = chance.choice(places)
    return name[:n] + name[n + 1] + name[n] + name[n + 2 :]


def left_out(name: str, chance: random.Random) -> str:
    n = chance.randrange(len(name))
    return name[:n] + name[n + 1 :]


def doubled(name: str, chance: random.Random) -> str:
    n = chance.randrange(len(name))
    return name[:n] + name[n] + name[n:]


def next_key(name: str, chance: random.Random) -> str:
    n = chance.choice([n for n, letter in enumerate(name) if letter.isalpha()])
    row = next(row for row in KEYS if name[n].lower() in row)
    at = row.index(name[n].lower())
    near = [row[k] for k in (at - 1, at + 1) if 0 <= k < len(row)]
    return name[:n] + chance.choice(near) + name[n + 1 :]


def other_vowel(name: str, chance: random.Random) -> str:
    n = chance.choice([n for n, letter in enumerate(name) if letter.lower() in VOWELS])
    others = [vowel for vowel in VOWELS if vowel != name[n].lower()]
    return name[:n] + chance.choice(others) + name[n + 1 :]


SLIPS: tuple[Callable[[str, random.Random], str], ...] = (
    swapped,
    left_out,
    doubled,
    next_key,
    other_vowel,
)


def test_95_of_100_surnames_are_found_when_typed_with_one_slip(
    store: EncryptedStore,
) -> None:
    names, chance = surnames(), random.Random(20261122)
    wanted, others = names[:100], names[100:]
    typed = [SLIPS[n % 5](name, chance) for n, name in enumerate(wanted)]
    population = [*wanted, *(chance.choice(others) for _ in range(2000))]
    cases = [
        a_case(surname=name, forename=chance.choice(FORENAMES), case_id=str(n))
        for n, name in enumerate(population)
    ]
    store.do(save_all, cases)

    missed = [
        f"{name} as {text}"
        for n, (name, text) in enumerate(zip(wanted, typed, strict=True))
        if str(n) not in found(store, text)
    ]

    assert len(set(wanted)) == 100
    assert all(plain_name(a) != b for a, b in zip(wanted, typed, strict=True))
    assert len(missed) <= 5, missed


@pytest.mark.parametrize("text", ["do", "dooley", "doley", "shaun", "sean d", "x1"])
def test_typing_alone_finds_whom_a_narrowed_list_finds(
    store: EncryptedStore, text: str
) -> None:
    names = [("Dooley", "Sean"), ("Dole", "Shaun"), ("Donne", "John"), ("Ali", "X1")]
    cases = [
        a_case(surname=f"{surname}{'x' * n}", forename=forename)
        for surname, forename in names
        for n in range(9)
    ]
    store.do(save_all, cases)

    everybody_is_outside = CaseFilter(text=text, in_custody=False)
    narrowed = store.queries.cases(everybody_is_outside, limit=100)
    assert list(store.queries.cases(CaseFilter(text=text), limit=100)) == list(narrowed)
    assert narrowed


def test_a_letter_that_most_names_share_lists_and_counts_them_in_order(
    store: EncryptedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.do(save_all, [a_case(surname=f"Do{n:02}", forename="Al") for n in range(40)])
    few = store.queries.cases(CaseFilter(text="d"), limit=30)

    monkeypatch.setattr("db.search._MANY", 0)

    assert [row.surname for row in few] == [f"Do{n:02}" for n in range(30)]
    assert list(store.queries.cases(CaseFilter(text="d"), limit=30)) == list(few)
    assert store.queries.count_cases(CaseFilter(text="d")) == 40
    assert store.queries.count_cases(CaseFilter(text="do39")) == 1


def test_a_short_list_begins_with_those_who_are_called_so(
    store: EncryptedStore,
) -> None:
    others = [a_case(surname=f"Abbott{n}-Khan", crn=f"X3000{n:02}") for n in range(30)]
    store.do(save_all, [*others, a_case(surname="Khan", crn="X300099")])

    asked = CaseFilter(text="KHAN", named_first=True)
    found = store.queries.cases(asked, limit=12)

    assert found[0].surname == "Khan"
    assert len({row.case_id for row in found}) == 12
    assert store.queries.count_cases(asked) == 31


def test_a_number_that_a_spreadsheet_counted_is_the_number() -> None:
    assert plain_reference("1234567.0", "crn") == plain_reference("1234567", "crn")
    assert plain_reference("1234567.5", "crn") != plain_reference("1234567", "crn")


def test_a_name_in_another_script_has_no_sound_and_is_found_as_it_is_written() -> None:
    assert words("Дмитрий") == ["дмитрии"]
    assert not any(key[0].isdigit() for key in sound_keys("Дмитрий"))
