"""A list of people is cut into what it says of each; nothing of it is lost."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iomdesk.errors import InputRefused
from iomdesk.exchange.file_kind import FileKind, kind_of
from iomdesk.exchange.headings import load_headings
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.people import read_mpop
from iomdesk.exchange.reading import Reading
from iomdesk.exchange.saying import SourcePerson
from iomdesk.exchange.wording import load_wording
from tests.exchange.kit import answers, asked, details, only, part, person_of

CASELOAD = "/mas/caseload/user/USER9"


def read(data: bytes) -> Reading:
    return read_mpop({"f.json": data}, load_headings(), load_wording())


def by_crn(reading: Reading) -> dict[str, SourcePerson]:
    return {
        next(iter(person.case.references.values())).value: person
        for person in reading.people
    }


def test_what_stands_beside_the_entries_of_a_list_is_kept_with_each() -> None:
    reading = answers(
        {
            CASELOAD: {
                "totalPages": 4,
                "sortedBy": "nextContact.asc",
                "caseload": [{"crn": "X000071"}, {"crn": "X000072"}],
            }
        }
    )

    for person in reading.people:
        kept = person.kept[0]
        assert set(kept.unplaced) == {"/totalPages", "/sortedBy"}
        assert json.loads(kept.body)["sortedBy"] == "nextContact.asc"


def test_an_entry_about_somebody_else_is_on_no_other_case() -> None:
    reading = answers(
        {
            CASELOAD: {
                "caseload": [
                    {"crn": "X000071", "note": "about the first"},
                    {"crn": "X000072", "note": "about the second"},
                    {"crn": "none", "note": "about nobody known", "dob": "1990-01-02"},
                ]
            }
        }
    )

    bodies = {crn: person.kept[0].body for crn, person in by_crn(reading).items()}
    assert "first" in bodies["X000071"]
    assert "second" not in bodies["X000071"]
    assert not any("nobody" in body for body in bodies.values())
    assert reading.apart == (f"{CASELOAD} (3 values in entries without a CRN)",)


@pytest.mark.parametrize("written", ["x000071", " X000071 ", "X 000071", "x000071\n"])
def test_a_case_reference_is_the_same_however_it_is_spaced(written: str) -> None:
    reading = answers(
        {
            CASELOAD: {"caseload": [{"crn": written}]},
            f"/mas/personal-details/{written}/": details(crn=written),
        }
    )

    assert len(reading.people) == 1
    assert reading.people[0].case.person.surname == "Dooley"
    assert asked(reading.people[0]) == []


def test_a_page_by_its_whole_address_is_read_as_by_its_path() -> None:
    flags = {"riskFlags": [{"id": 1, "description": "Weapons"}]}

    person = person_of({"https://mpop.example/mas/risk-flags/{crn}?page=2": flags})

    assert only(person.case.markers).text == "Weapons"


@pytest.mark.parametrize("path", ["//[x", "http://[::/y", "/%ff%", "?#/", "/a b\tc"])
def test_a_path_that_is_none_is_told_as_it_stands(path: str) -> None:
    reading = read(json.dumps({path: {"a": 1}, "/": 1}).encode())

    assert reading.apart[0] == f"{path} (1 values)"


def test_an_answer_is_about_whom_an_object_inside_it_names() -> None:
    """Of a check-in only its head names the person; the answers stand beside it."""
    person = person_of(
        {
            "/esupervision/v2/offender_checkins/17": {
                "checkin": {
                    "personalDetails": details(mobile="07700 900123"),
                    "surveyResponse": {"mentalHealth": "not well"},
                },
                "checkinLogs": {"logs": [{"comment": "called back"}]},
            }
        }
    )

    assert "/checkin/surveyResponse/mentalHealth" in person.kept[0].unplaced
    assert "called back" in person.kept[0].body


def test_a_list_of_tiers_by_reference_reaches_each_person() -> None:
    reading = answers(
        {"/tier/v2/crns/tier": {"X000071": {"tierScore": "B2"}, "X000072": {}}}
    )

    assert by_crn(reading)["X000071"].case.tier == "B2"


def test_the_next_and_last_appointment_of_a_caseload_are_appointments() -> None:
    entry = {
        "crn": "{crn}",
        "nextAppointment": {
            "id": 6,
            "date": "2024-10-22T09:00:00+01:00",
            "description": "Accommodation",
        },
    }

    case = person_of({CASELOAD: {"caseload": [entry]}}).case

    assert only(case.appointments).kind == "Accommodation"


def test_an_appointment_without_an_outcome_has_its_day_and_time() -> None:
    entry = {
        "id": 5,
        "type": {"code": "C1", "description": "Phone call"},
        "date": "2026-03-21",
        "start": "10:15:00",
        "end": "10:30:00",
    }

    case = person_of({"/mas/appointment/{crn}/overdue-outcomes": {"content": [entry]}})

    appointment = part(case.case.appointments, kind="Phone call")
    assert appointment.at.isoformat() == "2026-03-21T10:15:00+00:00"
    assert appointment.until > appointment.at


def test_an_answer_by_prison_number_is_kept_with_whose_number_it_is() -> None:
    prisoner = {"firstName": "WENDELL", "lastName": "DOOLEY", "prisonName": "Whatton"}

    person = person_of(
        {
            "/mas/personal-details/{crn}": details(noms="A1234BC"),
            "/prisoner-search/prisoner/A1234BC": prisoner,
        }
    )

    assert {kept.path for kept in person.kept} >= {"/prisoner-search/prisoner/A1234BC"}
    assert asked(person) == []


def test_an_answer_by_prison_number_about_somebody_else_is_asked_about() -> None:
    other = {"firstName": "STAN", "lastName": "BRIGGS", "dateOfBirth": "1993-06-01"}

    person = person_of(
        {
            "/mas/personal-details/{crn}": details(noms="A1234BC"),
            "/prisoner-search/prisoner/A1234BC": other,
        }
    )

    assert any("STAN BRIGGS" in text for text in asked(person))


def test_a_key_that_comes_twice_and_differs_is_asked_about() -> None:
    said = (
        b'{"/mas/personal-details/X000077": {"name": '
        b'{"surname": "Dooley", "surname": "Duley"}, "sex": "Male", "sex": "Male"}}'
    )

    person = read(said).people[0]

    assert len(asked(person)) == 1
    assert "“Dooley” and “Duley”" in asked(person)[0]


def test_a_key_that_comes_twice_in_a_list_is_told() -> None:
    said = b'{"/mas/caseload/user/U": [{"crn": "X000077", "a": 1, "a": 2}]}'

    assert "“a” twice" in read(said).warnings[0]


def test_an_entry_alone_is_read_where_a_list_was() -> None:
    flag = {"id": 1, "description": "Weapons"}

    case = person_of({"/mas/risk-flags/{crn}": {"riskFlags": flag}}).case

    assert only(case.markers).text == "Weapons"


def test_signs_that_are_not_seen_do_not_change_a_name() -> None:
    name = {"forename": "We\u202endell", "surname": "Doo\x00ley"}

    person = person_of({"/mas/personal-details/{crn}": details(name=name)})

    assert (person.case.person.forename, person.case.person.surname) == (
        "Wendell",
        "Dooley",
    )
    assert "\\u202e" in person.kept[0].body


@pytest.mark.parametrize(
    "written", ["0001-01-01", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_date_that_is_none_has_no_home(written: str) -> None:
    flag = {"id": 1, "description": "Weapons", "createdDate": written}

    person = person_of({"/mas/risk-flags/{crn}": {"riskFlags": [flag]}})

    assert person.kept[0].unplaced == ("/riskFlags/0/createdDate",)


@pytest.mark.parametrize("number", ["--2", "9" * 6000, "NaN", '"1.0"'])
def test_what_is_no_number_has_no_home(number: str) -> None:
    text = number if number != "--2" else '"--2"'
    said = f'{{"/mas/risk-flags/X000077": {{"mappa": {{"level": {text}}}}}}}'

    person = read(said.encode()).people[0]

    assert person.kept[0].unplaced == ("/mappa/level",)


def test_what_is_nested_without_end_is_refused_in_a_sentence() -> None:
    deep = b'{"/mas/x/X000077": ' + b"[" * 400 + b"]" * 400 + b"}"

    with pytest.raises(InputRefused, match="nested too deeply"):
        read(deep)


def test_answers_in_wide_characters_are_read() -> None:
    data = json.dumps({"/mas/personal-details/X000077": details()}).encode("utf-16")

    assert kind_of(data) is FileKind.MPOP
    assert read(data).people[0].case.person.surname == "Dooley"


KEYS = st.sampled_from(["crn", "personSummary", "caseload", "a", "b", "X000071"])
CRNS = st.sampled_from(["X000071", "x000072", " X000073", "X00", ""])
TREES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(CRNS, st.text(alphabet="mnop", min_size=1, max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=20,
)


@given(TREES)
@example([{"crn": "X000071"}, {"a": 1, "X000071": {"b": "mn"}}])
@example({"a": [{"crn": "X000071"}, {"b": [{"crn": "X000071"}]}], "X000072": {}})
def test_every_value_of_a_list_is_kept_or_counted(tree: Any) -> None:
    reading = read(json.dumps({"/new/list": tree}).encode())

    wanted, kept = values(tree), Counter[Any]()
    for person in reading.people:
        for answer in person.kept:
            kept += values(json.loads(answer.body))
    told = sum(int(text.rpartition("(")[2].split()[0]) for text in reading.apart)
    assert (wanted - kept).total() <= told


def values(tree: Any) -> Counter[Any]:
    return Counter(leaf.value for leaf in Branch(tree).leaves())
