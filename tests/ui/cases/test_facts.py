"""What stands at the top of every screen about a person."""

from datetime import date

from attrs import evolve

from iomdesk.cases.case import Mappa, Marker, RiskLevel
from iomdesk.cases.whole import WholeCase
from iomdesk.records.ids import PartId
from tests.builders import a_whole_case
from tests.ui.scenes_person import dooley
from ui.cases.facts import person_facts

TODAY = date(2026, 11, 22)


def badges(case: WholeCase, *, disputed: bool = False) -> list[str]:
    return [b.words for b in person_facts(case, TODAY, disputed=disputed).badges]


def test_who_it_is_comes_with_age_reference_and_other_names() -> None:
    facts = person_facts(dooley(), TODAY)

    assert facts.name == "DOOLEY, Wendell"
    assert facts.about == (
        "25 · born 14 Feb 2001 · CRN X012345 · also known as “Dools”"
    )


def test_address_orders_and_officer_stand_below() -> None:
    assert person_facts(dooley(), TODAY).facts == (
        "14 Frankwell Court, Shrewsbury, SY3 8JX since 3 Aug"
        " · SHPO (3 conditions) to 12 Mar 2031"
        " · Licence (1 condition) to 30 Jan 2027 · officer DC Marsh"
    )


def test_risk_comes_first_then_facts_then_warnings() -> None:
    assert badges(dooley()) == [
        "Medium risk",
        "MAPPA 1 · level 2",
        "Registered until 12 Mar 2031",
        "IOM · Red",
        "Do not visit alone",
        "Dog",
        "Weapons",
    ]


def test_a_person_without_a_risk_level_is_not_assessed() -> None:
    assert badges(a_whole_case()) == ["Not assessed"]


def test_a_value_in_dispute_is_said_beside_the_risk() -> None:
    assert badges(a_whole_case(), disputed=True) == ["Not assessed", "disputed"]


def test_what_is_kept_back_by_a_source_is_said() -> None:
    case = a_whole_case(surname="", forename="", restricted=True)

    assert person_facts(case, TODAY).name == "RESTRICTED"
    assert "Restricted" in badges(case)


def test_a_person_without_a_name_is_not_called_restricted() -> None:
    case = a_whole_case(surname="", forename="")

    assert person_facts(case, TODAY).name == "NO NAME"
    assert "Restricted" not in badges(case)


def test_what_is_not_recorded_is_said_so() -> None:
    facts = person_facts(a_whole_case(born_on=None), TODAY)

    assert facts.about == "born: not recorded"
    assert facts.facts == "Address: not recorded · no officer"


def test_a_mappa_level_without_category_says_what_is_missing() -> None:
    case = a_whole_case(mappa=Mappa(level=2))

    assert "MAPPA category not recorded · level 2" in badges(case)


def test_markers_that_ended_or_expired_are_not_shown() -> None:
    gone = {
        PartId("a"): Marker(text="Dog", ended_on=date(2026, 1, 1)),
        PartId("b"): Marker(text="Weapons", expires_on=date(2026, 11, 21)),
        PartId("c"): Marker(text="Do not visit alone"),
    }

    assert badges(evolve(a_whole_case(), markers=gone))[1:] == ["Do not visit alone"]


def test_a_level_that_is_not_the_overall_one_says_to_whom() -> None:
    risk = evolve(dooley().risk, overall=RiskLevel.HIGH, children=RiskLevel.VERY_HIGH)

    assert badges(evolve(dooley(), risk=risk))[0] == "Very high risk to children"
    same = evolve(risk, overall=RiskLevel.VERY_HIGH)
    assert badges(evolve(dooley(), risk=same))[0] == "Very high risk"
