"""A second, plain evaluator of forms and points, written only for the tests.

It shares no function with the first: it works on plain values, counts in fractions,
and finds what is asked by striking out instead of by asking back.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import exp, log
from typing import Any

from attrs import field, frozen

from iomdesk.assessments.instrument import Instrument, Item
from tests.assessments.naive_forms import SCORED

Said = Mapping[str, Any]


@frozen(kw_only=True)
class Naive:
    """What a form should say; *score* is None for a refusal or for no score."""

    shown: frozenset[str]
    dormant: frozenset[str]
    missing: frozenset[str]
    score: Mapping[str, Any] | None = None
    band: str | None = None
    not_applicable: bool = False
    near: Mapping[str, float] = field(factory=dict)


def evaluated(instrument: Instrument, said: Said, backed: set[str]) -> Naive:
    """Return what the form should say to *said*; *backed* items have evidence."""
    shown = shown_items(instrument, said)
    asked = {code: value for code, value in said.items() if code in shown}
    given = {code for code, value in said.items() if value not in (None, [], "")}
    found = _score(instrument, {code: asked[code] for code in asked if code in given})
    return Naive(
        shown=frozenset(shown),
        dormant=frozenset(given - shown),
        missing=frozenset(
            item.code
            for item in instrument.items
            if item.code in shown and _is_missing(item, said, given, backed)
        ),
        **found,
    )


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


def _is_missing(item: Item, said: Said, given: set[str], backed: set[str]) -> bool:
    if item.code not in given:
        return item.required
    wanted = item.evidence_required or bool(
        _words(said[item.code]) & set(item.evidence_for)
    )
    return wanted and item.code not in backed


def _met(values: Any, least: Any, most: Any, value: Any) -> bool:
    if value in (None, [], ""):
        return False
    if values and not set(values) & _words(value):
        return False
    if least is None and most is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int | float):
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


def _score(instrument: Instrument, asked: Said) -> dict[str, Any]:
    rule = instrument.score.kind.value
    if rule == "none":
        return {}
    if rule == "formula":
        return FORMULAS[instrument.score.formula or ""](instrument, asked)
    points = _points(instrument, asked, rule)
    counted = [value for value in points.values() if value is not None]
    if not counted:
        return {"not_applicable": True}
    total = max(counted) if rule == "highest" else sum(counted)
    outputs = {
        "points": total,
        "counted": len(counted),
        "above_zero": len([value for value in counted if value > 0]),
        "not_counted": len(points) - len(counted),
    }
    return {
        "score": outputs,
        "band": band_at(instrument, outputs[instrument.score.band_of]),
    }


def band_at(instrument: Instrument, value: Any) -> str | None:
    """Return the last band that starts at or below *value*, counting from below."""
    found = None
    for band in instrument.bands:
        if band.least is None or value >= Fraction(str(band.least)):
            found = band.code
    return found


def _points(
    instrument: Instrument, asked: Said, rule: str
) -> dict[str, Fraction | None]:
    found: dict[str, Fraction | None] = {}
    for item in instrument.items:
        if item.code not in instrument.score.items or item.code not in asked:
            continue
        points = _worth(item, asked[item.code])
        if points is not None and rule == "weighted":
            points *= Fraction(str(instrument.score.weights.get(item.code, 1)))
        if points is not None and rule == "table":
            rows = instrument.score.ranges.get(item.code, ())
            fits = [row.points for row in rows if row.least <= points <= row.most]
            points = Fraction(str(fits[0])) if fits else None
        found[item.code] = points
    return found


def _worth(item: Item, value: Any) -> Fraction | None:
    if isinstance(value, bool | int | float) and not item.choices:
        return Fraction(str(float(value)))
    worth = [
        Fraction(str(c.score))
        for c in item.choices
        if c.code in _words(value) and c.score is not None
    ]
    return sum(worth, Fraction()) if worth else None


def _ogrs3(instrument: Instrument, asked: Said) -> dict[str, Any]:
    """Return OGRS3 of a form, or nothing where it refuses."""
    try:
        first = asked["age_at_first_sanction"]
        born = _day(asked["date_of_birth"])
        convicted = _years(born, _day(asked["date_of_current_conviction"]))
        follow_up = _years(born, _day(asked["date_at_start_of_follow_up"]))
        total = asked["total_sanctions_including_current"]
        sex = asked["sex"]
    except KeyError:
        return {}
    young = min(first, convicted, follow_up) < 10
    old = max(convicted, follow_up) > 109
    caution = asked.get("current_disposal") == "caution"
    tables = instrument.tables
    offence = _offence(tables, asked)
    if young or old or caution or first > convicted or offence is None:
        return {}
    z = tables["copas"] * log(total / (10 + convicted - first)) + offence
    z += list(tables["sanction"].values())[total > 1]
    z += _of_age(tables["age"][sex], follow_up)
    p = {year: 1 / (1 + exp(-z - tables["intercept"][year])) for year in ("1yr", "2yr")}
    percents = {year: _whole_percent(value) for year, value in p.items()}
    return {
        "score": {f"percent_{year}": percents[year] for year in p},
        "near": {f"p_{year}": p[year] for year in p},
        "band": band_at(instrument, percents["2yr"]),
    }


def _offence(tables: Mapping[str, Any], asked: Said) -> float | None:
    code = "".join(c for c in asked.get("home_office_code", "") if c not in "/ ")
    if "home_office_code" in asked and not (len(code) == 5 and code.isdigit()):
        return None
    if "offence_category" in asked:
        return float(tables["offence"][asked["offence_category"]])
    category, share = tables["offence_classes"].get(code[:3], ("UNMAPPED", 1))
    if code == "00000" or category == "UNMAPPED" or share < 1:
        return None
    aliases = tables["offence_map"]["aliases"]
    return float(tables["offence"][aliases.get(category, category)])


def _whole_percent(p: float) -> int:
    five = int(Fraction(repr(p)) * 100_000 + Fraction(1, 2))
    return min(max((five + 500) // 1000, 1), 99)


def _of_age(rows: Mapping[str, float], age: int) -> float:
    starts = [(int(row.rstrip("+").split("-")[0]), rows[row]) for row in rows]
    return [value for start, value in starts if start <= age][-1]


def _day(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("-"))


def _years(born: tuple[int, ...], on: tuple[int, ...]) -> int:
    """Return completed years; a day before birth is less than none."""
    return on[0] - born[0] - (on[1:] < born[1:])


def _dash(instrument: Instrument, asked: Said) -> dict[str, Any]:
    """Return the DASH count of a form whose ticks are asked one by one."""
    ticks = [value for code, value in asked.items() if code.startswith("tick_")]
    if not ticks:
        return {}
    count = ticks.count("yes")
    judged = asked.get("professional_judgement_high") is True
    counts = {"ticks": count, "not_known": ticks.count("not_known")}
    if count == 0 and not judged:
        return {"score": counts, "not_applicable": True}
    level = "high" if judged else band_at(instrument, count)
    refer = "yes" if level == "high" else "no"
    return {"score": counts | {"level": level, "refer_to_marac": refer}, "band": level}


FORMULAS: dict[str, Callable[[Instrument, Said], dict[str, Any]]] = {
    "ogrs3": _ogrs3,
    "dash": _dash,
    **SCORED,
}
