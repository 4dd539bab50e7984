"""DASH/RIC: the count of ticks, and judgement that may raise but never lower."""

from attrs import frozen

from iomdesk.assessments.inputs import Inputs, Rejected, known
from iomdesk.assessments.result import Line, OutputValue, Result, band_line, line
from iomdesk.assessments.tables import Tables
from iomdesk.assessments.wording import wording

HIGH = "high"
NO_LEVEL = "No level is defined for no ticks. Use professional judgement."


@frozen
class _Ticks:
    """How many questions are ticked, and how many nobody could answer."""

    ticked: int
    not_known: int | None = None


def dash(tables: Tables, inputs: Inputs) -> Result:
    """Return the level, and whether to refer to MARAC.

    The ticks come as a count, or one by one: `tick_01` and so on.
    """
    names = [f"tick_{n:02}" for n in range(1, tables.whole("questions") + 1)]
    asked = [inputs.word(name, ("yes", "no", "not_known")) for name in names]
    ticks = _counted(asked) if any(asked) else _given(tables, inputs)
    judged = bool(inputs.flag("professional_judgement_high"))
    band = tables.band(ticks.ticked)
    if band is None and not judged:
        return _no_level(ticks)
    counted = _outputs(ticks)
    if counted:
        counted["by_count"] = wording(band.label) if band else "not defined"
    level = HIGH if judged or band is None else band.code
    return Result(
        outputs=counted | {"level": level, "refer_to_marac": level == HIGH},
        band=level,
        kind="dynamic",
        working=(
            *_lines(ticks, tables.source),
            *band_line(band),
            line("Professional judgement: high", "yes" if judged else "no"),
            line("Refer to MARAC", "yes" if level == HIGH else "no", tables.source),
        ),
    )


def _given(tables: Tables, inputs: Inputs) -> _Ticks:
    ticks = inputs.whole("ticks", 0, tables.whole("questions"))
    inputs.demand(ticks=ticks)
    return _Ticks(known(ticks))


def _counted(answers: list[str | None]) -> _Ticks:
    return _Ticks(answers.count("yes"), answers.count("not_known"))


def _no_level(ticks: _Ticks) -> Result:
    """Refuse a bare count of none; a form that was asked all through says so itself."""
    if ticks.not_known is None:
        raise Rejected("no_ticks", "ticks", NO_LEVEL)
    return Result(outputs=_outputs(ticks), not_applicable=NO_LEVEL)


def _outputs(ticks: _Ticks) -> dict[str, OutputValue]:
    if ticks.not_known is None:
        return {}
    return {"ticks": ticks.ticked, "not_known": ticks.not_known}


def _lines(ticks: _Ticks, source: str) -> tuple[Line, ...]:
    counted = (line("Ticks", ticks.ticked, source),)
    if not ticks.not_known:
        return counted
    return (*counted, line("Answers not known, not counted", ticks.not_known))
