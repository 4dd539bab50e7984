"""Conditions and limits in a form's words, there and back."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.errors import InputRefused
from iomdesk.packs.relevant import conditions, constraint, limits, relevant

CODE = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
NUMBER = st.integers(-1000, 1000) | st.floats(-1e9, 1e9).filter(
    lambda one: not one.is_integer()
)


@st.composite
def condition(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {"item": draw(CODE)}
    kind = draw(st.sampled_from(["answered", "values", "limits"]))
    if kind == "values":
        made["values"] = draw(st.lists(CODE, min_size=1, max_size=3))
    elif kind == "limits":
        sides = draw(st.sampled_from([["least"], ["most"], ["least", "most"]]))
        made |= {side: draw(NUMBER) for side in sides}
    return made


@given(said=st.lists(condition(), min_size=1, max_size=4))
def test_conditions_read_back_as_they_were_written(said: list[dict[str, Any]]) -> None:
    assert conditions(relevant(said)) == said


@given(
    said=st.fixed_dictionaries(
        {}, optional={"least": NUMBER, "most": NUMBER, "longest": st.integers(1, 999)}
    ).filter(bool)
)
def test_limits_read_back_as_they_were_written(said: dict[str, Any]) -> None:
    assert limits(constraint(said)) == said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("${a}='x'", [{"item": "a", "values": ["x"]}]),
        ('selected(${a}, "x")', [{"item": "a", "values": ["x"]}]),
        (
            "(selected(${a}, 'x') or selected(${a}, 'y')) and ${b} >= 2",
            [{"item": "a", "values": ["x", "y"]}, {"item": "b", "least": 2}],
        ),
        ("( ${b}>=2 and ${b}<=3.5 )", [{"item": "b", "least": 2, "most": 3.5}]),
        ("${a} != ''", [{"item": "a"}]),
    ],
)
def test_a_relevant_is_read(said: str, meant: list[dict[str, Any]]) -> None:
    assert conditions(said) == meant


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("${a} = 'x' or ${b} = 'y'", "“or” joins answers to one item only"),
        ("(${a} = 'x' or ${b} = 'y')", "about one item only"),
        ("(${a} = 'x' and ${a} = 'y')", "“or” joins answers"),
        ("${a} > 3", "use >= or <="),
        ("${a} != 'x'", "says only that there is an answer"),
        ("not(${a} = 'x')", "an item like"),
        ("${a} = x", "an answer in quotes is wanted"),
        ("${a}", "=, >= or <= is wanted at the end"),
        ("${a} = 'x' and", "is wanted at the end"),
        ("(${a} = 'x'", "is wanted at the end"),
        ("${a} = 'x' ${b} = 'y'", "“and” or the end is wanted before “b”"),
        ("pulldata('x', 'y')", "an item like"),
        ("${a} = 'x", "cannot be read"),
        ("", "is wanted at the end"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(said: str, why: str) -> None:
    with pytest.raises(InputRefused, match=why.replace("(", r"\(")):
        conditions(said)


@pytest.mark.parametrize("said", [". > 3", ". >= 1 and . >= 2", "regex(., 'a')", "3"])
def test_a_constraint_that_cannot_be_read_is_refused(said: str) -> None:
    with pytest.raises(InputRefused):
        limits(said)


@given(
    said=st.text(max_size=40) | st.text("${}ab=<>!'\"(),. andorselected0", max_size=60)
)
def test_no_text_does_more_than_be_read_or_refused(said: str) -> None:
    for take in (conditions, limits):
        with contextlib.suppress(InputRefused):
            assert take(said)
