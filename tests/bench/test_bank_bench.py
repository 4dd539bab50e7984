"""The bank guard, which looks at each field with every key."""

import random
import time
from collections.abc import Callable

import pytest

from iomdesk.bank import bank_detail
from tests.bench.conftest import Figures, Words

KIB = 1024
SIZES = (KIB, 32 * KIB, KIB * KIB)
AS_IT_IS = {code: chr(code) for code in range(128)}
_CHANCE = random.Random(20261130)


def _bill() -> str:
    chance = _CHANCE
    return "\n".join(
        f"{chance.randrange(1, 29):02}/03/2026 {chance.randrange(24):02}:"
        f"{chance.randrange(60):02} 07{chance.randrange(10**9):09} 00:0"
        f"{chance.randrange(10)}:{chance.randrange(60):02} 0.{chance.randrange(100):02}"
        for _ in range(400)
    )


SHAPES: dict[str, Callable[[Words], str]] = {
    "figures alone": lambda _: "1",
    "figures apart": lambda _: "1 ",
    "fours": lambda _: "1234 ",
    "fours like a card's": lambda _: "4111 ",
    "prose": lambda words: words.text(3_000) + " ",
    "prose in curly quotes": lambda words: f"“{words.text(3_000)}” ",
    "a phone bill": lambda _: _bill() + "\n",
    "IMEI numbers": lambda _: "IMEI 356938035643809\n",
    "Arabic figures": lambda _: "١٢٣٤ ",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_looking_for_cards_is_linear(
    shape: str, words: Words, figures: Figures
) -> None:
    piece = SHAPES[shape](words)
    ratios = []
    for size in SIZES:
        text = (piece * (size // len(piece) + 1))[:size]
        again = max(2 * KIB * KIB // size // 4, 4)
        assert bank_detail(text) is None
        ours = _least(lambda: bank_detail(text), again)  # noqa: B023
        floor = _least(lambda: text.translate(AS_IT_IS), again)  # noqa: B023
        ratios.append((ours / floor, ours, floor))
    ratio, ours, floor = max(ratios)
    figures.add(
        f"cards looked for in {shape}, 1 KiB to 1 MiB, against `str.translate`",
        ours, floor, aim="20 ×", most=20, ratio=ratio,
    )  # fmt: skip


def _least(work: Callable[[], object], again: int) -> float:
    """Return the least of some means in milliseconds of this thread's own time."""
    means = []
    for _ in range(5):
        start = time.thread_time()
        for _ in range(again):
            work()
        means.append((time.thread_time() - start) * 1000 / again)
    return min(means)
