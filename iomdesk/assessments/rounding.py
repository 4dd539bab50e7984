"""Round as the published tools do: half up, on the printed digits."""

from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float, places: int = 0) -> Decimal:
    """Return *value* rounded half up to *places*, from its shortest decimal digits."""
    step = Decimal(1).scaleb(-places)
    return Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP)


def whole_percent(probability: float) -> int:
    """Return *probability* as OGRS3 prints it: from 5 decimals, whole, 1 to 99."""
    five = half_up(probability, 5)
    percent = (five * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return min(max(int(percent), 1), 99)


def percent_to_2(probability: float, most: Decimal = Decimal("99.99")) -> Decimal:
    """Return *probability* as a percentage with 2 decimals, at most *most*."""
    exact = Decimal(repr(probability)) * 100
    return min(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), most)


def digits(value: float) -> str:
    """Return *value* with its own digits, never in powers of ten."""
    return format(Decimal(repr(value)), "f")


def worked(value: float) -> str:
    """Return a value on the way to a score, to nine decimals."""
    return format(half_up(value, 9), "f")


def plain(value: float | Decimal) -> str:
    """Return *value* without needless noughts: 50.0 is “50”, 6.90 is “6.9”."""
    text = format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
