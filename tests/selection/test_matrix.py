"""A selection matrix scores as its file says, and every step can be redone by hand."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.errors import InputRefused
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.resources import resource_text
from iomdesk.schema import input_example
from iomdesk.selection.liberty import Spell, age_in_days, days_held, refuse_backward
from iomdesk.selection.loading import MatrixFaulty, matrix_of, shipped_matrices
from iomdesk.selection.matrix import (
    Custody,
    Decay,
    DecayKind,
    Group,
    History,
    Matrix,
    PointsBand,
    Step,
    Threshold,
)
from iomdesk.selection.score import selection_score
from iomdesk.selection.scoring import Event, Selection, SelectionInput, select, share_of
from tests.selection.builders import a_group, a_matrix

TODAY = date(2026, 11, 22)
NORFOLK = Path(__file__).parents[1] / "data" / "selection" / "norfolk-shape.toml"
DECAYS = [
    Decay(),
    Decay(kind=DecayKind.LINEAR),
    Decay(kind=DecayKind.HALVING, halving_days=90),
    Decay(
        kind=DecayKind.STEPS,
        steps=(Step(days=0, share=1), Step(days=365, share=0.3)),
    ),
]


def scored(matrix: Matrix, *days: date, **said: Any) -> Selection:
    events = tuple(Event(on=on, group=matrix.groups[0].code) for on in days)
    return select(matrix, SelectionInput(assessment_date=TODAY, events=events, **said))


def test_five_years_and_a_day_ago_score_nothing() -> None:
    matrix = a_matrix(a_group(window_months=60))

    assert scored(matrix, date(2021, 11, 22)).points == 10
    assert scored(matrix, date(2021, 11, 21)).points == 0


@pytest.mark.parametrize(("weight", "outcome"), [(20, "Watch"), (19.99, None)])
def test_a_threshold_is_reached_with_its_very_points(
    weight: float, outcome: str | None
) -> None:
    watch = (Threshold(code="watch", label="Watch", least=20),)
    matrix = a_matrix(a_group(weight_per_event=weight), thresholds=watch)

    found = scored(matrix, TODAY)

    assert (found.threshold.label if found.threshold else None) == outcome


def test_a_day_in_the_future_scores_nothing_and_says_so() -> None:
    found = scored(a_matrix(), date(2026, 11, 23))

    assert found.points == 0
    assert any("after 22 November 2026" in one.value for one in found.working)


def test_a_group_comes_to_its_cap_and_the_working_says_of_how_much() -> None:
    found = scored(a_matrix(a_group(cap=25)), *[date(2026, 1, n) for n in range(1, 4)])

    assert found.points == 25
    assert "25 of 30, capped" in [one.value for one in found.working]


@pytest.mark.parametrize(
    ("decay", "points"),
    [
        (DECAYS[0], "10"),
        (DECAYS[1], "4.52"),
        (DECAYS[2], "2.50"),
        (DECAYS[3], "10.00"),
    ],
    ids=lambda one: one.kind if isinstance(one, Decay) else one,
)
def test_an_event_of_200_days_has_lost_what_its_decay_says(
    decay: Decay, points: str
) -> None:
    matrix = a_matrix(a_group(window_days=365, decay=decay))

    assert scored(matrix, TODAY - timedelta(days=200)).points == Decimal(points)


def test_time_in_custody_moves_the_window_back_where_it_is_left_out() -> None:
    matrix = a_matrix(a_group(window_days=365))
    held = (Spell(since=date(2026, 1, 1), until=date(2026, 4, 10)),)
    day = TODAY - timedelta(days=400)

    assert scored(matrix, day, custody=held).points == 0
    assert scored(matrix, day, custody=held, time_in_custody=Custody.OUT).points == 10
    assert scored(evolve(matrix, custody=Custody.OUT), day, custody=held).points == 10


def test_a_history_leaves_custody_out_where_the_matrix_counts_it() -> None:
    bands = (PointsBand(least=0, points=0), PointsBand(least=1, points=7))
    history = History(bands=bands, window_days=365, custody=Custody.OUT)
    matrix = a_matrix(a_group(window_days=365), history=history)
    held = (Spell(since=date(2026, 1, 1), until=date(2026, 4, 10)),)

    found = scored(matrix, TODAY - timedelta(days=400), custody=held)

    assert found.parts == {"burglary": 0, "history": 7}


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ((), "0 in the window"),
        ((500,), "0 in the window"),
        ((10,), "1 in the window (12 Nov 2026)"),
        ((10, 400, 200), "2 in the window (6 May 2026, 12 Nov 2026)"),
        ((3, 3, 364), "3 in the window (23 Nov 2025, 19 Nov 2026, 19 Nov 2026)"),
    ],
)
def test_the_working_of_a_history_names_the_days_it_counted(
    ago: tuple[int, ...], said: str
) -> None:
    bands = (PointsBand(least=0, points=0), PointsBand(least=1, points=7))
    history = History(bands=bands, window_days=365, label="Years before")
    matrix = a_matrix(a_group(window_days=365), history=history)

    found = scored(matrix, *(TODAY - timedelta(days=days) for days in ago))

    (line,) = [line for line in found.working if line.label == "Years before"]
    assert line.value.split(":")[0].startswith(said)


def test_a_person_still_in_custody_is_held_up_to_the_day_asked() -> None:
    spells = (Spell(since=date(2026, 11, 13)),)

    assert days_held(spells, date(2026, 11, 1), TODAY) == 10
    assert age_in_days(date(2026, 11, 1), TODAY, spells) == 11


def test_a_time_in_custody_that_ends_before_it_begins_is_refused() -> None:
    held = Spell(since=date(2026, 1, 2), until=date(2026, 1, 2))
    backward = Spell(since=date(2026, 1, 2), until=date(2026, 1, 1))

    refuse_backward([held, Spell(since=date(2026, 1, 2))])
    with pytest.raises(InputRefused, match="ends before it begins") as refused:
        refuse_backward([held, backward])

    assert refused.value.field == "custody.1.until"


def test_no_day_is_held_after_the_last_day_of_the_calendar() -> None:
    spells = [Spell(since=date(2026, 1, 1))]

    assert days_held(spells, date(9999, 12, 31), TODAY) == 0


def test_needs_that_are_not_given_are_missing_and_not_nought() -> None:
    matrix = a_matrix(needs_points=(PointsBand(least=0, points=1),))

    unsaid, none = scored(matrix), scored(matrix, needs=0)

    assert unsaid.missing == ("needs",)
    assert unsaid.points == 0
    assert none.missing == ()
    assert none.points == 1


def test_the_example_scores_what_its_working_adds_up_to() -> None:
    answer = selection_score(input_example("selection", SHIPPED))

    assert answer["outputs"]["points"] == 34.17
    assert answer["band"] == "watch"
    assert answer["notice"].startswith("a fictional example")


def test_only_fictional_matrices_ship() -> None:
    assert shipped_matrices()
    assert all(one.fictional and "Fictional" in one.title for one in shipped_matrices())


def norfolk() -> Matrix:
    return matrix_of(NORFOLK.read_bytes(), NORFOLK.name)


def test_the_three_parts_of_norfolk_fit_with_made_up_numbers() -> None:
    said = SelectionInput(
        assessment_date=TODAY,
        events=(
            Event(on=date(2025, 3, 1), home_office_code="00106"),
            Event(on=date(2024, 3, 1), home_office_code="02801"),
            Event(on=date(2019, 3, 1), home_office_code="04600"),
        ),
        custody=(Spell(since=date(2020, 1, 1), until=date(2023, 1, 1)),),
        needs=4,
    )

    found = select(norfolk(), said)

    assert {code: float(points) for code, points in found.parts.items()} == {
        "harm_high": 30,
        "harm_medium": 10,
        "harm_low": 2,
        "history": 3,
        "needs": 4,
    }
    assert found.threshold
    assert found.threshold.label == "For discussion"
    assert norfolk().fictional


def test_two_versions_score_side_by_side_each_with_its_version() -> None:
    one = norfolk()
    other = evolve(
        one,
        version="made-up 2",
        groups=tuple(evolve(g, weight_per_event=1) for g in one.groups),
    )
    event = Event(on=date(2026, 1, 1), home_office_code="02801")
    said = SelectionInput(assessment_date=TODAY, events=(event,), needs=0)

    first, second = select(one, said), select(other, said)

    assert [first.points, second.points] == [Decimal(13), Decimal(4)]
    assert "version made-up" in first.working[0].value
    assert "version made-up 2" in second.working[0].value


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"events": [{"on": "2026-01-01"}]}, "events.0"),
        ({"events": [{"on": "2026-01-01", "group": "arson"}]}, "events.0.group"),
        ({"custody": [{"since": "2026-02-01", "until": "2026-01-01"}]}, "custody.0"),
        ({"needs": -1}, "needs"),
        ({"needs": "many"}, "needs"),
        ({"wealth": 1}, "wealth"),
        ({"assessment_date": "soon"}, "assessment_date"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_field(
    change: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        selection_score(input_example("selection", SHIPPED) | change)

    assert refused.value.field.startswith(field)


def test_a_version_that_is_not_here_is_said() -> None:
    with pytest.raises(InputRefused, match="There are: fictional 1"):
        selection_score(input_example("selection", SHIPPED) | {"version": "9"})


SOUND = resource_text("selection/fictional-1.toml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "robbery"', 'code = "burglary"', "is used 2 times"),
        ("cap = 40", "cap = -1", "a cap is not below 0"),
        ("cap = 40", "cap = nan", "lies between"),
        ("weight_per_event = 4", "weight_per_event = 1e300", "lies between"),
        ("least = 20", "least = inf", "lies between"),
        ("weight_per_event = 4", "weight_per_event = -4", "a weight is not below 0"),
        ('offences = ["034"]', 'offences = ["0281"]', "is counted in “burglary” too"),
        ("window_days = 90", "window_days = 90\nwindow_months = 3", "not both"),
        ("window_days = 90", "window_days = 0", "at least 1 long"),
        (", halving_days = 180", "", "its days go together"),
        ("days = 1095, share = 0.25", "days = 1095, share = 0.75", "never weighs more"),
        ("days = 1095", "days = 10", "in the order of their days"),
        ("days = 0, share = 1", "days = 5, share = 1", "begins at 0 days"),
        ("least = 10, points = 15", "least = 1, points = 15", "where they begin"),
        ("least = 20", "least = 60", "from high to low"),
        ('groups = ["burglary", "robbery"', 'groups = ["arson", "robbery"', "no group"),
        ("weight_per_event = 10", "weight = 10", "weight"),
        ('code = "fictional"', "code = ", "not a TOML file"),
    ],
)
def test_a_faulty_matrix_is_refused_with_the_place(
    old: str, new: str, said: str
) -> None:
    assert old in SOUND

    with pytest.raises(InputRefused, match=said):
        matrix_of(SOUND.replace(old, new, 1).encode(), "matrix.toml")


def test_all_faults_are_said_at_once() -> None:
    faulty = SOUND.replace("cap = 40", "cap = -1").replace("least = 20", "least = 60")

    with pytest.raises(MatrixFaulty) as refused:
        matrix_of(faulty.encode(), "matrix.toml")

    assert len(str(refused.value).splitlines()) == 2


DAYS = st.dates(date(2018, 1, 1), date(2027, 6, 1))
SPELLS = st.lists(
    st.builds(
        lambda since, length: Spell(since=since, until=since + timedelta(days=length)),
        DAYS,
        st.integers(0, 900),
    ),
    max_size=4,
).map(tuple)
GROUPS = st.builds(
    a_group,
    weight_per_event=st.integers(0, 50),
    cap=st.none() | st.integers(0, 60),
    window_days=st.integers(1, 2000),
    decay=st.sampled_from(DECAYS),
)


@given(group=GROUPS, days=st.lists(DAYS, max_size=8), spells=SPELLS, data=st.data())
def test_the_order_of_events_and_spells_is_irrelevant(
    group: Group, days: list[date], spells: Sequence[Spell], data: st.DataObject
) -> None:
    matrix = a_matrix(group, custody=Custody.OUT)
    shuffled = data.draw(st.permutations(days))
    turned = tuple(reversed(spells))

    found = scored(matrix, *days, custody=tuple(spells))

    assert found == scored(matrix, *shuffled, custody=turned)


@given(group=GROUPS, days=st.lists(DAYS, max_size=8), spells=SPELLS)
def test_caps_hold_and_points_are_never_below_nought(
    group: Group, days: list[date], spells: Sequence[Spell]
) -> None:
    found = scored(a_matrix(group), *days, custody=tuple(spells))

    most = float("inf") if group.cap is None else group.cap
    assert 0 <= found.points <= most


@given(decay=st.sampled_from(DECAYS), window=st.integers(1, 2000), data=st.data())
def test_an_older_event_never_weighs_more(
    decay: Decay, window: int, data: st.DataObject
) -> None:
    younger = data.draw(st.integers(0, window))
    older = data.draw(st.integers(younger, window))

    assert 0 <= share_of(decay, older, window) <= share_of(decay, younger, window) <= 1


@given(group=GROUPS, days=st.lists(DAYS, max_size=8), spells=SPELLS)
def test_leaving_custody_out_never_lowers_a_score(
    group: Group, days: list[date], spells: Sequence[Spell]
) -> None:
    matrix, held = a_matrix(group), tuple(spells)

    counted = scored(matrix, *days, custody=held, time_in_custody=Custody.IN)
    left_out = scored(matrix, *days, custody=held, time_in_custody=Custody.OUT)

    assert left_out.points >= counted.points
    assert counted == scored(matrix, *days, time_in_custody=Custody.IN)


@given(start=DAYS, end=DAYS, spells=SPELLS)
def test_days_held_are_the_days_that_lie_in_a_spell(
    start: date, end: date, spells: Sequence[Spell]
) -> None:
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]

    expected = sum(any(s.since <= d <= (s.until or end) for s in spells) for d in days)

    assert days_held(spells, start, end) == expected
