"""Flags, MAPPA, risk of serious harm and their notes, contradictions and all."""

from datetime import date
from typing import Any

from iomdesk.cases.case import Risk, RiskLevel
from tests.exchange.kit import (
    CRN,
    answers,
    asked,
    details,
    headed,
    marker,
    only,
    person_of,
)

DETAILS = "/mas/personal-details/{crn}"
FLAGS = "/mas/risk-flags/{crn}"
LONG = "The whole note goes on for long and"


def flag(**more: Any) -> dict[str, Any]:
    return {"id": 1, "description": "Weapons", "level": "HIGH", "removed": False} | more


def test_a_flag_whose_level_contradicts_its_words_keeps_both_and_asks() -> None:
    said = {
        FLAGS: headed(riskFlags=[flag(level="MEDIUM", levelDescription="Very High")])
    }

    person = person_of({DETAILS: details()} | said)

    held = marker(person.case, "Weapons")
    assert (held.level, held.level_text) == (RiskLevel.VERY_HIGH, "Very High")
    question = only(person.questions)
    assert question.said == '"medium"'
    assert "The risk flag “Weapons” carries two levels" in question.text


def test_a_level_that_is_none_is_kept_in_words() -> None:
    said = {FLAGS: headed(riskFlags=[flag(level="INFORMATION_ONLY")])}

    held = marker(person_of(said).case, "Weapons")

    assert (held.level, held.level_text) == (None, "information only")


def test_a_removed_flag_is_a_marker_that_ended() -> None:
    history = {
        "removalDate": "2025-05-02",
        "removedBy": {"forename": "Mo", "surname": "Lane"},
        "riskRemovalNotes": [{"id": 0, "note": "Expired."}],
    }
    removed = flag(removed=True, removalHistory=[history])
    undated = flag(id=2, description="Dogs", removed=True)

    case = person_of({FLAGS: headed(removedRiskFlags=[removed, undated])}).case

    ended = marker(case, "Weapons")
    assert (ended.ended_on, ended.ended_by) == (date(2025, 5, 2), "Mo Lane")
    assert ended.ended_why == "Expired."
    assert marker(case, "Dogs").ended_why == "Removed; the source gives no date."


def test_what_ended_before_it_began_is_asked_about() -> None:
    removed = flag(
        createdDate="2025-06-01",
        removed=True,
        removalHistory=[{"removalDate": "2025-05-02"}],
    )

    person = person_of({FLAGS: headed(removedRiskFlags=[removed])})

    assert only(person.questions).text == (
        "The warning marker “Weapons” ended on 2 May 2025, before it began on 1 June "
        "2025. Which is right?"
    )


def test_a_mappa_category_of_0_is_kept_as_text_and_asked_about() -> None:
    mappa = {"category": 0, "categoryDescription": "X9", "level": 2}

    person = person_of({FLAGS: headed(mappa=mappa)})

    assert person.case.mappa.category is None
    assert person.case.mappa.category_text == "0 (X9)"
    assert person.case.mappa.level == 2
    assert "MAPPA category 0 does not exist" in asked(person)[0]


def test_a_note_cut_short_is_marked_so() -> None:
    noted = {"id": 0, "note": LONG, "hasNoteBeenTruncated": True}

    held = marker(
        person_of({FLAGS: headed(riskFlags=[flag(riskNotes=[noted])])}).case, "Weapons"
    )

    assert held.notes == LONG
    assert held.notes_cut_short


def test_a_note_cut_short_is_whole_where_another_answer_carries_it() -> None:
    noted = {
        "id": 0,
        "createdBy": "Mo Lane",
        "createdByDate": "2025-03-04",
        "note": LONG,
        "hasNoteBeenTruncated": True,
    }
    short = {"id": 1, "note": "Short.", "hasNoteBeenTruncated": False}
    whole = {"riskNote": {"id": 0, "note": LONG + " then it ends.\n"}}

    person = person_of(
        {
            FLAGS: headed(riskFlags=[flag(riskNotes=[noted, short])]),
            FLAGS + "/1/note/0": headed(riskFlag=flag(**whole)),
        }
    )

    held = marker(person.case, "Weapons")
    assert held.notes == f"Mo Lane, 4 March 2025: {LONG} then it ends.\n\nShort."
    assert not held.notes_cut_short
    assert not asked(person)


