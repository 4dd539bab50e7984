"""A serial perpetrator by either definition, from events that each say their part."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.assessments.score import score_input
from iomdesk.assessments.serial import (
    Conduct,
    DaEvent,
    DaHistory,
    Definition,
    Relationship,
    Standing,
    serial,
)
from iomdesk.errors import InputRefused
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.schema import input_example

ASKED = date(2026, 11, 22)


def an_event(on: str, victim: str, **said: str) -> dict[str, str]:
    usual = {"relationship": "partner", "conduct": "violence", "standing": "alleged"}
    return {"on": on, "victim": victim, **usual, **said}


def found(*events: dict[str, str], **said: Any) -> dict[str, Any]:
    answer: dict[str, Any] = score_input(
        "serial_da", {"assessment_date": "2026-11-22", "events": events, **said}
    )
    return answer


def is_serial(*events: dict[str, str], **said: Any) -> bool:
    return bool(found(*events, **said)["outputs"]["serial"])


def test_two_unconnected_victims_two_years_apart_are_serial() -> None:
    assert is_serial(an_event("2024-11-22", "A"), an_event("2026-11-22", "B"))


@pytest.mark.parametrize(
    ("first", "expected"),
    [("2023-11-23", True), ("2023-11-22", True), ("2023-11-21", False)],
)
def test_the_window_is_three_years_to_the_day(first: str, expected: bool) -> None:
    assert is_serial(an_event(first, "A"), an_event("2026-11-22", "B")) == expected


def test_one_victim_twice_is_not_serial() -> None:
    assert not is_serial(an_event("2025-01-01", "A"), an_event("2026-01-01", "A"))


def test_connected_victims_count_as_one_and_the_working_says_so() -> None:
    events = [an_event("2025-01-01", "A"), an_event("2026-01-01", "B")]

    answer = found(*events, connected=[["B", "C"], ["C", "A"]])

    assert not answer["outputs"]["serial"]
    assert answer["outputs"]["victims"] == 1
    assert "counted, connected with A" in [one["value"] for one in answer["working"]]


def test_an_empty_group_connects_nobody() -> None:
    events = [an_event("2025-01-01", "A"), an_event("2026-01-01", "B")]

    assert is_serial(*events, connected=[[]])


NORTHUMBRIA = {"version": "northumbria", "date_of_birth": "1990-01-01"}


@pytest.mark.parametrize(
    ("said", "west_midlands", "northumbria"),
    [
        ({"standing": "suspect"}, True, True),
        ({"standing": "alleged"}, True, False),
        ({"standing": "suspect", "relationship": "family"}, False, True),
        ({"standing": "offender", "conduct": "non_violent"}, False, True),
        ({"standing": "offender", "relationship": "other"}, False, False),
        ({"standing": "suspect", "conduct": "threat"}, True, True),
    ],
)
def test_the_two_definitions_differ_where_they_are_published_to(
    said: dict[str, str], west_midlands: bool, northumbria: bool
) -> None:
    events = [an_event("2025-01-01", "A", **said), an_event("2026-01-01", "B", **said)]

    assert is_serial(*events) == west_midlands
    assert is_serial(*events, **NORTHUMBRIA) == northumbria


def test_connected_victims_are_different_victims_all_the_same_in_northumbria() -> None:
    said = {"standing": "suspect"}
    events = [an_event("2025-01-01", "A", **said), an_event("2026-01-01", "B", **said)]

    assert is_serial(*events, connected=[["A", "B"]], **NORTHUMBRIA)


def test_two_victims_of_one_incident_are_one_incident() -> None:
    said = {"standing": "suspect", "incident": "22/1"}
    events = [an_event("2025-01-01", "A", **said), an_event("2025-01-01", "B", **said)]

    assert not is_serial(*events, **NORTHUMBRIA)
    assert is_serial(*events)


def test_an_event_before_sixteen_is_left_out_in_northumbria() -> None:
    said = {"standing": "offender"}
    events = [an_event("2025-01-01", "A", **said), an_event("2026-01-01", "B", **said)]
    born = {"version": "northumbria", "date_of_birth": "2009-01-02"}

    answer = found(*events, **born)

    assert not answer["outputs"]["serial"]
    assert "not counted: under 16 at the time" in [
        one["value"] for one in answer["working"]
    ]


def test_an_age_that_cannot_be_checked_is_said() -> None:
    said = {"standing": "offender"}
    events = [an_event("2025-01-01", "A", **said), an_event("2026-01-01", "B", **said)]

    answer = found(*events, version="northumbria")

    assert answer["missing"] == ["date_of_birth"]
    assert "not checked: no date of birth" in [
        one["value"] for one in answer["working"]
    ]


def test_each_event_stands_in_the_working_with_why_it_does_not_count() -> None:
    answer = found(
        an_event("2020-01-01", "A"),
        an_event("2026-01-01", "B", relationship="other"),
        an_event("2026-12-01", "C"),
    )

    values = [one["value"] for one in answer["working"] if "victim" in one["label"]]
    assert values[0].startswith("not counted: before the window")
    assert values[1].startswith("not counted: other")
    assert values[2].startswith("not counted: after 22 November 2026")


def test_that_the_definition_was_met_once_is_said() -> None:
    answer = found(an_event("2019-01-01", "A"), an_event("2020-01-01", "B"))

    assert not answer["outputs"]["serial"]
    assert answer["outputs"]["last_met_on"] == "2020-01-01"


def test_what_lies_after_the_day_asked_says_nothing_of_the_past() -> None:
    answer = found(an_event("2026-01-01", "A"), an_event("2026-12-01", "B"))

    assert "last_met_on" not in answer["outputs"]


def test_no_events_are_not_serial() -> None:
    answer = found()

    assert (answer["outputs"]["serial"], answer["outputs"]["victims"]) == (False, 0)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"events": [{"on": "2026-01-01"}]}, "events.0.victim"),
        ({"events": [an_event("2026-13-01", "A")]}, "events.0.on"),
        ({"events": [an_event("2026-01-01", "A", conduct="rude")]}, "events.0.conduct"),
        ({"version": "kent"}, "version"),
        ({"assessment_date": None}, "assessment_date"),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(
    said: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        found(**{"events": (), **said})

    assert refused.value.field == field


def test_the_example_is_serial() -> None:
    assert score_input("serial_da", input_example("serial_da", SHIPPED))["outputs"][
        "serial"
    ]


EVENTS = st.builds(
    DaEvent,
    on=st.dates(date(2022, 1, 1), date(2027, 6, 1)),
    victim=st.sampled_from("ABCD"),
    relationship=st.sampled_from(Relationship),
    conduct=st.sampled_from(Conduct),
    standing=st.sampled_from(Standing),
    incident=st.none() | st.sampled_from(["1", "2"]),
)
CONNECTED = st.lists(
    st.lists(st.sampled_from("ABCDE"), min_size=2, max_size=3).map(tuple), max_size=2
).map(tuple)
RULES = st.builds(
    Definition,
    label=st.just("Made up"),
    source=st.just("Made up"),
    window_months=st.sampled_from([12, 36]),
    least_victims=st.integers(1, 3),
    victims_unconnected=st.booleans(),
    least_events=st.integers(1, 3),
    relationships=st.sampled_from([(), (Relationship.PARTNER,)]),
    conduct=st.sampled_from([(), (Conduct.VIOLENCE, Conduct.THREAT)]),
)


@given(
    events=st.lists(EVENTS, max_size=7),
    connected=CONNECTED,
    rule=RULES,
    data=st.data(),
)
def test_the_order_of_events_is_irrelevant(
    events: list[DaEvent],
    connected: tuple[tuple[str, ...], ...],
    rule: Definition,
    data: st.DataObject,
) -> None:
    one = DaHistory(assessment_date=ASKED, events=tuple(events), connected=connected)
    shuffled = data.draw(st.permutations(events))
    other = DaHistory(
        assessment_date=ASKED, events=tuple(shuffled), connected=connected[::-1]
    )

    first, second = serial(one, rule), serial(other, rule)

    assert (first.is_serial, first.victims, first.incidents, first.last_met_on) == (
        second.is_serial,
        second.victims,
        second.incidents,
        second.last_met_on,
    )


@given(events=st.lists(EVENTS, max_size=7), rule=RULES, extra=EVENTS)
def test_one_more_event_never_takes_it_away(
    events: list[DaEvent], rule: Definition, extra: DaEvent
) -> None:
    fewer = DaHistory(assessment_date=ASKED, events=tuple(events))
    more = DaHistory(assessment_date=ASKED, events=(*events, extra))

    assert serial(more, rule).is_serial >= serial(fewer, rule).is_serial


@given(events=st.lists(EVENTS, max_size=7), rule=RULES)
def test_what_is_met_today_was_met_at_the_last_event(
    events: list[DaEvent], rule: Definition
) -> None:
    answer = serial(DaHistory(assessment_date=ASKED, events=tuple(events)), rule)

    if answer.is_serial:
        assert answer.last_met_on is not None
        assert answer.last_met_on >= ASKED - timedelta(days=3 * 366)


def test_a_group_of_nobody_connects_nobody() -> None:
    events = [an_event("2025-01-01", "A"), an_event("2026-01-01", "B")]

    assert is_serial(*events, version="west-midlands", connected=[[]])
