"""Whatever a file holds, an import ends in people or in a sentence."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from iomdesk.errors import InputRefused
from iomdesk.exchange.csv_people import read_csv
from iomdesk.exchange.headings import load_headings
from iomdesk.exchange.mpop.people import read_mpop
from iomdesk.exchange.wording import load_wording
from tests.exchange.kit import take_again, take_new

HEADINGS, WORDS, TODAY = load_headings(), load_wording(), date(2026, 11, 22)
TITLES = st.sampled_from(sorted(HEADINGS.fields))
CELLS = st.one_of(
    st.text(alphabet='ab1/;,"\n -=|é', max_size=12),
    st.sampled_from(["X000001", "X000002", "Low", "14/03/1980", "2/1", "high", "no"]),
)
KEYS = (
    *("crn", "name", "surname", "personSummary", "riskFlags", "mappa", "id", "note"),
    *("appointments", "sentence", "order", "description", "level", "type"),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)
PATHS = st.sampled_from(
    [
        "/mas/personal-details/X000001",
        "/mas/risk-flags/X000001",
        "/mas/sentence/X000001",
        "/mas/caseload/user/u",
        "/arns/risks/crn/X000001/widget",
        "/mas/schedule/X000001/previous",
        "/new/thing",
    ]
)


def read_list(data: bytes) -> None:
    try:
        people = read_csv({"f": data}, HEADINGS, WORDS, TODAY).people
    except InputRefused:
        return
    for said in people:
        assert take_again(take_new(said).case, said).written == 0


@given(st.binary(max_size=200))
def test_any_bytes_as_a_list_end_well(data: bytes) -> None:
    read_list(b"Surname,CRN\n" + data)
    read_list(data)


@given(st.lists(TITLES, min_size=1, max_size=6), st.lists(CELLS, max_size=24))
def test_any_cells_under_known_headings_end_well(
    titles: list[str], cells: list[str]
) -> None:
    width = len(titles) + 2
    rows = [cells[n : n + width] for n in range(0, len(cells), width)]
    lines = [[*titles, "surname", "crn"], *rows]
    read_list("\n".join(",".join(line) for line in lines).encode())


@given(st.dictionaries(PATHS, VALUES, min_size=1, max_size=4))
def test_any_json_under_known_paths_ends_well(said: dict[str, object]) -> None:
    people = read_mpop({"f": json.dumps(said).encode()}, HEADINGS, WORDS).people

    for person in people:
        assert take_again(take_new(person).case, person).written == 0