def test_another_note_under_the_same_number_does_not_stand_for_the_whole() -> None:
    noted = {"id": 0, "note": LONG, "hasNoteBeenTruncated": True}
    other = {"riskNote": {"id": 0, "note": "Something else."}}

    person = person_of(
        {
            FLAGS: headed(riskFlags=[flag(riskNotes=[noted])]),
            FLAGS + "/1/note/0": headed(riskFlag=flag(**other)),
        }
    )

    assert marker(person.case, "Weapons").notes == LONG
    assert marker(person.case, "Weapons").notes_cut_short


def test_rosh_levels_are_read_both_ways_round_and_the_higher_of_two_is_shown() -> None:
    widget = {
        "overallRisk": "HIGH",
        "assessedOn": "2024-11-29T13:01:15",
        "riskInCommunity": {"Public": "HIGH", "Known Adult": "MEDIUM"},
        "riskInCustody": {"Prisoners": "LOW"},
    }
    told = {
        "overallRiskLevel": "HIGH",
        "riskInCommunity": {"LOW": ["Children", "Staff"], "VERY_HIGH": ["Staff"]},
    }

    person = person_of(
        {
            "/arns/risks/crn/{crn}/widget": widget,
            "/arns/risks/crn/{crn}": {"summary": told},
        }
    )

    assert person.case.risk == Risk(
        overall=RiskLevel.HIGH,
        public=RiskLevel.HIGH,
        children=RiskLevel.LOW,
        known_adult=RiskLevel.MEDIUM,
        staff=RiskLevel.VERY_HIGH,
        prisoners=RiskLevel.LOW,
        assessed_on=date(2024, 11, 29),
    )
    assert "The risk to staff carries two levels" in asked(person)[0]


def test_card_numbers_are_taken_out_of_any_text_and_the_place_is_told() -> None:
    noted = {"id": 0, "note": "His card is 4111 1111 1111 1111."}
    said = {
        FLAGS: headed(riskFlags=[flag(riskNotes=[noted])]),
        DETAILS: details(accountNumber="12345678", telephoneNumber="01632 960123"),
    }

    reading = answers(said)

    person = reading.people[0]
    assert marker(person.case, "Weapons").notes is None
    assert person.case.person.phone == "01632 960123"
    bodies = " ".join(kept.body for kept in person.kept)
    assert "4111" not in bodies
    assert "12345678" not in bodies
    assert "[Refused: it looks like a card number.]" in bodies
    places = {(r.path, r.field) for r in reading.refused}
    assert places == {
        (FLAGS.format(crn=CRN), "/riskFlags/0/riskNotes/0/note"),
        (DETAILS.format(crn=CRN), "/accountNumber"),
    }


def test_a_flag_that_comes_twice_and_differs_is_asked_about() -> None:
    flag = {"id": 1, "description": "Weapons", "nextReviewDate": "2026-01-02"}
    again = flag | {"nextReviewDate": "2026-03-04"}

    person = person_of({FLAGS: {"riskFlags": [flag, again]}})

    assert "“2 January 2026”" in asked(person)[0]
    assert "“4 March 2026”" in asked(person)[0]


def test_a_level_that_is_none_is_listed_as_received() -> None:
    levels = {"riskInCommunity": {"Public": "NOT ASSESSED", "Children": "LOW"}}

    person = person_of({"/arns/risks/crn/{crn}/widget": levels})

    assert person.kept[0].unplaced == ("/riskInCommunity/Public",)


def test_a_summary_that_names_a_sentence_otherwise_is_asked_about() -> None:
    said = {
        "sentenceSummaryList": [{"eventNumber": "1", "description": "Custody"}],
        "sentence": {
            "offenceDetails": {"eventNumber": "1"},
            "order": {"description": "Community order"},
        },
    }

    person = person_of({"/mas/sentence/{crn}": said})

    assert "“Community order” (sentence) and “Custody” (sentence)" in asked(person)[0]
