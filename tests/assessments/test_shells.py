"""Shells: dates, assessors and outcomes are recorded; no licensed wording, no sum."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from db.store import EncryptedStore
from iomdesk.assessments.actions import assess_from_input, start_assessment
from iomdesk.assessments.answers import answer_of
from iomdesk.assessments.assessment import Assessment, NotApplicable, NotComplete
from iomdesk.assessments.conditions import visible
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.form import missing
from iomdesk.assessments.instrument import Instrument, RuleKind
from iomdesk.assessments.loading import find_instrument
from iomdesk.assessments.recorded import SaidScore
from iomdesk.assessments.recording import record_score
from iomdesk.assessments.said import recorded_result
from iomdesk.assessments.score_list import score_lines
from iomdesk.assessments.scoring import Score, score
from iomdesk.cases.case import Case
from iomdesk.cases.filing import whole_case
from iomdesk.cases.whole import WholeCase, whole
from iomdesk.documents.printed import Printed
from iomdesk.documents.walk import document_texts
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from tests.builders import a_case
from tests.papers.made import paper_of

RECORDED = ["rm2000", "arms", "sara", "rfg", "ocg", "assetplus"]
TICKS = [f"tick_{n:02}" for n in range(1, 25)]


@may(Role.OFFICER)
def add_case(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


def somebody(
    store: EncryptedStore, *, sex: str = "Male", born: int = 1985
) -> WholeCase:
    made = a_case(born_on=date(born, 5, 1))
    return whole(store.do(add_case, evolve(made, person=evolve(made.person, sex=sex))))


def answers_to(code: str, **said: Any) -> dict[str, Any]:
    instrument = find_instrument(code)
    return {
        key: answer_of(item, value)
        for key, value in said.items()
        if (item := instrument.item(key))
    }


@pytest.mark.parametrize("code", RECORDED)
def test_a_shell_works_nothing_out(code: str) -> None:
    instrument = find_instrument(code)

    assert instrument.score.kind is RuleKind.NONE
    assert not instrument.bands
    assert all(c.score is None for item in instrument.items for c in item.choices)


@pytest.mark.parametrize("code", RECORDED)
def test_a_shell_has_a_result_to_show(code: str) -> None:
    instrument = find_instrument(code)
    said = example_answers(instrument)["answers"]

    assert recorded_result(instrument, answers_to(code, **plain(said)))


def plain(said: dict[str, Any]) -> dict[str, Any]:
    return {k: v["value"] if isinstance(v, dict) else v for k, v in said.items()}


@pytest.mark.parametrize("code", ["rm2000", "arms"])
@pytest.mark.parametrize(("sex", "born"), [("Female", 1985), ("Male", 2012)])
def test_women_and_under_18s_are_told_why_it_is_not_for_them(
    store: EncryptedStore, code: str, sex: str, born: int
) -> None:
    case = somebody(store, sex=sex, born=born)

    with pytest.raises(NotApplicable, match="structured professional judgement"):
        store.do(start_assessment, case.id, code)


def test_a_recorded_rm2000_is_refused_for_a_woman_too(store: EncryptedStore) -> None:
    case = somebody(store, sex="Female")
    said = SaidScore(
        tool="RM2K",
        version="not known",
        on=date(2026, 2, 10),
        source="ViSOR",
        assessor="DC Lee",
        basis="Two convictions",
        scales={"S": "High"},
    )

    with pytest.raises(NotApplicable, match="RM2000 is not applicable"):
        store.do(record_score, case.id, said)
    assert whole_case(store.queries, case.id).scores == {}


def test_without_a_conviction_rm2000_has_no_categories_and_says_why(
    store: EncryptedStore,
) -> None:
    case = somebody(store)
    said = {"convicted": False, "why_not_applicable": "Alleged only; judged by SPJ."}

    with pytest.raises(NotComplete, match="Not applicable"):
        store.do(
            assess_from_input, case.id, "rm2000", {"answers": {"convicted": False}}
        )
    done = store.do(assess_from_input, case.id, "rm2000", {"answers": said})

    (line,) = score_lines(
        case, store.queries.records(Assessment, case.id), lambda _: rm2000()
    )
    assert line.result.endswith("Alleged only; judged by SPJ.")
    assert "s_category" not in visible(rm2000(), done.answers)


def rm2000() -> Instrument:
    return find_instrument("rm2000")


def test_rm2000_stands_in_the_list_and_on_paper_as_recorded(
    store: EncryptedStore,
) -> None:
    case = somebody(store)
    store.do(assess_from_input, case.id, "rm2000", example_answers(rm2000()))
    printed = Printed(by="DC Marsh", at=store.clock())

    (line,) = score_lines(
        case, store.queries.records(Assessment, case.id), lambda _: rm2000()
    )
    sheet = paper_of(store, case.id, "assessment", None, printed)
    assert (line.how, line.result) == (
        "recorded",
        "S (sexual): Low; V (violent): Low; C (combined): Low",
    )
    said = " ".join(document_texts(sheet))
    assert line.result in said
    assert "not a score that was worked out here" in said


def test_arms_is_complete_with_date_assessors_priority_and_formulation() -> None:
    asked = {one.item for one in missing(find_instrument("arms"), {})}

    assert asked == {"assessed_on", "assessed_by", "priority", "formulation"}


@pytest.mark.parametrize(
    ("group", "asked"), [("ocg", True), ("dual", True), ("mapped_only", False)]
)
def test_a_group_that_is_only_mapped_gets_no_score(group: str, asked: bool) -> None:
    shown = visible(find_instrument("ocg"), answers_to("ocg", group_type=group))

    assert ({"intent", "capability", "tracker_score"} <= shown) == asked
    assert ("tracker_score" in shown) == asked


@pytest.mark.parametrize("decision", ["manage", "not_manage"])
def test_a_decision_needs_its_officer_date_and_reason(decision: str) -> None:
    ocg = find_instrument("ocg")
    lacking = {one.item for one in missing(ocg, answers_to("ocg", decision=decision))}

    assert {"lro", "decided_on", "reason"} <= lacking


def test_assetplus_has_eleven_headings_two_views_and_is_for_no_adult(
    store: EncryptedStore,
) -> None:
    asset = find_instrument("assetplus")
    adult = somebody(store)

    assert len([s for s in asset.sections if s.code != "about"]) == 11
    assert {"young_person_view", "carer_view"} <= {i.code for i in asset.items}
    with pytest.raises(NotApplicable, match="Use the adult assessments"):
        store.do(start_assessment, adult.id, "assetplus")


def test_sara_keeps_missing_apart_from_absent() -> None:
    item = find_instrument("sara").item("item_20")

    assert item is not None
    assert [c.code for c in item.choices] == ["absent", "partly", "present", "missing"]


def dash_of(yes: int, not_known: int = 0, *, judged: bool = False) -> Score:
    said = ["yes"] * yes + ["not_known"] * not_known
    said += ["no"] * (24 - len(said))
    ticks = dict(zip(TICKS, said, strict=True))
    found = score(
        find_instrument("dash"),
        answers_to("dash", **ticks, professional_judgement_high=judged),
    )
    assert found is not None
    return found


@given(yes=st.integers(0, 24), judged=st.booleans())
def test_ticks_are_counted_and_judgement_only_raises(yes: int, judged: bool) -> None:
    found, plain_one = dash_of(yes, judged=judged), dash_of(yes)

    levels = [None, "standard", "medium", "high"]
    expected = 0 if yes == 0 else 1 if yes < 10 else 2 if yes < 14 else 3
    assert plain_one.band == levels[expected]
    assert found.band == ("high" if judged else levels[expected])
    assert found.outputs["ticks"] == str(yes)
    if found.band:
        by_count = ["not defined", "Standard", "Medium", "High"][expected]
        assert found.outputs["by_count"] == by_count


def test_no_ticks_have_no_level_and_say_so() -> None:
    found = dash_of(0)

    assert found.band is None
    assert "professional judgement" in str(found.not_applicable)


def test_an_answer_not_known_is_not_a_tick_and_is_said() -> None:
    found = dash_of(9, 5)

    assert (found.band, found.outputs["not_known"]) == ("standard", "5")
    assert any("not known" in one.label for one in found.working)


def test_dash_ships_numbers_and_no_question() -> None:
    dash = find_instrument("dash")

    labels = [dict(item.label)["en"] for item in dash.items_of("ticks")]
    assert labels == [f"Question {n}" for n in range(1, 25)]
    assert not any(item.help for item in dash.items_of("ticks"))


def test_a_force_that_loads_its_grid_has_recency_and_the_like_worked_out() -> None:
    from iomdesk.packs.linting import instrument_of
    from tests.assessments.instruments import HEAD

    grid = HEAD + (
        '[score]\nkind = "table"\nsource = "A made-up grid"\n'
        'items = ["days_since_last"]\n[score.ranges]\n'
        "days_since_last = [{ least = 0, most = 30, points = 5 },"
        " { least = 31, most = 730, points = 1 }]\n"
        '[[sections]]\ncode = "facts"\ntitle = { en = "Facts" }\n'
        '[[items]]\ncode = "days_since_last"\nsection = "facts"\nkind = "count"\n'
        'label = { en = "Days" }\n'
    )
    made_up = instrument_of(grid, "grid.toml")
    item = made_up.items[0]

    found = score(made_up, {item.code: answer_of(item, 31)})

    assert found is not None
    assert found.outputs["points"] == "1"
