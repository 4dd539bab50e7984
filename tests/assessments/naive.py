"""A second, plain evaluator of visibility and points, written only for the tests."""

from collections.abc import Mapping
from typing import Any

from iomdesk.assessments.instrument import Instrument

Said = Mapping[str, Any]


def shown_items(instrument: Instrument, said: Said) -> set[str]:
    """Start from everything and strike out until nothing changes."""
    shown = {item.code for item in instrument.items}
    while True:
        left = {
            item.code
            for item in instrument.items
            if item.code in shown
            and all(
                c.item in shown and _met(c.values, c.least, c.most, said.get(c.item))
                for c in item.visible_when
            )
        }
        if left == shown:
            return shown
        shown = left


def points_of(instrument: Instrument, said: Said) -> float | None:
    """Add up in twentieths, so that no fraction is lost."""
    shown, total, any_counted = shown_items(instrument, said), 0, False
    for item in instrument.items:
        value = said.get(item.code)
        if item.code not in shown or item.code not in instrument.score.items:
            continue
        if isinstance(value, int):
            total, any_counted = total + 20 * int(value), True
            continue
        chosen = [value] if isinstance(value, str) else value or []
        for choice in item.choices:
            if choice.code in chosen and choice.score is not None:
                total, any_counted = total + round(20 * choice.score), True
    return total / 20 if any_counted else None


def _met(values: Any, least: Any, most: Any, value: Any) -> bool:
    if value is None or value == []:
        return False
    if values and not set(values) & _words(value):
        return False
    if least is None and most is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    low = least if least is not None else value
    high = most if most is not None else value
    return bool(low <= value <= high)


def _words(value: Any) -> set[str]:
    if isinstance(value, bool):
        return {"yes" if value else "no"}
    if isinstance(value, str):
        return {value}
    return set(value) if isinstance(value, list) else set()
