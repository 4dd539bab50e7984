"""JSON that a person gives: what is said twice, or is no JSON, is refused."""

import json
import math
from collections.abc import Iterator

from iomdesk.errors import InputRefused
from iomdesk.records.codec import Json

DEEPEST = 40
"""How many lists and objects may lie in each other; no form has more than eight."""
LARGEST_WHOLE = 2**53 - 1
"""The largest whole number that JSON carries safely from program to program."""


def read_json(text: str, called: str) -> Json:
    """Return what *text* says; *called* names where it stands."""
    try:
        said: Json = json.loads(
            text,
            object_pairs_hook=_said_once,
            parse_constant=_no_number,
            parse_float=_real,
            parse_int=_whole,
        )
        text.encode()
        json.dumps(said, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputRefused(
            f"{called} holds half a character (a lone surrogate)."
        ) from None
    except (ValueError, RecursionError):
        raise InputRefused(f"{called} is not JSON in UTF-8.") from None
    if any(depth > DEEPEST for depth in _depths(said)):
        raise InputRefused(f"{called} has lists in lists more than {DEEPEST} deep.")
    return said


def _said_once(pairs: list[tuple[str, Json]]) -> Json:
    """Return an object; of two values under one name, neither can be trusted."""
    said = dict(pairs)
    if len(said) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputRefused(f"The input says “{twice}” twice. Say it once.", twice)
    return said


def _no_number(constant: str) -> Json:
    raise InputRefused(f"The input says {constant} where a number belongs.")


def _real(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise InputRefused(f"The input says {text[:20]}, which is too large a number.")
    return number


def _whole(text: str) -> int:
    """Return a whole number; the length is looked at first, as int() is slow."""
    if len(text.lstrip("-")) > len(str(LARGEST_WHOLE)):
        raise InputRefused("The input says a number of more than 16 figures.")
    number = int(text)
    if abs(number) > LARGEST_WHOLE:
        raise InputRefused(f"The input says {number}, which is too large a number.")
    return number


def _depths(said: Json) -> Iterator[int]:
    """Yield how deep each list and object lies; without calling itself."""
    waiting: list[tuple[Json, int]] = [(said, 0)]
    while waiting:
        value, depth = waiting.pop()
        inner = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict | list):
            yield depth + 1
            waiting.extend((one, depth + 1) for one in inner)
