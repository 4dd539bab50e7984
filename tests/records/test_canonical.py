"""The canonical form is RFC 8785, by whichever road it is made."""

from typing import Any

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.records.codec import canonical

PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
VALUES = st.recursive(
    PLAIN | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_both_roads_give_the_same_bytes(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)
