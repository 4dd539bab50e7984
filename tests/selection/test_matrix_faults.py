"""Every fault of a selection matrix is told with its place, and nothing else is one."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from iomdesk.errors import InputRefused
from iomdesk.selection.faults import LARGEST, Fault, faults_of
from iomdesk.selection.loading import find_matrix
from iomdesk.selection.matrix import (
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
from tests.selection.builders import a_group, a_matrix

STEPS = (Step(days=0, share=1), Step(days=365, share=0.3))


def decaying(**parts: Any) -> Group:
    return a_group(window_days=365, decay=Decay(**parts))


def history(**parts: Any) -> History:
    return History(**{"bands": (PointsBand(least=1, points=5),), **parts})


def thresholds(*least: float, code: str = "") -> tuple[Threshold, ...]:
    return tuple(
        Threshold(code=code or f"t{n}", label="Watch", least=points)
        for n, points in enumerate(least)
    )


def bands(*least: int) -> tuple[PointsBand, ...]:
    return tuple(PointsBand(least=one, points=1) for one in least)


def steps(*pairs: tuple[int, float]) -> Group:
    found = tuple(Step(days=days, share=share) for days, share in pairs)
    return decaying(kind=DecayKind.STEPS, steps=found)


NO_ORDER = "bands stand in the order of where they begin."
TOGETHER = "a halving decay and its days go together."
FAULTY: list[tuple[Matrix, list[Fault]]] = [
    (
        a_matrix(a_group(), a_group()),
        [("groups.burglary", "“burglary” is used 2 times.")],
    ),
    (
        a_matrix(thresholds=thresholds(9, 5, code="watch")),
        [("thresholds.watch", "“watch” is used 2 times.")],
    ),
    (
        a_matrix(a_group(cap=-1)),
        [("groups.burglary.cap", "a cap is not below 0.")],
    ),
    (
        a_matrix(a_group(weight_per_event=-1)),
        [("groups.burglary.weight_per_event", "a weight is not below 0.")],
    ),
    (
        a_matrix(a_group(window_days=1, window_months=1)),
        [("groups.burglary", "a window is in months or in days, not both.")],
    ),
    (
        a_matrix(a_group(window_days=0)),
        [("groups.burglary", "a window is at least 1 long.")],
    ),
    (
        a_matrix(a_group(window_months=0)),
        [("groups.burglary", "a window is at least 1 long.")],
    ),
    (
        a_matrix(a_group(decay=Decay(kind=DecayKind.LINEAR))),
        [
            (
                "groups.burglary.decay",
                "a linear decay needs a window that it ends with.",
            )
        ],
    ),
    (
        a_matrix(decaying(kind=DecayKind.HALVING)),
        [("groups.burglary.decay", TOGETHER)],
    ),
    (
        a_matrix(decaying(halving_days=90)),
        [("groups.burglary.decay", TOGETHER)],
    ),
    (
        a_matrix(decaying(kind=DecayKind.HALVING, halving_days=0)),
        [("groups.burglary.decay", "halving takes at least 1 day.")],
    ),
    (
        a_matrix(decaying(kind=DecayKind.STEPS)),
        [("groups.burglary.decay", "a decay in steps and its steps go together.")],
    ),
    (
        a_matrix(decaying(steps=STEPS)),
        [("groups.burglary.decay", "a decay in steps and its steps go together.")],
    ),
    (
        a_matrix(steps((1, 1.0))),
        [("groups.burglary.decay", "the first step begins at 0 days.")],
    ),
    (
        a_matrix(steps((0, 1.1))),
        [("groups.burglary.decay", "a share lies between 0 and 1.")],
    ),
    (
        a_matrix(steps((0, 1.0), (0, 0.5))),
        [("groups.burglary.decay", "steps stand in the order of their days.")],
    ),
    (
        a_matrix(steps((0, 0.5), (1, 0.6))),
        [("groups.burglary.decay", "an older event never weighs more.")],
    ),
    (
        a_matrix(
            a_group(offences=("28",)), a_group("robbery", offences=("34", "28/1"))
        ),
        [("groups.robbery.offences", "“28” is counted in “burglary” too.")],
    ),
    (
        a_matrix(
            a_group(offences=("28/1",)), a_group("robbery", offences=("34", "28"))
        ),
        [("groups.robbery.offences", "“28/1” is counted in “burglary” too.")],
    ),
    (
        a_matrix(history=history(window_days=0)),
        [("history", "a window is at least 1 long.")],
    ),
    (
        a_matrix(history=history(groups=("arson",))),
        [("history.groups", "there is no group “arson”.")],
    ),
    (
        a_matrix(history=history(bands=bands(2, 2))),
        [("history.bands", NO_ORDER)],
    ),
    (a_matrix(needs_points=bands(2, 1)), [("needs_points", NO_ORDER)]),
    (
        a_matrix(thresholds=thresholds(5, 5)),
        [("thresholds.t1", "thresholds stand from high to low.")],
    ),
]


@pytest.mark.parametrize(
    ("matrix", "faults"), FAULTY, ids=[f"{f[0][0]} {f[0][1]}" for _, f in FAULTY]
)
def test_each_fault_is_told_once_with_its_place(
    matrix: Matrix, faults: list[Fault]
) -> None:
    assert faults_of(matrix) == faults


@pytest.mark.parametrize(
    "matrix",
    [
        a_matrix(),
        a_matrix(a_group(cap=0, weight_per_event=0, window_months=1)),
        a_matrix(steps((0, 1.0), (1, 1.0), (2, 0.0))),
        a_matrix(decaying(kind=DecayKind.HALVING, halving_days=1)),
        a_matrix(decaying(kind=DecayKind.LINEAR)),
        a_matrix(a_group(offences=("28",)), a_group("robbery", offences=("34",))),
        a_matrix(history=history(groups=("burglary",), bands=bands(1, 2))),
        a_matrix(needs_points=bands(0, 1), thresholds=thresholds(9, 5)),
    ],
)
def test_a_sound_matrix_has_no_fault(matrix: Matrix) -> None:
    assert faults_of(matrix) == []


@pytest.mark.parametrize(
    ("place", "matrix"),
    [
        ("groups.burglary.cap", a_matrix(a_group(cap=LARGEST + 1))),
        ("groups.burglary.decay", a_matrix(steps((0, float("nan"))))),
        (
            "groups.burglary.weight_per_event",
            a_matrix(a_group(weight_per_event=float("inf"))),
        ),
        (
            "history.bands",
            a_matrix(history=history(bands=(PointsBand(least=1, points=-1e7),))),
        ),
        ("needs_points", a_matrix(needs_points=(PointsBand(least=1, points=1e7),))),
        ("thresholds.t0", a_matrix(thresholds=thresholds(1e7))),
    ],
)
def test_a_number_that_nobody_could_add_up_is_the_only_fault_told(
    place: str, matrix: Matrix
) -> None:
    wild = "a number lies between −1,000,000 and 1,000,000."

    assert faults_of(matrix) == [(place, wild)]


def test_the_largest_numbers_are_no_fault() -> None:
    assert faults_of(a_matrix(a_group(weight_per_event=LARGEST, cap=LARGEST))) == []


def a_version(version: str, since: int, until: int | None = None) -> Matrix:
    return evolve(
        a_matrix(),
        version=version,
        valid_from=date(since, 1, 1),
        valid_to=date(until, 12, 31) if until else None,
    )


VERSIONS = (a_version("1", 2020, 2022), a_version("2", 2023), a_version("3", 2024))


@pytest.mark.parametrize(
    ("version", "day", "found"),
    [
        (None, date(2020, 1, 1), "1"),
        (None, date(2022, 12, 31), "1"),
        (None, date(2023, 1, 1), "2"),
        (None, date(2026, 1, 1), "3"),
        ("1", date(2026, 1, 1), "1"),
    ],
)
def test_a_matrix_is_the_version_asked_or_the_newest_of_the_day(
    version: str | None, day: date, found: str
) -> None:
    assert find_matrix(VERSIONS, "made-up", version, day).version == found


@pytest.mark.parametrize(
    ("code", "version", "place", "words"),
    [
        ("kent", None, "matrix", "“kent”"),
        (None, "9", "version", "“9”"),
        ("made-up", "9", "version", "“made-up 9”"),
        (None, None, "matrix", "“valid that day”"),
    ],
)
def test_a_matrix_that_is_not_here_is_refused_with_those_that_are(
    code: str | None, version: str | None, place: str, words: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        find_matrix(VERSIONS, code, version, date(2019, 1, 1))

    listed = "made-up 1, made-up 2, made-up 3"
    assert str(refused.value) == (
        f"There is no selection matrix {words} here. There are: {listed}."
    )
    assert refused.value.field == place


def test_an_input_that_is_no_object_is_refused() -> None:
    with pytest.raises(InputRefused, match="one JSON object"):
        selection_score(["burglary"])
