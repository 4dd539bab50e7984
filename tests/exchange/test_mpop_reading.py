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


@pytest.mark.parametrize("surname", [None, "", " "])
def test_a_person_with_one_name_is_called_so(surname: str | None) -> None:
    name = {"forename": "Suharto", "surname": surname}

    person = person_of({"/mas/personal-details/{crn}": details(name=name)}).case.person

    assert (person.surname, person.forename) == ("Suharto", "")


def test_a_person_who_is_called_null_keeps_the_name() -> None:
    name = {"forename": "Jennifer", "surname": "Null"}

    person = person_of({"/mas/personal-details/{crn}": details(name=name)}).case.person

    assert person.surname == "Null"
