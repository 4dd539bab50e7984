"""People are found by what an officer types: numbers, streets, joined names."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.cases.case import Address, Case, Person, Reference, ReferenceType
from iomdesk.cases.finding import sound_keys
from iomdesk.errors import InputRefused
from iomdesk.exchange.saying import agree_at
from iomdesk.permissions import Role, may
from iomdesk.ports import CaseFilter, UnitOfWork
from iomdesk.records.ids import CaseId, PartId
from tests.builders import a_case

PHONE = ("person", "phone")


@may(Role.OFFICER)
def save_all(work: UnitOfWork, cases: list[Case]) -> None:
    for case in cases:
        work.save(case)


def found(store: EncryptedStore, text: str) -> list[str]:
    return [row.case_id for row in store.queries.cases(CaseFilter(text=text), limit=20)]


def them(surname: str = "Dooley", **person: Any) -> Case:
    return Case(id=CaseId("them"), person=Person(surname=surname, **person))


def living_at(*lines: str, **more: Any) -> Case:
    home = Address(lines=lines, **more)
    return evolve(them(), addresses={PartId("a"): home})


def known_by(value: str) -> Case:
    held = Reference(type=ReferenceType.LOCAL, value=value)
    return evolve(them(), references={PartId("r"): held})


def ways(case: Case, *typed: str) -> Iterator[tuple[Case, str]]:
    for text in typed:
        yield case, text


PHONES = (
    *("07700900123", "07700 900123", "07700 900 123", "7700900123", "0770090"),
    *("+447700900123", "+44 7700 900123", "+44 (0)7700 900123", "00447700900123"),
    *("(07700) 900-123", "07700.900.123", "900123", "447700900123"),
)


FOUND = [
    *ways(them(mobile="07700 900123"), *PHONES),
    *ways(them(phone="+44 (0) 7700 900123"), *PHONES),
    *ways(them(phone="7700900123"), *PHONES),
    *ways(them(phone="0114 272 0000 ext 5"), "01142720000", "+44 114 2720000"),
    *ways(them(mobile="mother 07700 900123"), *PHONES),
    *ways(them(phone="07700 900123 (work), 01632 960111 after 5"), *PHONES),
    *ways(them(phone="01632 960111 / 07700 900123"), *PHONES),
    *ways(
        them(email="Jo.Smith-Jones@mail.example"),
        *("jo.smith-jones@mail.example", "JO.SMITH-JONES@MAIL.EXAMPLE", "jo.smith"),
        *("jo.smith-jones@", "mailto:jo.smith-jones@mail.example"),
    ),
    *ways(
        known_by("265416/21G"), "265416/21G", "265416/21g", "265416 21G", "26541621G"
    ),
    *ways(known_by("SF 39/123456A"), "SF39/123456A", "sf 39 123456a"),
    *ways(
        living_at("9 St John's Rd", town="Leeds"),
        *("9 St Johns Road", "9 St. John’s Rd", "9 Saint Johns Road", "st john's road"),
        *("9 St John Road Leeds", "9 st johns rd leeds"),
    ),
    *ways(
        living_at("4 Mount Pleasant Avenue"), "4 Mt Pleasant Ave", "mount pleasant av"
    ),
    *ways(living_at("Flat 2, 7 The Cres"), "7 The Crescent", "flat 2 7 the cres"),
    *ways(living_at("12 Old Street"), "12 Old St", "old str"),
    *ways(living_at("1 Victoria Gdns"), "victoria gardens", "1 victoria gdns"),
    *ways(them(surname="Ó Briain"), "OBriain", "O'Briain", "o briain", "Ó Briain"),
    *ways(them(surname="OBriain"), "Ó Briain", "O’Briain", "O Briain"),
    *ways(them(surname="Mac Donald"), "MacDonald", "Mac Donald", "macdonald"),
    *ways(them(surname="MacDonald", forename="Ian"), "Mac Donald", "ian mac donald"),
    *ways(them(surname="Smith-Jones"), "smith jones", "smithjones", "jones"),
    *ways(them(surname="van der Berg"), "vanderberg", "van der berg", "Van Derberg"),
    *ways(them(forename="Anne-Marie"), "annemarie", "anne marie", "Anne-Marie dooley"),
    *ways(them(forename="Jean", middle="Paul"), "jeanpaul", "jean paul", "Jean-Paul"),
    *ways(them(forename="Annemarie"), "anne marie", "Anne-Marie"),
    *ways(them(surname="Suharto"), "suharto", "suhatro"),
    *ways(them(surname="MacDonald"), "mac donlad"),
    *ways(
        living_at("1 Elm Rd", town="Sheffield"), "Sheffield", "Sheffeild", "Shefield"
    ),
    *ways(living_at("1 Elm Rd", town="Sheffield"), "Sheffied", "dooley sheffeild"),
    *ways(living_at("1 Elm Rd", town="Wolverhampton"), "Wolverhamton"),
    *ways(living_at("1 Elm Rd", town="Caernarfon"), "carnarfon"),
    *ways(living_at("1 Brynmawr Rd"), "brynmaur road"),
]


@pytest.mark.parametrize(("case", "typed"), FOUND)
def test_a_person_is_found_however_it_is_typed(
    store: EncryptedStore, case: Case, typed: str
) -> None:
    other = a_case(surname="Unlike", forename="Zed")
    store.do(save_all, [case, other])

    assert found(store, typed) == ["them"]
    assert store.queries.count_cases(CaseFilter(text=typed)) == 1
    narrowed = CaseFilter(text=typed, in_custody=False)
    assert [row.case_id for row in store.queries.cases(narrowed)] == ["them"]


@pytest.mark.parametrize(
    "typed", ["07700900124", "9 St Johns Lane", "example", "jo.smith@other", "Sheffxyz"]
)
def test_somebody_else_is_not_found_so(store: EncryptedStore, typed: str) -> None:
    case = evolve(
        living_at("9 St John's Rd", town="Sheffield"),
        person=Person(surname="Dooley", mobile="07700 900123", email="jo@mail.example"),
    )
    store.do(save_all, [case])

    assert found(store, typed) == []


def test_those_who_are_called_so_come_before_those_who_live_there(
    store: EncryptedStore,
) -> None:
    living = [
        evolve(living_at("1 Elm Rd", town="Sheffield"), id=CaseId(f"lives {n}"))
        for n in range(30)
    ]
    called = a_case(surname="Sheffield", forename="Al", case_id="called")
    store.do(save_all, [*living, called])

    assert found(store, "Sheffeild")[0] == "called"
    assert len(found(store, "Sheffeild")) == 20


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("07700 900123", "7700900123", True),
        ("07700900123", "+44 7700 900 123", True),
        ("0044 (0)7700 900123", "07700-900-123", True),
        ("0114 272 0000", "1142720000", True),
        ("07700 900123", "07700 900124", False),
        ("07700 900123", "", False),
        ("07700 900123 (mum)", "07700 900123", False),
        ("+353 86 000 0000", "086 000 0000", False),
        ("ex-directory", "withheld", False),
    ],
)
def test_a_telephone_number_is_the_same_however_it_is_written(
    one: str, other: str, same: bool
) -> None:
    assert agree_at(PHONE, one, other) is same
    assert agree_at(PHONE, other, one) is same


@pytest.mark.parametrize(
    "text", ["a" * 201, "ab " * 100, "1/" * 4000, "é" * 16_000, "x" * 100_000]
)
def test_a_search_has_a_limit_that_is_said(store: EncryptedStore, text: str) -> None:
    store.do(save_all, [them()])

    with pytest.raises(InputRefused, match="200 letters"):
        found(store, text)
    with pytest.raises(InputRefused, match="200 letters"):
        store.queries.count_cases(CaseFilter(text=text))


def test_the_longest_search_is_quick(store: EncryptedStore) -> None:
    store.do(save_all, [them()])
    began = time.process_time()

    for text in ("a" * 200, "a b " * 50, "ab-" * 66, "1 " * 100, "zz " * 66):
        found(store, text.strip())

    assert time.process_time() - began < 2


def test_the_keys_of_a_name_are_linear_in_its_length() -> None:
    assert sum(map(len, sound_keys("a" * 100_000))) < 500_000
