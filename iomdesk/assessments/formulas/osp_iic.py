"""OSP/IIC (IIC-SRP): images and indirect child contact, by the first row that fits."""

from iomdesk.assessments.formulas.sexual import (
    COUNTS,
    SexualHistory,
    read_sexual_history,
)
from iomdesk.assessments.inputs import Inputs, known
from iomdesk.assessments.result import Result, band_line, line
from iomdesk.assessments.rounding import digits, percent_to_2
from iomdesk.assessments.tables import Tables

ADULT, CHILD, NON_CONTACT, IMAGES = COUNTS
SEVERAL = 2
NO_SANCTION = "OSP/IIC is for people with a sexual sanction that counts."


def osp_iic(tables: Tables, inputs: Inputs) -> Result:
    strict = tables.flag("within_total") is not None
    return images(tables, inputs, within_total=strict)


def images(tables: Tables, inputs: Inputs, *, within_total: bool) -> Result:
    none = tables.flag("none")
    history = read_sexual_history(
        inputs, within_total=within_total, takes_none=none is not None
    )
    if history.not_applicable:
        return _not_applicable(tables, history.not_applicable)
    row, words = _row(history)
    if row == "none" and not none:
        return _not_applicable(tables, NO_SANCTION)
    probability = tables.number("probability", row) if row != "none" else known(none)
    percent = percent_to_2(probability)
    band = tables.band(percent)
    return Result(
        outputs={"p_2yr": probability, "percent": percent, "percent_2yr": percent},
        band=band.code if band else None,
        kind="static",
        working=(
            line(f"First row that fits: {words}", digits(probability), tables.source),
            line("Percentage, two years", percent),
            *band_line(band),
        ),
        variant=tables.variant,
    )


def _row(history: SexualHistory) -> tuple[str, str]:
    counts = known(history.counts)
    if counts[IMAGES] >= SEVERAL:
        return "images_two", "two or more image or indirect-contact sanctions"
    if counts[IMAGES]:
        return "images_one", "one image or indirect-contact sanction"
    if counts[CHILD] >= SEVERAL:
        return "child_two", "two or more contact child sanctions"
    if counts[CHILD]:
        return "child_one", "one contact child sanction"
    if counts[ADULT] or counts[NON_CONTACT]:
        return "other_sexual", "another sexual sanction"
    return "none", "no counted sanction"


def _not_applicable(tables: Tables, why: str) -> Result:
    return Result(
        band="not_applicable",
        kind="static",
        not_applicable=why,
        working=(line("OSP/IIC", why, tables.source),),
        variant=tables.variant,
    )
