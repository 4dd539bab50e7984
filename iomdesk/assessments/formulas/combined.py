"""RSR (legacy) and CSRP (2026): serious violence plus the two sexual parts."""

from collections.abc import Callable
from decimal import Decimal
from math import fsum

from attrs import evolve, frozen

from iomdesk.assessments.formulas.history import read_history
from iomdesk.assessments.formulas.osp_dc import contact
from iomdesk.assessments.formulas.osp_iic import images
from iomdesk.assessments.formulas.reoffending import chosen, reoffending, scored
from iomdesk.assessments.formulas.sexual import WOMEN, said_history
from iomdesk.assessments.inputs import Inputs
from iomdesk.assessments.result import (
    Line,
    OutputValue,
    Result,
    band_line,
    line,
)
from iomdesk.assessments.rounding import percent_to_2, plain
from iomdesk.assessments.sanctions import read_sex
from iomdesk.assessments.tables import Tables

MOST = Decimal("99.99")
WOMAN = "A woman with a sexual offence in her history adds a constant instead."


@frozen(kw_only=True)
class Part:
    """One addend of the sum, rounded first; None adds nothing, and is no nought."""

    code: str
    label: str
    result: Result
    probability: float | None

    @property
    def percent(self) -> Decimal | None:
        return None if self.probability is None else percent_to_2(self.probability)

    @property
    def output(self) -> OutputValue:
        said: dict[str, OutputValue] = {
            "p_2yr": self.probability,
            "percent": self.percent,
        }
        why = self.result.not_applicable
        return {**said, "applicable": False, "not_applicable": why} if why else said


def rsr(tables: Tables, inputs: Inputs) -> Result:
    """Return RSR; static unless a version names the dynamic table to use."""
    variant = tables.variant
    table = tables.text("variants", variant, "dynamic") if variant else None
    violent = scored(
        tables, read_history(tables, inputs), chosen(tables, inputs, table)
    )
    sexual = _sexual_parts(tables, inputs, within_total=False)
    return _sum(tables, [_part("snsv", "SNSV", violent), *sexual])


def csrp(tables: Tables, inputs: Inputs) -> Result:
    """Return CSRP, static or dynamic as SVRP is."""
    violent = reoffending(tables.part("svrp"), inputs)
    sexual = _sexual_parts(tables, inputs, within_total=True)
    return _sum(tables, [_part("svrp", "SVRP", violent), *sexual])


def _sexual_parts(tables: Tables, inputs: Inputs, *, within_total: bool) -> list[Part]:
    rules: list[tuple[str, str, Callable[..., Result]]] = [
        ("osp_dc", "OSP/DC", contact),
        ("osp_iic", "OSP/IIC", images),
    ]
    parts = [
        _part(code, label, rule(tables.part(code), inputs, within_total=within_total))
        for code, label, rule in rules
    ]
    return [_with_woman(tables, inputs, parts[0]), *parts[1:]]


def _with_woman(tables: Tables, inputs: Inputs, part: Part) -> Part:
    """Return the constant that a woman with a sexual history adds, having no OSP."""
    if read_sex(inputs) != "female" or not said_history(inputs):
        return part
    return evolve(
        part,
        label="A woman with a sexual offence in her history",
        result=evolve(part.result, not_applicable=f"{WOMEN} {WOMAN}"),
        probability=tables.number("woman_with_history"),
    )


def _part(code: str, label: str, result: Result) -> Part:
    probability = result.outputs.get("p_2yr")
    return Part(
        code=code,
        label=label,
        result=result,
        probability=probability if isinstance(probability, float) else None,
    )


def _sum(tables: Tables, parts: list[Part]) -> Result:
    percent = min(sum((part.percent or 0 for part in parts), Decimal(0)), MOST)
    probability = min(fsum(part.probability or 0 for part in parts), float(MOST) / 100)
    band = tables.band(percent)
    first = parts[0].result
    return Result(
        outputs={
            "percent": percent,
            "percent_2yr": percent,
            "p_2yr": probability,
            "parts": {part.code: part.output for part in parts},
        },
        band=band.code if band else None,
        kind=first.kind,
        missing=first.missing,
        working=(
            *(one for part in parts for one in _part_lines(part)),
            line("Sum of the rounded parts, at most 99.99", plain(percent)),
            *band_line(band),
        ),
        variant=tables.variant,
    )


def _part_lines(part: Part) -> list[Line]:
    inner = [
        line(f"{part.code}: {one.label}", one.value, one.source)
        for one in part.result.working
    ]
    percent = "not applicable, adds nothing" if part.percent is None else part.percent
    return [*inner, line(f"{part.label}, percent", percent)]
