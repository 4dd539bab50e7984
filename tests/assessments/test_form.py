"""A form says what is asked, what is missing and what has gone dormant."""

from iomdesk.assessments.form import FormView, State, form_view
from iomdesk.assessments.loading import find_instrument
from tests.assessments.instruments import an_instrument, answers_to


def form(**said: object) -> FormView:
    instrument = an_instrument()
    return form_view(instrument, answers_to(instrument, **said))


def states(view: FormView) -> dict[str, State]:
    return {one.item.code: one.state for s in view.sections for one in s.items}


def test_an_item_is_unanswered_answered_or_dormant() -> None:
    assert states(form(uses=True)) == {
        "uses": State.ANSWERED,
        "which": State.UNANSWERED,
        "how_often": State.DORMANT,
        "treatment": State.DORMANT,
    }


def test_an_answer_whose_condition_turned_false_is_kept_and_listed() -> None:
    view = form(uses=False, which=["heroin"])

    assert view.dormant == ("which",)
    assert view.score is not None
    assert view.score.outputs["points"] == "0"


def test_what_is_missing_is_said_in_words() -> None:
    assert [one.text for one in form(uses=True).missing] == ["“Which” is not answered."]


def test_an_answer_that_needs_evidence_is_missing_it() -> None:
    deep = {"uses": True, "which": ["heroin"], "how_often": 7}

    bare, backed = (
        form(**deep, treatment="none"),
        form(**deep, treatment={"value": "none", "evidence": "Said so."}),
    )

    assert [one.text for one in bare.missing] == ["“Treatment” needs its evidence."]
    assert backed.missing == ()


def test_a_section_counts_what_is_asked_and_answered() -> None:
    section = form(uses=True, which=["other"]).sections[0]

    assert (section.asked, section.answered, section.is_done) == (2, 2, True)


def test_an_optional_item_is_not_missing() -> None:
    needs = find_instrument("pathway-needs")
    said = {"value": "some", "evidence": "Sleeps on a friend's sofa."}

    view = form_view(needs, answers_to(needs, accommodation_need=said))

    lacking = {one.item for one in view.missing if one.section == "accommodation"}
    assert lacking == {"accommodation_priority"}


def test_a_formula_says_why_it_has_no_score_yet() -> None:
    view = form_view(find_instrument("ogrs3"), {})

    assert view.score is None
    assert view.no_score is not None
    assert view.no_score.startswith("There is no score without: sex,")
