"""The checklist as a visit puts it, and failed visits counted."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from iomdesk.cases.case import Mappa
from iomdesk.cases.sentence import Condition, Sentence
from iomdesk.cases.whole import WholeCase
from iomdesk.records.ids import PartId
from iomdesk.visits.checklist import (
    AskedItem,
    Last,
    answered,
    checklist,
    confirm_unchanged,
)
from iomdesk.visits.loading import checklist_of, checklist_on, visit_reference
from iomdesk.visits.reference import entry_warrant_text, failed_in_a_row, last_seen
from iomdesk.visits.visit import Check, Visit
from tests.builders import a_whole_case
from tests.visits.builders import EVENING, a_visit

TODAY = date(2026, 11, 22)


def a_case_with_an_order(**parts: Any) -> WholeCase:
    order = Sentence(
        description="SHPO",
        kind="Sexual harm prevention order",
        conditions={
            PartId("c1"): Condition(text="Not to own a device …", short="no device"),
            PartId("c2"): Condition(text="No contact with a child under 16"),
            PartId("c3"): Condition(text="Curfew", ended_on=date(2026, 1, 1)),
        },
    )
    ended = Sentence(
        description="Licence",
        ended_on=date(2026, 1, 1),
        conditions={PartId("c4"): Condition(text="Keep in touch")},
    )
    return a_whole_case(sentences={PartId("s1"): order, PartId("s2"): ended}, **parts)


def asked(
    case: WholeCase, kind: str = "home", last: Visit | None = None
) -> dict[str, AskedItem]:
    before = Last(visit=last, on=date(2026, 8, 11)) if last else None
    groups = checklist(
        case, before, checklist_on(TODAY), visit_reference(), kind, TODAY
    )
    return {item.code: item for group in groups for item in group.items}


def test_conditions_in_force_come_one_by_one() -> None:
    lines = asked(a_case_with_an_order())
    conditions = [item for code, item in lines.items() if code.startswith("condition")]

    assert [(i.code, i.text) for i in conditions] == [
        ("condition.s1.c1", "SHPO: no device"),
        ("condition.s1.c2", "SHPO: No contact with a child under 16"),
    ]
    assert conditions[0].detail == "Not to own a device …"
    assert conditions[0].scale == ("kept", "not_kept", "not_checked")


def test_lines_of_the_register_are_for_registered_people_only() -> None:
    assert "compliance.travel" not in asked(a_whole_case())
    assert "compliance.travel" in asked(a_whole_case(registered=True))
    assert "compliance.travel" in asked(a_whole_case(mappa=Mappa(category=1)))
    assert "compliance.travel" not in asked(
        a_whole_case(registered=False, mappa=Mappa(category=1))
    )


def test_an_office_visit_does_not_ask_about_the_home() -> None:
    office, home = asked(a_whole_case(), "office"), asked(a_whole_case())

    assert "arrival.children" in home
    assert "arrival.children" not in office
    assert "compliance.lives_here" not in office
    assert "people.contacts" in office


def test_last_time_s_answer_stands_beside_the_line() -> None:
    check = Check(asked="Lives at this address", answer="yes", note="Tenancy seen")
    last = a_visit(checks={"compliance.lives_here": check})
    line = asked(a_whole_case(), last=last)["compliance.lives_here"]

    assert line.last == check
    assert line.last_on == date(2026, 8, 11)


def test_confirming_unchanged_says_so_and_takes_the_note() -> None:
    check = Check(asked="Old wording", answer="yes", note="Tenancy seen")
    last = a_visit(checks={"compliance.lives_here": check})
    confirmed = confirm_unchanged(
        asked(a_whole_case(), last=last)["compliance.lives_here"]
    )

    assert confirmed == Check(
        asked="Lives at this address",
        answer="yes",
        note="Tenancy seen",
        confirmed_unchanged=True,
    )


@pytest.mark.parametrize("answer", [None, "not_checked"])
def test_what_was_not_checked_cannot_be_confirmed(answer: str | None) -> None:
    check = Check(asked="Lives here", answer=answer)
    last = a_visit(checks={"compliance.lives_here": check})
    line = asked(a_whole_case(), last=last)["compliance.lives_here"]

    assert confirm_unchanged(line) is None
    assert confirm_unchanged(asked(a_whole_case())["compliance.lives_here"]) is None


def test_answered_lines_are_counted_by_group() -> None:
    case = a_whole_case()
    groups = checklist(
        case, None, checklist_on(TODAY), visit_reference(), "home", TODAY
    )
    checks = {
        "before.read": Check(asked="Read", answer="yes"),
        "before.time": Check(asked="Time", note="Evening"),
        "before.warnings": Check(asked="Warnings"),
    }
    counts = answered(groups, a_visit(checks=checks))

    assert (counts["before"], counts["devices"]) == (2, 0)


def test_every_answer_of_every_line_has_a_word() -> None:
    reference, template = visit_reference(), checklist_of(None)
    scales = {item.scale for group in template.groups for item in group.items}
    codes = {code for scale in reference.scales.values() for code in scale}
    noted = {
        code for g in template.groups for item in g.items for code in item.note_for
    }

    assert scales <= set(reference.scales)
    assert codes | noted <= {answer.code for answer in reference.answers}


def test_a_day_before_any_checklist_gets_the_first_one() -> None:
    assert checklist_on(date(1999, 1, 1)) == checklist_on(date(2026, 1, 1))
    assert checklist_of("no such version") == checklist_of(None)


def failed(days: int, outcome: str = "no_reply") -> Visit:
    return a_visit(at=EVENING + timedelta(days=days), outcome=outcome)


def test_failed_visits_are_counted_since_the_person_was_last_seen() -> None:
    reference = visit_reference()
    visits = [failed(1), failed(2, "seen_well"), failed(4), failed(3, "access_denied")]

    assert failed_in_a_row(visits, reference) == 2
    assert failed_in_a_row([*visits, failed(5, "seen_breach")], reference) == 0
    assert failed_in_a_row([failed(1), failed(2, "cancelled")], reference) == 1


def test_a_warrant_is_spoken_of_after_the_second_failed_visit() -> None:
    registered, reference = a_whole_case(registered=True), visit_reference()
    said = entry_warrant_text(registered, [failed(1), failed(2)], reference)

    assert said
    assert "section 96B" in said
    assert "refer to a supervisor" in said
    assert entry_warrant_text(registered, [failed(1)], reference) is None


def test_a_warrant_is_only_for_registered_people_at_large() -> None:
    reference, visits = visit_reference(), [failed(1), failed(2)]
    in_custody = a_whole_case(registered=True, in_custody=True)

    assert entry_warrant_text(a_whole_case(), visits, reference) is None
    assert entry_warrant_text(in_custody, visits, reference) is None


def test_the_last_visit_is_the_last_at_which_the_person_was_seen() -> None:
    seen = failed(1, "seen_well")
    planned = evolve(
        a_visit(at=None), outcome=None, planned_for=datetime(2027, 1, 1, tzinfo=UTC)
    )

    assert last_seen([seen, failed(2), planned], visit_reference()) == seen
    assert last_seen([failed(2)], visit_reference()) is None
