"""A score typed in as another tool gave it, and the rules about taking it."""

from collections.abc import Mapping
from datetime import date

from attrs import evolve, field, frozen

from iomdesk.assessments.tools import Tool
from iomdesk.cases.beside import CaseScore
from iomdesk.cases.case import RecordedScore
from iomdesk.errors import InputRefused, UserError

KINDS = ("static", "dynamic")
LONGEST = 200
AS_GIVEN = "recorded as the tool gave it; nothing was worked out or banded again"


@frozen(kw_only=True)
class SaidScore:
    """What an officer types in; *scales* are the categories of a tool with several."""

    tool: str
    version: str
    on: date
    source: str
    outputs: Mapping[str, str] = field(factory=dict)
    scales: Mapping[str, str] = field(factory=dict)
    band: str | None = None
    kind: str | None = None
    assessor: str | None = None
    basis: str | None = None
    notes: str | None = None


def recorded_score(
    said: SaidScore, tool: Tool | None, *, born_on: date | None, today: date
) -> RecordedScore:
    """Return *said* as a score of the case, or say what cannot be taken and why."""
    plain = _trimmed(said)
    _refuse_gaps(plain)
    _refuse_day(plain.on, born_on, today)
    if plain.kind and plain.kind not in KINDS:
        raise InputRefused("“kind” takes static or dynamic.", "kind")
    if tool:
        plain = evolve(plain, tool=tool.title)
        _refuse_other_than_the_tools(plain, tool)
    return RecordedScore(
        tool=plain.tool,
        version=plain.version,
        outputs=plain.outputs,
        scales=plain.scales,
        band=plain.band,
        on=plain.on,
        kind=plain.kind,
        assessor=plain.assessor,
        source=plain.source,
        basis=plain.basis,
        notes=plain.notes,
    )


def withdraw_score(score: CaseScore, *, on: date, by: str, why: str) -> CaseScore:
    """Return *score* withdrawn: it stays, and no longer stands."""
    if not why.strip():
        raise InputRefused("Say why the score is withdrawn.", "why")
    if score.ended_on:
        raise UserError("This score is already withdrawn.")
    return evolve(score, ended_on=on, ended_by=by, ended_why=why.strip())


def _trimmed(said: SaidScore) -> SaidScore:
    """Return *said* without blanks around its texts; an empty text is none."""
    return evolve(
        said,
        tool=said.tool.strip(),
        version=said.version.strip(),
        source=said.source.strip(),
        band=_or_none(said.band),
        kind=_or_none(said.kind),
        assessor=_or_none(said.assessor),
        basis=_or_none(said.basis),
        notes=_or_none(said.notes),
        outputs=_filled(said.outputs),
        scales=_filled(said.scales),
    )


def _or_none(text: str | None) -> str | None:
    return (text or "").strip() or None


def _filled(said: Mapping[str, str]) -> dict[str, str]:
    return {key: value.strip() for key, value in said.items() if value.strip()}


def _refuse_gaps(said: SaidScore) -> None:
    if not said.tool:
        raise InputRefused("Say which tool gave the score.", "tool")
    if not said.version:
        raise InputRefused(
            "Say which version of the tool gave the score. "
            "Write “not known” where the paper does not say.",
            "version",
        )
    if not said.source:
        raise InputRefused(
            "Say where the score was read, like OASys or ViSOR.", "source"
        )
    if not (said.band or said.outputs or said.scales):
        raise InputRefused("Write the score or its band as the tool gave it.", "band")
    for name in ("tool", "version", "source", "band", "assessor"):
        if len(getattr(said, name) or "") > LONGEST:
            raise InputRefused(f"“{name}” takes {LONGEST} characters at most.", name)


def _refuse_day(on: date, born_on: date | None, today: date) -> None:
    if on > today:
        raise InputRefused("The date of the score lies in the future.", "on")
    if born_on and on < born_on:
        raise InputRefused("The date of the score lies before the birth.", "on")


def _refuse_other_than_the_tools(said: SaidScore, tool: Tool) -> None:
    for need in tool.needs:
        if not getattr(said, need):
            raise InputRefused(f"{tool.title} is recorded with its {need}.", need)
    if said.kind and tool.kinds and said.kind not in tool.kinds:
        listed = " or ".join(tool.kinds)
        raise InputRefused(f"{tool.title} is {listed}.", "kind")
    for name, known in (("scales", tool.scales), ("outputs", tool.figures)):
        _refuse_unknown(tool, name, getattr(said, name), known)
    if tool.categories_fixed:
        _refuse_categories(said, tool)


def _refuse_unknown(
    tool: Tool, name: str, said: Mapping[str, str], known: Mapping[str, str]
) -> None:
    """Refuse a part that the tool has not; where its parts are not known, take any."""
    for key in said if known else ():
        if key not in known:
            listed = ", ".join(known)
            raise InputRefused(
                f"{tool.title} has no “{key}”. It has: {listed}.", f"{name}.{key}"
            )


def _refuse_categories(said: SaidScore, tool: Tool) -> None:
    given = {f"scales.{key}": value for key, value in said.scales.items()}
    if said.band:
        given["band"] = said.band
    known = {category.casefold() for category in tool.categories}
    for name, value in given.items():
        if value.casefold() not in known:
            listed = ", ".join(tool.categories)
            raise InputRefused(f"{tool.title} is one of: {listed}.", name)
