"""The fast way to a content's canonical form gives the same as the slow one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.records.codec import Document, canonical
from iomdesk.sync.hashing import content_body
from iomdesk.sync.wire import pack, unpack

VALUES = st.recursive(
    st.text(max_size=6)
    | st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)
CONTENTS = st.dictionaries(st.text(max_size=4), VALUES, max_size=5)


@given(content=CONTENTS)
def test_a_content_that_travelled_is_the_one_that_was_hashed(content: Document) -> None:
    assert _travelled(content) == canonical(content)


@pytest.mark.parametrize(
    "content",
    [{"\ue000": 1, "\U0001f600": 2}, {"x": 1e21}, {"x": [0.1]}, {"ä": "\u2028\x7f"}],
)
def test_what_canonical_json_writes_its_own_way_is_written_so(
    content: Document,
) -> None:
    assert _travelled(content) == canonical(content)


def _travelled(content: Document) -> bytes:
    message = unpack(pack({"contents": [content]}))
    (came,) = message.said["contents"]
    return content_body(came, plain=message.plain)
