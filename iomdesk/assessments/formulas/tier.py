"""HMPPS tier A to G of June 2026: the highest of all steps, and whether it stands."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from iomdesk.assessments.inputs import Inputs, Rejected, known
from iomdesk.assessments.result import Line, Result, line
from iomdesk.assessments.rounding import plain
from iomdesk.assessments.tables import Tables
from iomdesk.dates import add_months

TYPES = ("static", "dynamic")
ROSH = ("very_high", "high", "medium", "low")
DC_BANDS = ("very_high", "high", "medium", "low", "not_applicable", "na")
FLAGS = ("domestic_abuse", "stalking", "child_protection", "ever_sexual_offence")
ASKED = ("arp_type", "csrp_type", "rosh")
NOT_SAID = "not said"
NOT_SUPERVISED = "not supervised"
MISSING = "missing"
TABLE = "ARP and CSRP"
ROSH_STEP = "MAPPA and RoSH"
BEST, GOOD = "A", "C"


@frozen(kw_only=True)
class Scores:
    """ARP and CSRP, with their places in the table; the first is the highest."""

    row: int
    column: int
    arp_static: bool
    csrp_static: bool


def tier(tables: Tables, inputs: Inputs) -> Result:
    """Return the tier and whether it is provisional."""
    active = inputs.flag("has_active_event")
    arp, csrp = inputs.number("arp", 0, 100), inputs.number("csrp", 0, 100)
    if active is False:
        return _without(NOT_SUPERVISED, tables)
    if arp is None or csrp is None:
        lacking = {"arp": arp, "csrp": csrp}
        return _without(MISSING, tables, _names_without(lacking))
    scores = _scores(tables, inputs, arp, csrp)
    steps = {TABLE: tables.names("table")[scores.row][scores.column]}
    steps |= _other_steps(tables, inputs)
    best = min(steps.values())
    provisional = _is_provisional(tables, inputs, scores, steps)
    return Result(
        outputs={"tier": best, "provisional": provisional},
        band=best,
        kind="static" if scores.arp_static or scores.csrp_static else "dynamic",
        missing=_names_without({name: inputs.text(name) for name in ASKED}),
        working=(
            *_facts(inputs, arp, csrp),
            *_lines(steps, tables),
            line("Highest of all steps", best, tables.source),
            line("Provisional", "yes" if provisional else "no", tables.source),
        ),
    )


def _names_without(values: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names that have no value."""
    return tuple(name for name, value in values.items() if value is None)


def _without(said: str, tables: Tables, lacking: tuple[str, ...] = ()) -> Result:
    return Result(
        outputs={"tier": said, "provisional": False},
        band=said,
        kind="static",
        missing=lacking,
        working=(line("Tier", said, tables.source),),
    )


def _scores(tables: Tables, inputs: Inputs, arp: float, csrp: float) -> Scores:
    return Scores(
        row=_place(tables.row("csrp_from"), csrp),
        column=_place(tables.row("arp_from"), arp),
        arp_static=inputs.word("arp_type", TYPES) != "dynamic",
        csrp_static=inputs.word("csrp_type", TYPES) != "dynamic",
    )


def _place(limits: list[float], value: float) -> int:
    return next(place for place, limit in enumerate(limits) if value >= limit)


def _other_steps(tables: Tables, inputs: Inputs) -> dict[str, str]:
    steps = {
        "DC-SRP": _dc_srp(tables, inputs),
        ROSH_STEP: _mappa_rosh(tables, inputs),
        "Life or IPP": _lifer(tables, inputs),
    }
    for flag in FLAGS:
        if inputs.flag(flag):
            steps[flag.replace("_", " ").capitalize()] = tables.text(flag)
    return {name: step for name, step in steps.items() if step}


