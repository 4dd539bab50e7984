"""DASH/RIC: the count of ticks, and judgement that may raise but never lower."""

from iomdesk.assessments.inputs import Inputs, Rejected, known
from iomdesk.assessments.result import Result, band_line, line
from iomdesk.assessments.tables import Tables

HIGH = "high"


def dash(tables: Tables, inputs: Inputs) -> Result:
    """Return the level, and whether to refer to MARAC."""
    ticks = inputs.whole("ticks", 0, tables.whole("questions"))
    judged = bool(inputs.flag("professional_judgement_high"))
    inputs.demand(ticks=ticks)
    band = tables.band(known(ticks))
    if band is None and not judged:
        raise Rejected(
            "no_ticks",
            "ticks",
            "No level is defined for no ticks. Use professional judgement.",
        )
    level = HIGH if judged or band is None else band.code
    return Result(
        outputs={"level": level, "refer_to_marac": level == HIGH},
        band=level,
        working=(
            line("Ticks", known(ticks), tables.source),
            *band_line(band),
            line("Professional judgement: high", "yes" if judged else "no"),
            line("Refer to MARAC", "yes" if level == HIGH else "no", tables.source),
        ),
    )
