"""Of two claimed values the more cautious is shown until a person settles."""

from typing import Any

import pytest

from iomdesk.kinds.shipped import SHIPPED


@pytest.mark.parametrize(
    ("path", "values", "shown"),
    [
        ("risk/children", ["low", "very_high", "medium"], "very_high"),
        ("risk/overall", ["high", None], "high"),
        ("rag", ["green", "amber"], "amber"),
        ("mappa/level", [1, 3, 2], 3),
        ("markers/m/level", ["medium", "high"], "high"),
        ("risk/children", [None, None], None),
        ("risk/source", ["OASys", "high"], "high"),
        ("mappa/category", [1, 2], None),
        ("person/surname", ["A", "B"], None),
        ("tier", ["A1", "B2"], None),
    ],
)
def test_the_higher_risk_is_shown(path: str, values: list[Any], shown: Any) -> None:
    assert SHIPPED.caution("case")(tuple(path.split("/")), values) == shown


@pytest.mark.parametrize("kind", ["visit", "of another version"])
def test_other_records_show_the_first(kind: str) -> None:
    assert SHIPPED.caution(kind)(("outcome",), ["seen_well", "no_reply"]) is None
