"""Whatever a file says to a score with a table, it is answered or refused by name."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.assessments.score import score_each, score_input
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.oversight.score import crime_cost, crime_harm
from iomdesk.schema import input_example
from iomdesk.selection.score import selection_score
from tests.proof import dear

SCORES: dict[str, Callable[[Any], Any]] = {
    "serial_da": lambda said: score_input("serial_da", [said])[0],
    "selection": selection_score,
    "crime_harm": crime_harm,
    "crime_cost": crime_cost,
}
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["0001-01-01", "9999-12-31", "2026-02-30", "partner", "028"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=4,
)


@pytest.mark.parametrize("name", SCORES)
@dear
@given(data=st.data())
def test_any_value_is_scored_or_refused_by_name(name: str, data: st.DataObject) -> None:
    said = changed(data, input_example(name, SHIPPED))

    found = score_each([said], SCORES[name])[0]

    json.dumps(found, allow_nan=False)
    assert ("error" in found) != ("outputs" in found)


def changed(data: st.DataObject, said: Any) -> Any:
    """Return *said* with one value, at whatever depth, made into something else."""
    if isinstance(said, dict) and said and data.draw(st.booleans()):
        key = data.draw(st.sampled_from(sorted(said)))
        return said | {key: changed(data, said[key])}
    if isinstance(said, list) and said and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(said) - 1))
        return [*said[:at], changed(data, said[at]), *said[at + 1 :]]
    return data.draw(ANYTHING)
