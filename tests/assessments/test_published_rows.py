"""Rows of the published tests of HMPPS services, each with the score it is of."""

from typing import Any

import pytest

from tests.assessments.published import expected_of, published_rows, said_of


@pytest.mark.parametrize("vector", published_rows("others.json"))
def test_a_published_row_comes_out_the_same(vector: dict[str, Any]) -> None:
    assert said_of(vector["instrument"], vector) == expected_of(vector)
