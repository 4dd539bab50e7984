"""What the linter calls reachable is reached: no sound pack is refused."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.instrument import Instrument, Item, Kind
from iomdesk.assessments.loading import read_instrument
from iomdesk.assessments.scoring import score
from iomdesk.packs.linting import faults
from iomdesk.packs.points_range import points_range
from tests.assessments.instruments import HEAD

SECTION = '[[sections]]\ncode = "first"\ntitle = { en = "First" }\n'
SCORES = st.lists(st.none() | st.integers(-3, 3), min_size=1, max_size=3).filter(
    lambda scores: any(one is not None for one in scores)
)


def a_rating(code: str, scores: list[int | None], more: str = "") -> str:
    choices = ", ".join(
        f'{{ code = "c{at}", label = {{ en = "C" }}'
        + ("" if one is None else f", score = {one}")
        + " }"
        for at, one in enumerate(scores)
    )
    return (
        f'[[items]]\ncode = "{code}"\nsection = "first"\nkind = "rating"\n'
        f'label = {{ en = "Item" }}\nchoices = [{choices}]\n{more}\n'
    )


def an_instrument(rule: str, *items: str) -> Instrument:
    codes = ", ".join(f'"item_{at}"' for at in range(len(items)))
    scored = f'[score]\nkind = "{rule}"\nitems = [{codes}]\nsource = "Made up"\n'
    return read_instrument(HEAD + SECTION + "".join(items) + scored)


def all_points(instrument: Instrument) -> list[float]:
    """Return the points of every way to answer, by trying all of them."""
    ways = [_answers(item) for item in instrument.items]
    codes = [item.code for item in instrument.items]
    scores = (
        score(instrument, dict(zip(codes, way, strict=True))) for way in product(*ways)
    )
    return [float(s.outputs["points"]) for s in scores if s and "points" in s.outputs]


def _answers(item: Item) -> list[Answer]:
    assert item.kind is Kind.RATING
    given_ = [answer_of(item, choice.code) for choice in item.choices]
    return given_ if item.required else [*given_, Answer()]


@given(data=st.data(), rule=st.sampled_from(["sum", "highest"]))
def test_some_answers_come_as_low_and_some_as_high(
    data: st.DataObject, rule: str
) -> None:
    items = []
    for at in range(data.draw(st.integers(1, 3))):
        more = ""
        if at and data.draw(st.booleans()):
            more = 'visible_when = [{ item = "item_0", values = ["c0"] }]'
        elif data.draw(st.booleans()):
            more = "required = false"
        items.append(a_rating(f"item_{at}", data.draw(SCORES), more))
    instrument = an_instrument(rule, *items)

    found, points = points_range(instrument), all_points(instrument)

    assert found is not None
    least, most = map(float, found)
    assert not points or min(points) <= least
    assert not points or max(points) >= most


def test_the_ends_are_met_where_nothing_hangs_on_a_condition() -> None:
    instrument = an_instrument(
        "sum", a_rating("item_0", [1, 3]), a_rating("item_1", [-2, None])
    )

    assert points_range(instrument) == (Decimal(-1), Decimal(3))


@pytest.mark.parametrize(
    ("required", "kinds"), [("true", []), ("false", [("gap", "bands.some")])]
)
def test_an_item_that_may_be_left_out_can_come_to_nothing(
    required: str, kinds: list[tuple[str, str]]
) -> None:
    item = a_rating("item_0", [1, 2], f"required = {required}")
    other = a_rating("item_1", [0, 1])
    rule = '[score]\nkind = "sum"\nitems = ["item_0", "item_1"]\nsource = "Made up"\n'
    band = (
        '[[bands]]\ncode = "some"\nlabel = { en = "Some" }\nleast = 1\nsource = "M"\n'
    )

    found = faults(HEAD + SECTION + item + other + rule + band, "a.toml")

    assert [(fault.kind, fault.place) for fault in found] == kinds


def test_branches_that_exclude_each_other_are_not_added_up() -> None:
    rule = '[score]\nkind = "sum"\nitems = ["item_1", "item_2"]\nsource = "Made up"\n'
    band = '[[bands]]\ncode = "all"\nlabel = { en = "All" }\nbelow = 3\nsource = "M"\n'
    text = "".join(
        (
            HEAD,
            SECTION,
            a_rating("item_0", [0, 1]),
            a_rating("item_1", [0, 2], _when("c0")),
            a_rating("item_2", [0, 2], _when("c1")),
            rule,
            band,
        )
    )

    assert faults(text, "a.toml") == []


def _when(choice: str) -> str:
    return f'visible_when = [{{ item = "item_0", values = ["{choice}"] }}]'
