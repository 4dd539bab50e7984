"""Needs move from one set of pathways to another, and every total stays."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store import EncryptedStore
from iomdesk.assessments.actions import assess_from_input
from iomdesk.assessments.loading import find_instrument
from iomdesk.cases.case import Case
from iomdesk.documents.printed import Printed
from iomdesk.documents.walk import document_texts
from iomdesk.errors import InputRefused, NotFound
from iomdesk.permissions import Role, may
from iomdesk.plans.actions import draft_plan
from iomdesk.plans.loading import pathways
from iomdesk.plans.mapping import mapped_needs, need_totals, place_in
from iomdesk.plans.needs import assessed_needs, needs_in_set
from iomdesk.plans.parts import Need
from iomdesk.ports import UnitOfWork
from tests.builders import a_case
from tests.papers.made import paper_of

SETS = ["7", "9", "oasys-8"]
LEVELS = ["none", "some", "significant", "not_known"]
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@may(Role.OFFICER)
def add_case(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


def codes_of(name: str) -> list[str]:
    return [one.code for one in pathways().set_of(name).pathways]


@st.composite
def assessed_levels(draw: st.DrawFn) -> dict[str, str]:
    """Return levels on some or all pathways of one set."""
    codes = codes_of(draw(st.sampled_from(SETS)))
    return draw(st.dictionaries(st.sampled_from(codes), st.sampled_from(LEVELS)))


@given(levels=assessed_levels(), into=st.sampled_from(SETS))
def test_points_needs_and_unknowns_come_to_the_same_in_every_set(
    levels: dict[str, str], into: str
) -> None:
    rows = need_totals(levels, pathways(), into)

    points = {"none": 0, "some": 1, "significant": 2, "not_known": 0}
    assert sum(row.points for row in rows) == sum(
        points[one] for one in levels.values()
    )
    assert sum(row.needs for row in rows) == sum(
        one in ("some", "significant") for one in levels.values()
    )
    assert sum(row.not_known for row in rows) == list(levels.values()).count(
        "not_known"
    )
    assert sum(row.most for row in rows) == 2 * len(levels)
    assert sorted(part for row in rows for part in row.parts) == sorted(levels)


@given(levels=assessed_levels(), into=st.sampled_from(SETS))
def test_no_need_is_lost_on_the_way_to_a_plan(
    levels: dict[str, str], into: str
) -> None:
    known = pathways()
    needs = {code: Need(level=level) for code, level in levels.items()}

    mapped = mapped_needs(needs, known, into)

    for code, level in levels.items():
        points = known.points(mapped[place_in(code, known, into)].level) or 0
        assert points >= (known.points(level) or 0)


def test_nine_are_counted_as_seven_with_both_womens_pathways_in_them() -> None:
    levels = dict.fromkeys(codes_of("9"), "significant")

    rows = {row.code: row for row in need_totals(levels, pathways(), "7")}

    assert list(rows) == codes_of("7")
    assert (rows["families"].points, rows["families"].most) == (4, 4)
    assert rows["health"].parts == ("health", "sex_work")
    assert sum(row.points for row in rows.values()) == 18


def test_every_oasys_area_finds_a_place_among_the_nine() -> None:
    levels = dict.fromkeys(codes_of("oasys-8"), "some")

    rows = {row.code: row for row in need_totals(levels, pathways(), "9")}

    assert list(rows) == codes_of("9")
    assert rows["families"].parts == ("oasys_relationships",)
    assert rows["drugs_alcohol"].points == 2
    assert rows["abuse"].parts == ()


def test_what_a_set_tells_apart_is_not_guessed() -> None:
    levels = {"drugs_alcohol": "significant", "finance": "some"}

    rows = {row.code: row for row in need_totals(levels, pathways(), "oasys-8")}

    assert rows["drugs_alcohol"].points == 2
    assert rows["oasys_drugs"].points == rows["oasys_alcohol"].points == 0
    assert rows["oasys_finance"].points == 1


def test_a_need_that_is_not_known_outweighs_none_and_keeps_both_evidences() -> None:
    needs = {
        "families": Need(level="none", evidence="Mother visits."),
        "abuse": Need(level="not_known", evidence="Would not say."),
    }
    turned = dict(reversed(needs.items()))

    for said in (needs, turned):
        mapped = mapped_needs(said, pathways(), "7")
        assert mapped["families"].level == "not_known"
        assert mapped["families"].evidence == "Would not say.; Mother visits."


@pytest.mark.parametrize("name", SETS)
def test_each_set_has_an_instrument_that_asks_for_just_its_pathways(name: str) -> None:
    instrument = find_instrument(pathways().set_of(name).instrument)

    asked = [code.removesuffix("_need") for code in instrument.score.items]
    assert asked == codes_of(name)


def needs_answers(name: str, level: str) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for code in codes_of(name):
        answers[f"{code}_need"] = {"value": level, "evidence": f"About {code}"}
        answers[f"{code}_priority"] = "now"
    return {"answers": answers}


def test_a_plan_takes_the_set_of_the_assessment_and_prints_its_headings(
    store: EncryptedStore,
) -> None:
    case = store.do(add_case, a_case())
    said = needs_answers("oasys-8", "some")
    store.do(assess_from_input, case.id, "pathway-needs-oasys-8", said)

    plan = store.do(draft_plan, case.id)

    assert plan.pathway_set == "oasys-8"
    assert set(plan.needs) == set(codes_of("oasys-8"))
    printed = Printed(by="DC Marsh", at=NOON)
    document = paper_of(store, case.id, "plan", None, printed)
    assert "Personal relationships and community" in list(document_texts(document))


def test_an_old_plan_keeps_its_headings_when_another_set_is_assessed(
    store: EncryptedStore,
) -> None:
    case = store.do(add_case, a_case())
    store.do(assess_from_input, case.id, "pathway-needs", needs_answers("7", "some"))
    plan = store.do(draft_plan, case.id)

    done = store.do(
        assess_from_input,
        case.id,
        "pathway-needs-9",
        needs_answers("9", "significant"),
    )

    assert plan.pathway_set == "7"
    assert set(assessed_needs([done], plan.pathway_set)) == set(codes_of("7"))


def test_a_set_that_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputRefused, match=r"no set “12”. There are: 7, 9") as refused:
        needs_in_set([], "12")

    assert refused.value.field == "set"


def test_needs_that_nobody_assessed_are_not_counted_as_none() -> None:
    with pytest.raises(NotFound, match="No assessment of needs is completed yet"):
        needs_in_set([], "9")
