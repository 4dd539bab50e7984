"""What the summary, the timeline and the details of a person say, without a widget."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.cases.case import Appointment, Question
from iomdesk.errors import NotFound
from iomdesk.permissions import Officer
from iomdesk.records.ids import OfficerId, PartId
from tests.builders import a_case, a_whole_case
from tests.conftest import NOON
from tests.ui.scenes_person import DOOLEY, DemoPerson, keep
from ui.cases import details
from ui.cases.changed import entries, officer_names
from ui.cases.glance import (
    due_lines,
    harm_lines,
    harm_source,
    needs_wheel,
    score_lines,
    short_title,
)
from ui.cases.happened import contacts, story
from ui.cases.questions import ours_words, theirs_words
from ui.cases.reading import Held, read_person

TODAY = date(2026, 11, 22)


@pytest.fixture
def held(person: DemoPerson, store: EncryptedStore) -> Held:
    return read_person(store.queries, store.kinds, person.case_id, TODAY)


def test_what_is_overdue_comes_first_with_its_reason(held: Held) -> None:
    lines = due_lines(held.due, TODAY)

    assert [(x.when, x.what, x.why) for x in lines[:2]] == [
        ("102 days overdue", "Enter the visit on ViSOR", "visit of 11 Aug 2026"),
        ("11 days overdue", "Home visit", "high: every 3 months"),
    ]
    assert all(line.late for line in lines[:2])


def test_harm_is_by_who_is_at_risk_with_its_source(held: Held) -> None:
    said = {line.what: line.level for line in harm_lines(held)}

    assert said["Children"] == "high"
    assert harm_source(held.case, TODAY) == "OASys · 12 Aug"


def test_a_score_of_ours_says_that_it_is_unofficial(held: Held) -> None:
    scores = {line.what: line for line in score_lines(held, TODAY)}

    assert scores["OGRS3"].words == "Medium, 46 %"
    assert scores["OGRS3"].note == "2 Mar, unofficial"
    assert scores["ARMS"].level == "high"


def test_a_band_that_is_no_level_of_ours_keeps_its_own_words(held: Held) -> None:
    scores = {k: evolve(s, band="Band C") for k, s in held.case.scores.items()}
    odd = evolve(held, case=evolve(held.case, scores=scores))

    arms = next(x for x in score_lines(odd, TODAY) if x.what == "ARMS")

    assert (arms.level, arms.words) == ("", "Band C")


def test_the_wheel_has_the_first_and_the_last_assessment(held: Held) -> None:
    needs = needs_wheel(held)

    assert needs
    assert (needs.then_on, needs.now_on) == (date(2026, 3, 2), date(2026, 8, 12))
    assert (needs.spokes[0].name, needs.spokes[0].then, needs.spokes[0].now) == (
        "Accommodation",
        1,
        0,
    )


def test_there_is_no_wheel_before_an_assessment(held: Held) -> None:
    assert needs_wheel(evolve(held, assessments=())) is None


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Drugs and alcohol", "Drugs"),
        ("Finance, benefits and debt", "Finance"),
        ("Health", "Health"),
    ],
)
def test_a_pathway_has_a_short_name(title: str, short: str) -> None:
    assert short_title(title) == short


def test_the_last_contact_is_the_newest_that_has_happened(held: Held) -> None:
    met = contacts(held, NOON)

    assert (met[0].heading, met[0].alarm) == (
        "Supervision with Imran Shah",
        "Failed to attend",
    )
    assert met[1].about == "unannounced · DC Marsh, PC Lowe"


def test_the_story_holds_visits_assessments_plans_orders_and_risk(held: Held) -> None:
    told = story(held, NOON)

    assert {e.kind for e in told} == {
        "appointment",
        "assessment",
        "order",
        "plan",
        "risk",
        "visit",
    }
    assert [e.at for e in told] == sorted((e.at for e in told), reverse=True)


def test_a_planned_contact_is_no_part_of_the_story(held: Held) -> None:
    tomorrow = Appointment(kind="Office", at=datetime(2026, 11, 23, tzinfo=UTC))
    case = evolve(held.case, appointments={PartId("a"): tomorrow})

    told = story(evolve(held, case=case), NOON)

    assert "Office" not in {e.heading for e in told}


def test_a_change_is_told_by_field_from_what_to_what(
    held: Held, store: EncryptedStore
) -> None:
    told = entries(held.changes, officer_names(held, store.officer))
    risk = next(e for e in told if e.heading == "Risk level changed")

    assert [(x.before, x.after) for x in risk.lines] == [
        ("Medium", "High"),
        ("Medium", "High"),
    ]
    assert risk.who == "DC Marsh"
    assert "children" in risk.lines[0].label


def test_an_officer_who_signed_elsewhere_is_known_by_name(held: Held) -> None:
    names = officer_names(held, Officer(id=OfficerId("other"), name="PC Other"))

    assert names[OfficerId("officer-1")] == "DC Marsh"


def test_the_details_hold_what_is_recorded_and_nothing_else() -> None:
    groups = {
        g.title: dict(g.pairs) for g in details.groups(a_whole_case(crn="X1"), TODAY)
    }

    assert groups == {
        "Person": {"Name": "Wendell Dooley", "Born": "14 Feb 2001"},
        "References": {"CRN": "X1"},
    }


def test_both_answers_to_a_question_are_said_as_they_read() -> None:
    question = Question(
        text="Which?",
        field_path="/person/born_on",
        held='"2001-02-14"',
        said='"2001-02-12"',
    )

    assert theirs_words(question) == "Take 12 February 2001"
    assert ours_words(question) == "Keep 14 February 2001"


def test_a_question_about_no_field_takes_yes_or_no() -> None:
    question = Question(text="Is it the same person?", said='"X000009"')

    assert (theirs_words(question), ours_words(question)) == ("Yes", "No")


def test_a_question_about_an_empty_field_keeps_it_empty() -> None:
    question = Question(text="Which?", field_path="/tier", said='"A2"')

    assert ours_words(question) == "Keep it empty"


def test_reading_a_person_who_is_not_held_is_refused(store: EncryptedStore) -> None:
    store.do(keep, a_case(case_id="another"))

    with pytest.raises(NotFound):
        read_person(store.queries, store.kinds, DOOLEY, TODAY)
