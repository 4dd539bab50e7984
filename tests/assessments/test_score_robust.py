"""Whatever a file says, a score is a number with its working, or a named refusal."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.instrument import Item
from iomdesk.assessments.loading import shipped_instruments
from iomdesk.assessments.score import score_input, score_names
from iomdesk.errors import InputRefused
from tests.assessments.test_ogrs3 import CASE as OGRS3
from tests.assessments.test_points_scores import OGP, OVP, TIER
from tests.assessments.test_reoffending import ANSWERS
from tests.assessments.test_sexual_scores import BOTH
from tests.proof import dear

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["male", "yes", "none", "2026-01-01", "99999", "high"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=4,
)
WHOLE: dict[str, Any] = OGRS3 | BOTH | OVP | OGP | TIER | {"dynamic": ANSWERS}
EXTRA = {"ticks": 3, "section": "drugs", "answers": {"motivation": 1}, "version": None}
KEYS = [*WHOLE, *EXTRA]


@pytest.mark.parametrize("name", score_names())
@dear
@given(change=st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=3))
def test_any_value_is_scored_or_refused_by_name(
    name: str, change: dict[str, Any]
) -> None:
    found = score_input(name, [WHOLE | EXTRA | change])[0]

    json.dumps(found, allow_nan=False)
    assert ("error" in found) != ("outputs" in found)
    assert found.get("error", {"code": "none"})["code"]


@dear
@given(data=st.data(), said=ANYTHING)
def test_any_value_is_an_answer_or_refused_by_item(
    data: st.DataObject, said: object
) -> None:
    items = [item for one in shipped_instruments() for item in one.items]
    item = data.draw(st.sampled_from(items))

    assert isinstance(_answer_or_refusal(item, said), Answer | str)


def _answer_or_refusal(item: Item, said: object) -> Answer | str | None:
    """Return the answer, or the field that the refusal names if it is the item's."""
    try:
        return answer_of(item, said)
    except InputRefused as refused:
        return refused.field if refused.field == item.code else None
