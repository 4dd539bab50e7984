"""Harm and cost by name, without a store: an input and a sheet in, totals out."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from iomdesk.errors import InputRefused
from iomdesk.oversight.harm import HarmInput, Weighed, lines_of, missing_names, weigh
from iomdesk.oversight.sheet import sheet_of
from iomdesk.oversight.weights import Unit
from iomdesk.records.codec import Json, from_input
from iomdesk.resources import resource_bytes

TEMPLATES = {
    Unit.DAYS: "oversight/harm-template.csv",
    Unit.POUNDS: "oversight/cost-template.csv",
}
TABLE = tuple[str, bytes]


def crime_harm(data: Json, table: TABLE | None = None) -> Json:
    """Return days of harm by period, from the sheet given or the empty template."""
    return _scored("crime_harm", Unit.DAYS, data, table)


def crime_cost(data: Json, table: TABLE | None = None) -> Json:
    """Return cost by period and price year, from the sheet given or the template."""
    return _scored("crime_cost", Unit.POUNDS, data, table)


def _scored(name: str, unit: Unit, data: Json, table: TABLE | None) -> Json:
    if not isinstance(data, Mapping):
        raise InputRefused("An input is one JSON object of values.")
    said = from_input(HarmInput, data)
    file = table or (TEMPLATES[unit], resource_bytes(TEMPLATES[unit]))
    sheet = sheet_of(file[1], file[0], unit)
    found = weigh(sheet, said)
    return {
        "instrument": name,
        "version": sheet.name,
        "digest": sheet.digest,
        "official": False,
        "notice": _notice(found, unit),
        "outputs": {
            "unit": unit.value,
            "periods": [_period(one, unit) for one in found],
        },
        "band": None,
        "kind": None,
        "missing": list(missing_names(sheet, said)),
        "working": [
            {"label": one.label, "value": one.value, "source": one.source}
            for one in lines_of(found)
        ],
    }


def _notice(found: tuple[Weighed, ...], unit: Unit) -> str:
    without = sum(one.without for one in found)
    if not without:
        return "complete: every offence has a value in the sheet"
    value = "a unit cost" if unit is Unit.POUNDS else "a weight"
    noun = "offence" if without == 1 else "offences"
    return f"incomplete: {without} {noun} without {value}"


def _period(one: Weighed, unit: Unit) -> dict[str, Any]:
    said: dict[str, Any] = {
        "label": one.period.label,
        "days": one.period.days,
        "offences": one.offences,
        "total": _number(one.total),
        "per_year": _number(one.per_year),
        "without": one.without,
        "left_out": one.left_out,
        "complete": one.without == 0,
    }
    if unit is Unit.POUNDS:
        said["by_price_year"] = {y: float(total) for y, total in one.totals.items()}
    return said


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