def _dc_srp(tables: Tables, inputs: Inputs) -> str:
    """Return the step of DC-SRP; a lowered band keeps its score, which still counts."""
    band = inputs.word("dc_srp_band", DC_BANDS)
    score = inputs.number("dc_srp_score", 0, 100)
    if band in (None, "not_applicable", "na") or score == 0:
        return ""
    if band != "medium":
        return tables.text("dc_srp", known(band))
    inputs.demand(dc_srp_score=score)
    limits, letters = tables.row("dc_srp_medium_from"), tables.text("dc_srp_medium")
    for limit, letter in zip(limits, letters, strict=True):
        if known(score) >= limit:
            return letter
    raise Rejected(
        "dc_srp_score_below_its_band",
        "dc_srp_score",
        "The DC-SRP score is below the limits of a medium band.",
    )


def _mappa_rosh(tables: Tables, inputs: Inputs) -> str:
    rosh = inputs.word("rosh", ROSH)
    if _has_mappa(inputs):
        return tables.text("mappa_rosh", rosh or "missing")
    return tables.text("rosh", rosh) if rosh and tables.has("rosh", rosh) else ""


def _has_mappa(inputs: Inputs) -> bool:
    """Say whether there is MAPPA: yes or no, or a category, level or its name."""
    said = inputs.value("mappa")
    if isinstance(said, str):
        return said.strip().lower() not in ("", "no", "none", "0", "m0")
    if said is None or isinstance(said, int):
        return bool(said)
    raise Rejected(
        "mappa_not_known",
        "mappa",
        "“mappa” takes true or false, or a category or level like M2.",
    )


def _lifer(tables: Tables, inputs: Inputs) -> str:
    released, today = inputs.day("latest_release_date"), inputs.day("today")
    if not inputs.flag("lifer_ipp") or released is None:
        return ""
    inputs.demand(today=today)
    return tables.text(f"lifer_{_since(released, known(today))}")


def _since(released: date, today: date) -> str:
    if today <= add_months(released, 12):
        return "within_1"
    return "within_5" if today <= add_months(released, 60) else "longer"


def _is_provisional(
    tables: Tables, inputs: Inputs, scores: Scores, steps: Mapping[str, str]
) -> bool:
    others = [step for name, step in steps.items() if name != TABLE]
    by_scores = _better_possible(tables, scores)
    waits_for_scores = by_scores is not None and not any(
        step <= by_scores for step in others
    )
    return waits_for_scores or _waits_for_rosh(inputs, scores, steps)


def _better_possible(tables: Tables, scores: Scores) -> str | None:
    """Return the best tier that dynamic scores could still give, if any is static."""
    table = tables.names("table")
    if scores.arp_static and scores.csrp_static:
        return BEST
    if scores.arp_static:
        return min(table[scores.row])
    if scores.csrp_static:
        return min(row[scores.column] for row in table)
    return None


def _waits_for_rosh(inputs: Inputs, scores: Scores, steps: Mapping[str, str]) -> bool:
    if inputs.word("rosh", ROSH) is not None:
        return False
    dynamic = not (scores.arp_static or scores.csrp_static)
    firm = [
        step
        for name, step in steps.items()
        if name != ROSH_STEP and (name != TABLE or dynamic)
    ]
    wanted = BEST if _has_mappa(inputs) else GOOD
    return not any(step <= wanted for step in firm)


def _facts(inputs: Inputs, arp: float, csrp: float) -> tuple[Line, ...]:
    rosh = inputs.word("rosh", ROSH)
    return (
        line("ARP, percent", f"{plain(arp)} ({inputs.text('arp_type') or NOT_SAID})"),
        line(
            "CSRP, percent", f"{plain(csrp)} ({inputs.text('csrp_type') or NOT_SAID})"
        ),
        line("RoSH", rosh.replace("_", " ") if rosh else NOT_SAID),
        line("MAPPA", "yes" if _has_mappa(inputs) else "no"),
    )


def _lines(steps: Mapping[str, str], tables: Tables) -> list[Line]:
    return [line(name, step, tables.source) for name, step in steps.items()]
