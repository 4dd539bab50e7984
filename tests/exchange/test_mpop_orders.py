"""What a source says of a person's sentences, requirements and appointments."""

from datetime import UTC, date, datetime

import pytest

from tests.exchange.kit import (
    CRN,
    answers,
    details,
    headed,
    only,
    part,
    person_of,
)

SENTENCE = "/mas/sentence/{crn}"


def test_a_sentence_comes_with_offences_and_conditions_as_on_the_paper() -> None:
    condition = {
        "id": 7,
        "mainDescription": "Alcohol Monitoring",
        "subTypeDescription": "You must not drink any alcohol until [END DATE].",
        "actualStartDate": "2024-12-26",
    }
    requirement = {
        "id": 8,
        "description": "Unpaid Work",
        "length": 100,
        "lengthUnitValue": "Hours",
        "active": False,
    }
    said = {
        "offenceDetails": {
            "eventNumber": "3",
            "offence": {"description": "Burglary", "count": 3},
            "dateOfOffence": "2024-03-20",
            "additionalOffences": [{"description": "Assault", "code": "10500"}],
        },
        "conviction": {"sentencingCourt": "Hull Court", "convictionDate": "2024-03-21"},
        "order": {"description": "Order", "length": 12, "startDate": "2024-03-21"},
        "licenceConditions": [condition],
        "requirements": [requirement],
    }

    held = only(person_of({SENTENCE: headed(sentence=said)}).case.sentences)

    assert (held.event_number, held.court, held.length) == ("3", "Hull Court", "12")
    assert part(held.offences, main=True).on == date(2024, 3, 20)
    assert part(held.offences, code="10500").description == "Assault"
    licence = part(held.conditions, kind="Licence condition")
    assert licence.text == "You must not drink any alcohol until [END DATE]."
    assert licence.short == "Alcohol Monitoring"
    work = part(held.conditions, kind="Requirement")
    assert (work.length, work.why_ended) == (
        "100 Hours",
        "Not active; the source gives no date.",
    )


def test_a_requirement_that_no_sentence_lists_stays_as_received() -> None:
    said = {"description": "Curfew", "requirementNote": {"note": "n"}}

    person = person_of({SENTENCE + "/requirement/5/note/0": headed(requirement=said)})

    assert not person.case.sentences
    assert "/requirement/description" in person.kept[0].unplaced


def test_appointments_of_one_number_and_two_kinds_are_two() -> None:
    when = "2024-03-22T08:15:00.382936Z[Europe/London]"
    entries = [
        {"id": 4, "type": "Phone call", "startDateTime": when, "didTheyComply": True},
        {"id": 4, "type": "Home visit", "startDateTime": when, "isSensitive": True},
    ]

    case = person_of(
        {
            "/mas/schedule/{crn}/previous": headed(
                personSchedule={"appointments": entries}
            )
        }
    ).case

    call = part(case.appointments, kind="Phone call")
    assert call.at == datetime(2024, 3, 22, 8, 15, 0, 382936, tzinfo=UTC)
    assert call.complied
    assert part(case.appointments, kind="Home visit").sensitive


def test_an_officers_own_list_of_appointments_reaches_each_person() -> None:
    entry = {"crn": CRN, "id": 1, "type": "Home visit"}
    other = {"crn": "X000078", "id": 2, "type": "Home visit"}

    reading = answers(
        {"/mas/user/u/schedule/upcoming": {"appointments": [entry, other]}}
    )

    assert [len(p.case.appointments) for p in reading.people] == [1, 1]


def test_what_is_done_of_an_order_stands_with_it_and_with_its_requirement() -> None:
    rar = {"completed": 1, "nsiCompleted": 2, "scheduled": 9, "totalDays": 12}
    said = {
        "sentence": {
            "offenceDetails": {"eventNumber": "1"},
            "order": {"description": "Community order"},
            "unpaidWorkProgress": "3 hours completed (of 12 hours)",
            "requirements": [{"id": 1, "description": "RAR", "rar": rar}],
        }
    }

    person = person_of({SENTENCE: said})

    sentence = only(person.case.sentences)
    assert sentence.progress == "unpaid work: 3 hours completed (of 12 hours)"
    assert only(sentence.conditions).progress == (
        "1 of 12 RAR days completed, 2 by intervention, 9 scheduled"
    )
    assert person.kept[0].unplaced == ()


def test_an_intervention_is_a_further_part_of_its_order() -> None:
    said = {
        "eventNumber": "7",
        "order": {"description": "Community order"},
        "nsis": [{"id": 162, "description": "Thinking skills"}],
    }

    case = person_of({"/mas/sentences/{crn}": {"sentences": [said]}}).case

    note = only(only(case.sentences).additional)
    assert (note.kind, note.text) == ("Intervention", "Thinking skills")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("1980-06-14T23:00:00.000Z", date(1980, 6, 15)),
        ("1980-06-15T00:00:00+01:00", date(1980, 6, 15)),
        ("1980-01-14T00:00:00Z", date(1980, 1, 14)),
    ],
)
def test_a_moment_of_an_answer_is_the_day_it_has_in_london(
    said: str, day: date
) -> None:
    answer = {"/mas/personal-details/{crn}": details(dateOfBirth=said)}

    assert person_of(answer).case.person.born_on == day
