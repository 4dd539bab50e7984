"""An answer about nobody is told by what it is called, not by its path."""

import pytest

from iomdesk.exchange.mpop.answers import nobody_words, path_words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("/mas/caseload/user/N07 (13 values)", "Caseload: 13 values"),
        (
            "/mas/caseload/user/N07/search?page=2 (1 values in entries without a CRN)",
            "Caseload: 1 value in entries without a CRN",
        ),
        (
            "https://mpop.example/mas/caseload/team/T1 (4 values)",
            "Caseload of the team: 4 values",
        ),
        ("/tier/v2/crns/tier#b.json (21 values)", "List of tiers: 21 values"),
        ("/not/known (here) (2 values)", "/not/known (here): 2 values"),
    ],
)
def test_the_answer_is_called_by_its_name(told: str, words: str) -> None:
    assert nobody_words(told) == words


@pytest.mark.parametrize("path", ["people.csv", "X000071", "//[x", "/a b\tc"])
def test_what_is_no_path_of_an_answer_stays_as_it_is(path: str) -> None:
    assert path_words(path) == path
