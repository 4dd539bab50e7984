"""A plan on paper, in the order that panels read it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve

from iomdesk.cases.case import Risk, RiskLevel
from iomdesk.cases.sentence import Condition, Sentence
from iomdesk.documents.blocks import (
    Block,
    Document,
    Heading,
    KeepTogether,
    RiskBadge,
    SignatureBox,
    Table,
    Wheel,
)
from iomdesk.documents.printed import Printed
from iomdesk.documents.walk import document_texts
from iomdesk.plans.document import plan_document
from iomdesk.plans.parts import Need, Pillar, Progress, StepStatus
from iomdesk.plans.plan import Plan
from iomdesk.plans.said import example_plan, said_plan
from iomdesk.records.codec import to_document
from iomdesk.records.ids import PartId
from tests.builders import a_whole_case
from tests.plans.builders import (
    AGREED_AT,
    a_line,
    a_plan,
    an_agreed_plan,
    an_objective,
    assessed,
)
from tests.visits.builders import a_visit

PRINTED = Printed(by="DC Marsh", at=datetime(2026, 11, 22, 12, tzinfo=UTC))


def on_paper(plan: Plan, **more: Any) -> Document:
    order = Sentence(
        description="SHPO",
        conditions={PartId("c1"): Condition(text="Not to own …", short="no device")},
    )
    case = a_whole_case(
        risk=Risk(children=RiskLevel.HIGH), sentences={PartId("s1"): order}
    )
    return plan_document(case, plan, PRINTED, **more)


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, KeepTogether):
            yield from flat(block.blocks)
        else:
            yield block


def headings(document: Document) -> list[str]:
    blocks = [b for b in flat(document.blocks) if isinstance(b, Heading)]
    return [block.text for block in blocks if block.level == 2]


def tables(document: Document) -> dict[str, Table]:
    """Return each table by its caption, or else by the heading above it."""
    found, above = {}, ""
    for block in flat(document.blocks):
        if isinstance(block, Heading):
            above = block.text
        if isinstance(block, Table):
            found[block.caption or above] = block
    return found


def test_the_parts_come_in_the_order_of_the_panel() -> None:
    assert headings(on_paper(a_plan())) == [
        "Current situation",
        "Further considerations",
        "Risk summary",
        "Control",
        "Change",
        "Victim safety",
        "Contingency",
        "Pathways and needs",
        "The person's own view",
        "Exit strategy",
    ]


def test_an_empty_plan_says_not_recorded() -> None:
    texts = list(document_texts(on_paper(a_plan())))

    assert texts.count("not recorded") >= 2
    assert "No line is recorded." in texts
    assert "No objective is recorded." in texts
    assert "No contingency is recorded." in texts


def test_a_control_line_names_what_it_answers() -> None:
    lines = {
        PartId("a"): a_line("risk/children", "condition/s1/c1", owner="DC Marsh"),
        PartId("b"): a_line("condition/s1/gone", pillar=Pillar.VICTIM_SAFETY),
        PartId("c"): a_line(ended_on=date(2026, 1, 1), text="Tag"),
    }
    document = on_paper(a_plan(control=lines))

    assert tables(document)["Control"].rows == (
        ("Supervision", "Visits", "Risk: children; no device", "DC Marsh"),
    )
    assert tables(document)["Victim safety"].rows[0][2] == "a condition that has gone"


def test_a_goal_without_steps_says_so() -> None:
    plan = a_plan(objectives={PartId("o"): an_objective(steps={})})

    assert "No step is recorded." in list(document_texts(on_paper(plan)))


def test_steps_print_as_they_stand_now() -> None:
    done = Progress(
        status=StepStatus.COMPLETED,
        at=AGREED_AT,
        by="DC Marsh",
        done_on=date(2026, 9, 1),
    )
    plan = an_agreed_plan(
        objectives={PartId("o"): an_objective()}, progress={PartId("ask"): done}
    )
    steps = tables(on_paper(plan))["I will work"]

    assert steps.rows[0][3] == "Completed, 1 September 2026"


def test_an_agreed_plan_shows_the_risks_it_was_agreed_on() -> None:
    then = an_agreed_plan(rated={"children": RiskLevel.MEDIUM})
    levels = {row[0]: row[1] for row in tables(on_paper(then))["Risk levels"].rows}
    now = {row[0]: row[1] for row in tables(on_paper(a_plan()))["Risk levels"].rows}

    assert levels["Children"] == RiskBadge(level="medium")
    assert levels["Staff"] == RiskBadge(level="not_assessed")
    assert now["Children"] == RiskBadge(level="high")


def test_the_needs_show_goals_or_the_reason_for_none() -> None:
    plan = a_plan(
        objectives={PartId("o"): an_objective()},
        needs={"finance": Need(level="some", why_no_goal="Debts are paid")},
    )
    document = on_paper(plan, assessments=[assessed(0, employment="significant")])
    rows = {row[0]: row[1:] for row in tables(document)["Pathways and needs"].rows}

    assert rows["Education, training and employment"] == (
        "Significant need",
        "About employment",
        "I will work",
    )
    assert rows["Finance, benefits and debt"] == ("Some need", "", "Debts are paid")
    assert rows["Health"] == (None, "", "")


def test_a_wheel_shows_needs_then_and_now() -> None:
    then, now = assessed(0, health="significant"), assessed(9, health="some")
    document = on_paper(a_plan(), assessments=[then, now])
    (wheel,) = [block for block in document.blocks if isinstance(block, Wheel)]
    place = wheel.labels.index("Health")

    assert (wheel.then[place], wheel.now[place], wheel.top) == (2, 1, 2)
    assert wheel.now[0] is None


def test_a_plan_is_marked_by_where_it_stands() -> None:
    first = an_agreed_plan()
    second = evolve(first, id=a_plan().id, version=2, replaces=first.id)

    assert on_paper(a_plan()).status == "draft"
    assert on_paper(first).status is None
    assert on_paper(first, plans=[first, second]).status == "superseded"
    assert on_paper(second, plans=[first, second]).status is None


def test_a_version_prints_unchanged_after_the_next_one_but_for_its_status() -> None:
    first = an_agreed_plan()
    alone = on_paper(first)
    later = on_paper(first, plans=[first, an_agreed_plan(version=2)])
    added = [b for b in later.blocks if b not in alone.blocks]

    assert [b for b in alone.blocks if b not in later.blocks] == []
    assert [type(block) for block in added] == [Heading, Table]
    assert "Other versions" in headings(later)


def test_the_latest_visits_are_listed_newest_first() -> None:
    visits = [a_visit(at=datetime(2026, 1, day, tzinfo=UTC)) for day in range(1, 9)]
    rows = tables(on_paper(a_plan(), visits=visits))["Latest visits"].rows

    assert len(rows) == 5
    assert rows[0] == ("8 January 2026, 00:00", "Home visit", "Seen, all well")


def test_the_supervisor_signs_at_the_end() -> None:
    plan = an_agreed_plan(agreed_role="supervisor", author="DC Marsh")
    box = on_paper(plan).blocks[-1]

    assert isinstance(box, SignatureBox)
    assert (box.name, box.role) == ("DS Rowe", "Supervisor, role not confirmed")
    assert on_paper(a_plan()).blocks[-1] == SignatureBox(label=box.label)


def test_everything_an_input_says_is_on_the_paper() -> None:
    plan = said_plan(example_plan(), a_plan(pathway_set="7")).plan
    texts = "\n".join(document_texts(on_paper(plan)))
    coded = {"pillar", "answers", "level", "agreement", "pathway", "status", "id"}
    coded |= {"case_id", "pathway_set"}

    for text in words_of(to_document(plan), coded):
        assert text in texts


def words_of(value: Any, coded: set[str]) -> list[str]:
    """Return what people wrote; codes and dates print as words of their own."""
    if isinstance(value, dict):
        found = [words_of(v, coded) for k, v in value.items() if k not in coded]
        return [text for texts in found for text in texts]
    is_written = isinstance(value, str) and not value[:4].isdigit()
    return [value] if is_written else []
