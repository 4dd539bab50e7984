"""People are found however their names, references and dates are typed."""

from datetime import date

import pytest

from db.store import EncryptedStore
from iomdesk.cases.asking import query_terms
from iomdesk.cases.case import Address, Case, Person, Reference, ReferenceType
from iomdesk.permissions import Role, may
from iomdesk.ports import CaseFilter, UnitOfWork
from iomdesk.records.ids import CaseId, PartId

NAMES = {
    "hara": ("O'Hara", "Sean"),
    "donald": ("McDonald", "Fred"),
    "khatib": ("Al-Khatib", "Yusuf"),
    "rahman": ("Abdul Rahman", "Omar"),
    "rhys": ("Llywelyn", "Rhŷs"),
    "smith": ("Smith-Jones", "Ann"),
    "muller": ("Müller", "Jürgen"),
    "berg": ("van der Berg", "Jan"),
    "cruz": ("De la Cruz", "Juan"),
}


@may(Role.OFFICER)
def save_all(work: UnitOfWork, cases: list[Case]) -> None:
    for case in cases:
        work.save(case)


@pytest.fixture
def people(store: EncryptedStore) -> EncryptedStore:
    cases = [
        Case(id=CaseId(key), person=Person(surname=surname, forename=forename))
        for key, (surname, forename) in NAMES.items()
    ]
    numbers = {
        PartId("c"): Reference(type=ReferenceType.CRN, value="X900001"),
        PartId("p"): Reference(type=ReferenceType.PNC, value="2005/0014074Y"),
        PartId("n"): Reference(type=ReferenceType.NOMS, value="A1234BC"),
        PartId("l"): Reference(type=ReferenceType.LOCAL, value="CUS/2024/991"),
    }
    home = Address(lines=("14 King’s Road",), town="St Helens", postcode="WA10 1AA")
    numbered = Case(
        id=CaseId("numbered"),
        person=Person(surname="Stone", born_on=date(1980, 3, 14)),
        references=numbers,
        addresses={PartId("a"): home},
    )
    store.do(save_all, [*cases, numbered])
    return store


def found(store: EncryptedStore, text: str) -> list[str]:
    return [row.case_id for row in store.queries.cases(CaseFilter(text=text), limit=20)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *((text, "hara") for text in ("o'hara", "OHARA", "o hara", "oharra", "o’hara")),
        *((text, "donald") for text in ("mc donald", "McDonald", "macdonald fred")),
        *((text, "khatib") for text in ("AL-KHATIB", "al khatib", "alkhatib")),
        *((text, "rahman") for text in ("abdulrahman", "abdul-rahman", "rahman omar")),
        *((text, "rhys") for text in ("rhys", "llewelyn", "Rhŷs Llywelyn")),
        *((text, "smith") for text in ("jones-smith", "jones smith", "smithjones")),
        *((text, "muller") for text in ("muller", "MÜLLER", "mueller")),
        *((text, "berg") for text in ("vanderberg", "van-der-berg", "berg jan")),
        *((text, "cruz") for text in ("delacruz", "de la cruz", "cruz")),
    ],
)
def test_a_name_is_found_together_and_apart(
    people: EncryptedStore, text: str, wanted: str
) -> None:
    assert wanted in found(people, text)


@pytest.mark.parametrize(
    "text",
    [
        *("2005/0014074Y", "2005/14074Y", "05/14074y", "05 14074Y", "2005 0014074Y"),
        *(
            "200514074y",
            "20050014074Y",
            "0014074y",
            "PNC 05/14074Y ",
            "pncid: 05/14074Y",
        ),
        *("x900001 ", "X 900001", "x9000 01", "CRN X900001", "crn: x900001"),
        *("a1234bc", "A1234 BC", "NOMS A 1234 BC"),
        *("CUS/2024/991", "cus 2024 991", "cus2024991"),
        *("wa101aa", "WA10 1AA", "14 kings road", "king’s road"),
        *("14/03/1980", "14.3.1980", "1980-3-14", "14 March 1980", "14th mar 1980"),
        *("14/03/80", "14031980", "dob 14-3-80", "stone 14/3/1980"),
    ],
)
def test_a_reference_postcode_or_birth_date_is_found_as_typed(
    people: EncryptedStore, text: str
) -> None:
    assert found(people, text) == ["numbered"]


@pytest.mark.parametrize(
    "text", ["15/03/1980", "06/14074y", "99/99/9999", "14 xyz 1980", "crn", "pnc 1/1"]
)
def test_another_number_or_day_finds_nobody(people: EncryptedStore, text: str) -> None:
    assert "numbered" not in found(people, text)


def test_one_word_is_asked_for_in_one_way_only() -> None:
    """Most keys are typed in a first word: it stays as quick as it was."""
    assert query_terms("dooley").exact == '- sounds : ("dooley"*)'
