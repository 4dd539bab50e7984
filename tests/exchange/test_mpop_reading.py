"""What Manage people on probation says goes where it has a home; doubts are asked."""

import json
from datetime import UTC, date, datetime

import pytest

from iomdesk.cases.case import RecordedScore, ReferenceType
from iomdesk.errors import InputRefused
from iomdesk.exchange.headings import load_headings
from iomdesk.exchange.mpop.people import read_mpop
from iomdesk.exchange.wording import load_wording
from tests.exchange.kit import (
    CRN,
    answers,
    asked,
    details,
    headed,
    only,
    part,
    person_of,
)

DETAILS = "/mas/personal-details/{crn}"
FLAGS = "/mas/risk-flags/{crn}"
SENTENCE = "/mas/sentence/{crn}"


def test_personal_details_say_who_it_is_and_where_they_live() -> None:
    case = person_of(
        {
            DETAILS: details(
                pnc="2019/0012345X",
                noms="A1234BC",
                preferredName="Wen",
                aliases=[{"forename": "Jon", "surname": "Smith"}],
                previousSurname="Dool",
                mobileNumber="07700 900123",
                preferredLanguage="Welsh",
                mainAddress={
                    "buildingName": "Weir House",
                    "buildingNumber": "3",
                    "streetName": "Lock Row",
                    "district": "Old Town",
                    "town": "Bilston",
                    "postcode": "WV14 3VV",
                    "from": "2023-03-14",
                    "verified": True,
                    "type": "Rented",
                    "status": "Main",
                },
                disabilities={"disabilities": ["Dyslexia"]},
                circumstances={
                    "circumstances": [{"type": "Employment", "subType": "Full time"}]
                },
                provisions={"provisions": ["Handrails"]},
            )
        }
    ).case

    assert case.person.preferred_name == "Wen"
    assert case.person.born_on == date(2001, 2, 14)
    assert {r.type for r in case.references.values()} == {
        ReferenceType.CRN,
        ReferenceType.PNC,
        ReferenceType.NOMS,
    }
    address = only(case.addresses)
    assert address.lines == ("Weir House", "3 Lock Row", "Old Town")
    assert address.main
    assert address.started_on == date(2023, 3, 14)
    kinds = {(n.kind, n.surname) for n in case.person.aliases.values()}
    assert kinds == {("alias", "Smith"), ("previous surname", "Dool")}
    assert part(case.person.circumstances, kind="Provision").text == "Handrails"


def test_what_has_no_home_is_kept_word_for_word_with_its_places() -> None:
    said = {DETAILS: details(shoeSize=9, cats=[{"name": "Mog"}], none=None, empty=[])}

    kept = person_of(said).kept[0]

    assert kept.path == DETAILS.format(crn=CRN)
    assert kept.unplaced == ("/shoeSize", "/cats/0/name")
    assert json.loads(kept.body)["cats"] == [{"name": "Mog"}]


def test_the_text_of_an_answer_is_kept_as_it_stands_in_the_file() -> None:
    text = '{"/new/X000077/thing":  {"a" : 1.50,\n "b":"\\u00e9"} , "/x": 1}'

    reading = read_mpop({"f": text.encode()}, load_headings(), load_wording())

    assert reading.people[0].kept[0].body == '{"a" : 1.50,\n "b":"\\u00e9"}'
    assert reading.people[0].kept[0].unplaced == ("/a", "/b")
    assert reading.apart == ("/x (1 values)",)


def test_a_value_of_another_type_has_no_home_and_stops_nothing() -> None:
    person = person_of(
        {DETAILS: details(aliases="none", mainAddress=[1], sex={"code": "M"}, pnc=True)}
    )

    assert person.case.person.surname == "Dooley"
    assert set(person.kept[0].unplaced) == {
        "/aliases",
        "/mainAddress/0",
        "/sex/code",
        "/pnc",
    }


def test_a_caseload_and_a_person_that_disagree_on_the_birth_date_are_asked_about() -> (
    None
):
    entry = {
        "crn": CRN,
        "dob": "2002-01-09",
        "caseName": {"forename": "Wendell", "surname": "Dooley"},
        "staff": {"name": {"forename": "Mo", "surname": "Lane"}},
    }
    team = {"team": {"description": "IOM"}, "provider": "Mids", "caseload": [entry]}

    person = person_of({DETAILS: details(), "/mas/caseload/team/N1": team})

    assert person.case.person.born_on == date(2001, 2, 14)
    assert (person.case.officer, person.case.team) == ("Mo Lane", "IOM")
    assert only(person.questions).text == (
        "Manage people on probation gives different values for the date of birth: "
        "“14 February 2001” (personal details) and “9 January 2002” (caseload of the "
        "team). “14 February 2001” is shown. Which is right?"
    )


def test_an_entry_with_limited_access_is_a_restricted_case_without_a_name() -> None:
    reading = answers(
        {"/mas/caseload/user/u": {"caseload": [{"crn": "X9", "limitedAccess": True}]}}
    )
    known = answers(
        {
            "/mas/caseload/user/u": {
                "caseload": [{"crn": "X000009", "limitedAccess": True}]
            }
        }
    )

    assert not reading.people
    case = known.people[0].case
    assert case.restricted
    assert case.person.surname == ""
    assert only(case.references).value == "X000009"


def test_a_person_with_a_name_is_said_not_to_be_restricted() -> None:
    assert person_of({DETAILS: details()}).says_no == {"restricted"}


