"""What screens and documents say first about a person."""

from datetime import date

import pytest

from iomdesk.cases.case import (
    Address,
    Case,
    Mappa,
    Marker,
    Name,
    Person,
    Reference,
    ReferenceType,
    Risk,
    RiskLevel,
)
from iomdesk.cases.heading import (
    born_text,
    mappa_text,
    person_badges,
    person_fields,
    references_text,
)
from iomdesk.cases.sentence import Condition, Sentence
from iomdesk.cases.summary import (
    address_line,
    age,
    display_name,
    highest_level,
    is_open,
    is_registered,
    live_conditions,
    live_markers,
    live_sentences,
    other_names,
    rated_risks,
    reference,
)
from iomdesk.cases.whole import WholeCase
from iomdesk.documents.blocks import RiskBadge, WarningMarker
from iomdesk.records.ids import CaseId, PartId
from tests.builders import a_whole_case

TODAY = date(2026, 11, 22)


def called(surname: str = "", forename: str = "", middle: str = "") -> WholeCase:
    person = Person(surname=surname, forename=forename, middle=middle)
    return WholeCase(id=CaseId("c"), person=person)


@pytest.mark.parametrize(
    ("case", "name"),
    [
        (called(surname="Dooley", forename="Wendell"), "DOOLEY, Wendell"),
        (called(surname="Dooley", forename="W", middle="J"), "DOOLEY, W J"),
        (called(surname="O’Neill"), "O’NEILL"),
        (called(forename="Wendell"), "Wendell"),
        (called(), ""),
    ],
)
def test_a_name_reads_as_in_lists(case: WholeCase, name: str) -> None:
    assert display_name(case) == name


def test_an_age_is_that_of_the_day() -> None:
    assert age(a_whole_case(), date(2026, 2, 13)) == 24
    assert age(a_whole_case(), date(2026, 2, 14)) == 25
    assert age(a_whole_case(born_on=None), TODAY) is None


def test_the_address_is_the_main_one_that_has_not_ended() -> None:
    old = Address(town="Telford", main=True, ended_on=date(2026, 1, 1))
    new = Address(lines=("1 High Street",), town="Oswestry", postcode="SY11 1AA")
    nfa = Address(no_fixed_abode=True, main=True)
    both = a_whole_case(addresses={PartId("a"): old, PartId("b"): new})

    assert address_line(both) == "1 High Street, Oswestry, SY11 1AA"
    assert address_line(a_whole_case(addresses={PartId("a"): nfa})) == "No fixed abode"
    assert address_line(a_whole_case()) is None


def test_markers_in_force_come_warnings_first() -> None:
    markers = {
        PartId("a"): Marker(text="IOM", warning=False),
        PartId("b"): Marker(text="Weapons"),
        PartId("c"): Marker(text="Dog", expires_on=TODAY),
        PartId("d"): Marker(text="Old", expires_on=date(2026, 11, 21)),
        PartId("e"): Marker(text="Gone", ended_on=date(2026, 1, 1)),
    }
    live = live_markers(a_whole_case(markers=markers), TODAY)

    assert [m.text for m in live.values()] == ["Dog", "Weapons", "IOM"]


def test_the_highest_level_is_that_of_any_risk_to_others() -> None:
    risk = Risk(
        overall=RiskLevel.MEDIUM,
        staff=RiskLevel.HIGH,
        self_harm=RiskLevel.VERY_HIGH,
    )

    assert highest_level(a_whole_case(risk=risk)) is RiskLevel.HIGH
    assert highest_level(a_whole_case()) is None
    assert list(rated_risks(risk)) == ["overall", "staff", "self_harm"]


def test_orders_and_conditions_in_force_are_told_from_those_that_ended() -> None:
    order = Sentence(
        description="SHPO",
        started_on=date(2021, 1, 1),
        expires_on=TODAY,
        conditions={
            PartId("b"): Condition(text="B"),
            PartId("a"): Condition(text="A", ended_on=TODAY),
            PartId("c"): Condition(text="C", ended_on=date(2026, 12, 1)),
        },
    )
    past = Sentence(description="Past", expires_on=date(2026, 11, 21))
    case = a_whole_case(sentences={PartId("s"): order, PartId("p"): past})

    assert list(live_sentences(case, TODAY)) == ["s"]
    assert [c.text for *_, c in live_conditions(case, TODAY)] == ["B", "C"]


def test_who_is_on_the_register_is_recorded_or_follows_from_mappa() -> None:
    assert is_registered(a_whole_case(registered=True))
    assert is_registered(a_whole_case(mappa=Mappa(category=1)))
    assert not is_registered(a_whole_case(registered=False, mappa=Mappa(category=1)))
    assert not is_registered(a_whole_case())


def test_references_and_other_names_are_found() -> None:
    case = Case(
        id=CaseId("c"),
        person=Person(
            surname="Dooley",
            aliases={PartId("a"): Name(surname="Dooley", forename="Dools")},
        ),
        references={
            PartId("p"): Reference(type=ReferenceType.PNC, value="18/123R"),
            PartId("c"): Reference(type=ReferenceType.CRN, value="X012345"),
        },
    )

    assert reference(case, ReferenceType.CRN) == "X012345"
    assert reference(case, ReferenceType.NOMS) is None
    assert other_names(case) == ["Dools Dooley"]
    assert references_text(case) == "CRN X012345; PNC 18/123R"
    assert is_open(case)


def test_the_heading_of_a_paper_names_risk_and_warnings() -> None:
    case = a_whole_case(
        risk=Risk(overall=RiskLevel.VERY_HIGH),
        markers={
            PartId("a"): Marker(text="Dog"),
            PartId("b"): Marker(text="IOM", warning=False),
        },
    )

    assert person_badges(case, TODAY).items == (
        RiskBadge(level="very_high"),
        WarningMarker(text="Dog"),
    )
    assert person_badges(a_whole_case(), TODAY).items == (
        RiskBadge(level="not_assessed"),
    )


def test_what_is_not_known_is_left_for_the_paper_to_say() -> None:
    bare = a_whole_case(born_on=None)
    fields = dict(person_fields(bare, TODAY).rows)

    assert fields["Born"] is None
    assert fields["Address"] is None
    assert mappa_text(bare) is None
    assert mappa_text(a_whole_case(mappa=Mappa(level=2))) == (
        "Category not recorded, level 2"
    )
    assert born_text(a_whole_case(), TODAY) == "14 February 2001, aged 25"
