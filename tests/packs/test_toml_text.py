"""Data written as TOML reads back as the same data."""

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from iomdesk.packs.toml_text import toml_text

KEYS = st.text(min_size=1, max_size=8) | st.sampled_from(["title", "label", "10-11"])
PLAIN = (
    st.text(max_size=20)
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
)
DATA = st.recursive(
    st.dictionaries(KEYS, PLAIN, max_size=4),
    lambda inner: st.dictionaries(
        KEYS, PLAIN | inner | st.lists(inner, max_size=3) | st.lists(PLAIN), max_size=4
    ),
    max_leaves=8,
)


@given(data=DATA)
def test_any_data_reads_back_as_the_same(data: dict[str, Any]) -> None:
    assert tomllib.loads(toml_text(data)) == data


def test_it_is_laid_out_as_a_person_would() -> None:
    data = {
        "code": "a",
        "effective_from": "2026-01-01",
        "title": {"en": "A"},
        "items": [
            {
                "code": "b",
                "choices": [{"code": "c", "score": 1}, {"code": "d", "score": 2}],
            }
        ],
        "tables": {"age": {"10-11": 0.5}},
    }

    assert toml_text(data) == (
        'code = "a"\n'
        "effective_from = 2026-01-01\n"
        'title = { en = "A" }\n'
        "\n"
        "[[items]]\n"
        'code = "b"\n'
        "choices = [\n"
        '  { code = "c", score = 1 },\n'
        '  { code = "d", score = 2 },\n'
        "]\n"
        "\n"
        "[tables]\n"
        "\n"
        "[tables.age]\n"
        "10-11 = 0.5\n"
    )