def test_an_answer_about_somebody_else_is_kept_and_nothing_of_it_written() -> None:
    other = {"name": {"forename": "Ida", "surname": "Finch"}, "crn": "{crn}"}
    flags = {"riskFlags": [{"id": 1, "description": "Weapons", "level": "HIGH"}]}

    person = person_of({DETAILS: details(), FLAGS: {"personSummary": other, **flags}})

    assert not person.case.markers
    assert (
        "Answers for X000077 are about Ida Finch: list of risk flags."
        in asked(person)[0]
    )
    kept = next(k for k in person.kept if "risk-flags" in k.path)
    assert "/riskFlags/0/level" in kept.unplaced
    assert "/personSummary/name/surname" in kept.unplaced


def test_a_second_surname_counts_once_it_came_with_the_birth_date() -> None:
    married = {"forename": "Wendell", "surname": "Hart"}
    contacts = {
        "name": married,
        "currentContacts": [{"name": "Mo Lane", "responsibleOfficer": True}],
    }

    person = person_of(
        {
            DETAILS: details(),
            FLAGS: headed(by=married),
            SENTENCE + "/contacts": contacts,
        }
    )

    assert person.case.person.surname == "Dooley"
    assert person.case.officer == "Mo Lane"
    assert "different values for the surname" in asked(person)[0]


def test_the_path_says_whose_an_answer_is_and_another_reference_inside_is_asked() -> (
    None
):
    reading = answers({DETAILS: details(crn="X000001", sex="Male")})

    person = reading.people[0]
    assert only(person.case.references).value == CRN
    assert person.case.person.sex == "Male"
    assert "Answers for X000077 carry the CRN X000001 inside" in asked(person)[0]


def test_scores_are_kept_as_given_never_banded_anew() -> None:
    predictor = {
        "completedDate": "2024-12-09T08:13:33",
        "assessmentType": "LAYER3",
        "output": {
            "groupReconvictionScore": {
                "oneYear": 3,
                "twoYears": 28.8,
                "scoreLevel": "LOW",
            }
        },
    }

    case = person_of({"/arns/risks/predictors/all/crn/{crn}": [predictor]}).case

    assert only(case.scores) == RecordedScore(
        tool="OGRS",
        outputs={"oneYear": "3", "twoYears": "28.8", "scoreLevel": "LOW"},
        band="LOW",
        at=datetime(2024, 12, 9, 8, 13, 33, tzinfo=UTC),
        kind="LAYER3",
    )


def test_tier_and_needs_are_recorded_with_their_parts() -> None:
    tier = {
        "tierScore": "B2",
        "calculationId": "c1",
        "data": {"protect": {"points": 3}},
    }
    needs = {
        "identifiedNeeds": [
            {"name": "Drug Misuse", "severity": "SEVERE", "riskOfHarm": True}
        ]
    }

    case = person_of(
        {"/tier/crn/{crn}/tier/details": tier, "/arns/needs/crn/{crn}": needs}
    ).case

    assert case.tier == "B2"
    assert part(case.scores, tool="Tier").outputs == {"protect points": "3"}
    assert part(case.scores, tool="Needs").outputs == {
        "Drug Misuse": "identified, severe, linked to harm"
    }


def test_two_tiers_that_differ_are_asked_about() -> None:
    person = person_of(
        {
            "/tier/crn/{crn}/tier/details": {"tierScore": "A3", "calculationId": "1"},
            "/tier/v3/crn/{crn}/tier": {"tierScore": "B2", "calculationId": "2"},
        }
    )

    assert "for the tier: “A3” (tier in detail) and “B2”" in asked(person)[0]


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


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"[1, 2]", "does not hold answers of Manage people on probation"),
        (b'{"crn": "X000001"}', "by their path, such as /mas/personal-details"),
        (b"{}", "does not hold answers"),
        (b'{"/mas": {"a":\n', "is not whole JSON: it breaks off or errs on line 2"),
        (b"{\xff}", "is not UTF-8 text"),
        (b'{"/a":' + b"[" * 100_000, "“f”"),
    ],
)
def test_json_that_holds_no_answers_is_refused_in_a_sentence(
    data: bytes, sentence: str
) -> None:
    with pytest.raises(InputRefused, match=sentence):
        read_mpop({"f": data}, load_headings(), load_wording())


def test_one_path_in_two_files_that_differ_is_asked_about_and_both_are_kept() -> None:
    files = {
        name: json.dumps({DETAILS.format(crn=CRN): details(crn=CRN, sex=sex)}).encode()
        for name, sex in (("a", "Male"), ("b", "Female"))
    }

    reading = read_mpop(files, load_headings(), load_wording())

    person = reading.people[0]
    assert person.case.person.sex == "Female"
    assert (
        "“Female” (personal details) and “Male” (personal details in a)"
        in (asked(person)[0])
    )
    assert len(person.kept) == 2
    assert "comes twice and differs" in reading.warnings[0]


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


@pytest.mark.parametrize("surname", [None, "", " "])
def test_a_person_with_one_name_is_called_so(surname: str | None) -> None:
    name = {"forename": "Suharto", "surname": surname}

    person = person_of({"/mas/personal-details/{crn}": details(name=name)}).case.person

    assert (person.surname, person.forename) == ("Suharto", "")


def test_a_person_who_is_called_null_keeps_the_name() -> None:
    name = {"forename": "Jennifer", "surname": "Null"}

    person = person_of({"/mas/personal-details/{crn}": details(name=name)}).case.person

    assert person.surname == "Null"


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
