"""Scores by name: one input or a list, and refusals in their places."""

import pytest

from iomdesk.assessments.inputs import Rejected
from iomdesk.assessments.score import error_object, score_input, score_names
from iomdesk.errors import NotFound
from tests.assessments.test_ogrs3 import CASE
from tests.assessments.test_reoffending import ANSWERS
from tests.assessments.test_reoffending import CASE as REOFFENDING


def test_a_list_comes_back_in_its_order_with_errors_in_their_places() -> None:
    found = score_input("ogrs3", [CASE, {"sex": "x"}, "nonsense", CASE])

    assert found[0] == found[3]
    assert found[1]["error"]["code"] == "sex_not_covered"
    assert found[2]["error"]["code"] == "not_an_object"


def test_a_single_refusal_is_raised_and_can_be_said_as_json() -> None:
    with pytest.raises(Rejected) as refused:
        score_input("ogrs3", CASE | {"sex": "x"})

    said = error_object(refused.value)["error"]
    assert (said["code"], said["field"]) == ("sex_not_covered", "sex")
    assert "professional judgement" in said["message"]


def test_a_name_that_no_rule_asks_for_is_reported_and_not_passed_over() -> None:
    assert score_input("ogrs3", CASE | {"ofence": "x"})["ignored"] == ["ofence"]


def test_a_name_that_is_not_asked_within_a_group_is_reported_too() -> None:
    said = REOFFENDING | {"dynamic": ANSWERS | {"motivation": "no"}}

    assert "dynamic.motivation" in score_input("arp", said)["ignored"]


def test_a_score_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="There are: ogrs3"):
        score_input("sara", {})


def test_the_names_are_listed() -> None:
    assert "ogrs3" in score_names()


def test_the_output_has_the_agreed_shape() -> None:
    found = score_input("ogrs3", CASE)

    assert set(found) >= {
        "instrument",
        "version",
        "official",
        "outputs",
        "band",
        "kind",
        "missing",
        "working",
    }
    assert set(found["working"][0]) == {"label", "value", "source"}
    assert (found["instrument"], found["kind"], found["missing"]) == (
        "ogrs3",
        "static",
        [],
    )
