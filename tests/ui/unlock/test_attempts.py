"""Wrong passphrases cost more and more time, and the screen says how much."""

import pytest

from ui.unlock.attempts import LONGEST_WAIT, Attempts, attempt_words, wait_after


def wrong(times: int, now: float = 100.0) -> Attempts:
    attempts = Attempts()
    for _ in range(times):
        attempts = attempts.failed(now)
    return attempts


def test_two_wrong_passphrases_cost_no_wait() -> None:
    assert wrong(2).seconds_left(100.0) == 0


def test_from_the_third_on_each_doubles_the_wait() -> None:
    waits = [wrong(times).seconds_left(100.0) for times in (3, 4, 5, 6)]

    assert waits == [2, 4, 8, 16]


def test_the_wait_never_passes_five_minutes() -> None:
    assert wait_after(60) == LONGEST_WAIT == 300


def test_the_wait_runs_down_and_ends() -> None:
    attempts = wrong(4)

    assert [attempts.seconds_left(now) for now in (100.0, 101.5, 104.0, 900.0)] == [
        4, 3, 0, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (0, ""),
        (1, "1 wrong attempt. After 2 more, each has to wait longer."),
        (2, "2 wrong attempts. After 1 more, each has to wait longer."),
        (3, "3 wrong attempts. The next is possible in 2 seconds."),
    ],
)
def test_attempts_and_wait_are_said(times: int, words: str) -> None:
    assert attempt_words(wrong(times), 100.0) == words


def test_one_second_is_one_second() -> None:
    assert attempt_words(wrong(3), 101.0).endswith("in 1 second.")
