"""Random answers to any instrument: a fixed seed, so that every run tries the same."""

import random
from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.instrument import Instrument, Item, Kind

SEED = 20261127
SHARES = (0.15, 0.5, 0.85, 1.0)
BIRTHS = ("1950-02-28", "1992-02-29", "1980-11-03", "2004-03-01")
DAYS = ("1990-02-28", "2004-02-29", "2012-02-28", "2019-03-01", "2026-03-01")
WORDS = ("03400", "00301", "12500", "008/01", "99999", "words", "")


@frozen(kw_only=True)
class Path:
    """What was said, item by item, and the same as answers; *backed* has evidence."""

    said: dict[str, Any]
    answers: dict[str, Answer]
    backed: set[str]


@frozen(kw_only=True)
class Try:
    """One thing to say to an item, as a value and as an answer."""

    value: Any
    answer: Answer
    backed: bool


def paths(instrument: Instrument, count: int) -> Iterator[Path]:
    """Yield *count* random states that an officer could leave the form in."""
    chance = random.Random(f"{SEED} {instrument.code}")
    tries = [(item.code, _tries(item, chance)) for item in instrument.items]
    for _ in range(count):
        share = chance.choice(SHARES)
        said = {
            code: chance.choice(of) for code, of in tries if chance.random() < share
        }
        yield Path(
            said={code: one.value for code, one in said.items()},
            answers={code: one.answer for code, one in said.items()},
            backed={code for code, one in said.items() if one.backed},
        )


def _tries(item: Item, chance: random.Random) -> list[Try]:
    found = []
    for value in _values(item, chance):
        bare = answer_of(item, value)
        backed = evolve(bare, evidence="As the log says.")
        found += [Try(value=value, answer=bare, backed=False)]
        found += [Try(value=value, answer=backed, backed=True)]
    return found


def _values(item: Item, chance: random.Random) -> list[Any]:
    codes = [choice.code for choice in item.choices]
    match item.value_kind:
        case Kind.CHOICES:
            some = [[c for c in codes if chance.random() < 0.4] for _ in range(8)]
            return [*some, [], codes]
        case Kind.YES_NO:
            return [True, False]
        case Kind.NUMBER | Kind.COUNT:
            return _numbers(item, chance)
        case Kind.DATE:
            return list(BIRTHS if item.fact == "born_on" else DAYS)
        case Kind.TEXT:
            longest = item.limits.longest
            return [word for word in WORDS if longest is None or len(word) <= longest]
        case _:
            return [None, *codes]


def _numbers(item: Item, chance: random.Random) -> list[Any]:
    least = int(item.limits.least or 0)
    most = int(least + 40 if item.limits.most is None else item.limits.most)
    near = [least + step for step in (0, 0, 0, 1, 1, 2, 3, 5, 8, 13)]
    whole = [*near, most, *(chance.randint(least, most) for _ in range(3))]
    within = [value for value in whole if least <= value <= most]
    return [float(value) for value in within] if item.kind is Kind.NUMBER else within
