"""Wrong passphrases are counted, and each after the third makes the wait longer."""

import math
from typing import NamedTuple

FREE = 3
LONGEST_WAIT = 300


class Attempts(NamedTuple):
    """How many in a row were wrong, and until when the next one has to wait."""

    wrong: int = 0
    until: float = 0.0

    def failed(self, now: float) -> "Attempts":
        wrong = self.wrong + 1
        return Attempts(wrong=wrong, until=now + wait_after(wrong))

    def seconds_left(self, now: float) -> int:
        return max(0, math.ceil(self.until - now))


def wait_after(wrong: int) -> int:
    """Return the seconds to wait after so many wrong passphrases in a row."""
    return min(2 ** (wrong - FREE + 1), LONGEST_WAIT) if wrong >= FREE else 0


def attempt_words(attempts: Attempts, now: float) -> str:
    """Say how many were wrong and how long to wait; "" where none was."""
    if not attempts.wrong:
        return ""
    wrong = attempts.wrong
    times = "1 wrong attempt" if wrong == 1 else f"{wrong} wrong attempts"
    left = attempts.seconds_left(now)
    if left:
        seconds = "1 second" if left == 1 else f"{left} seconds"
        return f"{times}. The next is possible in {seconds}."
    rest = FREE - wrong
    if rest > 1:
        return f"{times}. After {rest} more, each has to wait longer."
    if rest == 1:
        return f"{times}. After 1 more, each has to wait longer."
    return f"{times}. Each one more doubles the wait, up to 5 minutes."
