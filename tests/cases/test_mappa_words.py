"""What is missing of a person's MAPPA is said in words, in lists and filters."""

import pytest

from iomdesk.cases.case import Mappa
from iomdesk.cases.heading import mappa_words
from iomdesk.cases.row import case_row
from tests.builders import a_case


@pytest.mark.parametrize(
    ("category", "level", "words"),
    [
        (None, 2, "Level 2, category not recorded"),
        (None, 1, "Level 1, category not recorded"),
        (3, None, "Category 3, level not recorded"),
        (1, 2, "1/2"),
        (None, None, ""),
    ],
)
def test_what_is_missing_is_said(
    category: int | None, level: int | None, words: str
) -> None:
    row = case_row(a_case(mappa=Mappa(category=category, level=level)))

    assert mappa_words(row.mappa) == words
