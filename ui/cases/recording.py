"""What is asked when a score of another tool is typed in, by tool."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from iomdesk.assessments.recorded import KINDS, SaidScore
from iomdesk.assessments.tools import Tool, known_tools
from iomdesk.errors import InputRefused

OTHER = "other"
NAME = "tool"
DAY = "on"


@frozen(kw_only=True)
class Asked:
    """One field: *key* is its name in `SaidScore`, with a dot before a part's own."""

    key: str
    label: str
    help: str = ""
    options: tuple[str, ...] = ()
    optional: bool = True
    lines: int = 1


def tool_names() -> list[tuple[str, str]]:
    """Return code and title of every tool that is known, and one for all others."""
    known = sorted(known_tools(), key=lambda one: one.title.casefold())
    return [*((one.code, one.title) for one in known), (OTHER, "Another tool…")]


def asked_about(tool: Tool | None) -> tuple[Asked, ...]:
    """Return what is asked about a score of *tool*, or of one that is not listed."""
    return tuple(_asked(tool))


def said_score(tool: Tool | None, values: Mapping[str, object]) -> SaidScore:
    """Return what was typed as a score to be recorded; the day must be one."""
    on = values.get(DAY)
    if not isinstance(on, date):
        raise InputRefused("Give the date of the score, like 2/3/2026.", DAY)
    words = {key: str(value) for key, value in values.items() if key != DAY and value}
    return SaidScore(
        tool=tool.code if tool else words.get(NAME, ""),
        version=words.get("version", ""),
        on=on,
        source=words.get("source", ""),
        outputs=_parts(words, "outputs"),
        scales=_parts(words, "scales"),
        band=words.get("band"),
        kind=words.get("kind"),
        assessor=words.get("assessor"),
        basis=words.get("basis"),
        notes=words.get("notes"),
    )


def _asked(tool: Tool | None) -> Iterator[Asked]:
    needs = tool.needs if tool else ()
    if tool is None:
        yield Asked(key=NAME, label="Name of the tool", optional=False)
    yield Asked(
        key="version",
        label="Version of the tool",
        help="As the paper says it; “not known” where it does not.",
        optional=False,
    )
    yield Asked(key=DAY, label="Date of the score", optional=False)
    yield Asked(
        key="source",
        label="Where it was read",
        help="The system or the paper: OASys, ViSOR, a report",
        optional=False,
    )
    yield Asked(key="assessor", label="Assessor", optional="assessor" not in needs)
    if tool is None or tool.kinds:
        kinds = tool.kinds if tool else KINDS
        yield Asked(key="kind", label="Static or dynamic", options=tuple(kinds))
    yield from _results(tool)
    yield Asked(key="basis", label="Basis", optional="basis" not in needs, lines=2)
    yield Asked(key="notes", label="Notes", lines=2)


def _results(tool: Tool | None) -> Iterator[Asked]:
    """Ask for the result in the tool's own words: scales, or a band and figures."""
    categories = tool.categories if tool else ()
    scales = tool.scales if tool else {}
    needs = tool.needs if tool else ()
    for key, label in scales.items():
        yield Asked(key=f"scales.{key}", label=label, options=categories)
    if not scales:
        optional = "band" not in needs
        yield Asked(key="band", label="Band", options=categories, optional=optional)
    figures = tool.figures if tool else {"percent": "Percent", "points": "Points"}
    for key, label in figures.items():
        yield Asked(key=f"outputs.{key}", label=label)


def _parts(words: Mapping[str, str], group: str) -> dict[str, str]:
    start = f"{group}."
    return {
        key.removeprefix(start): value
        for key, value in words.items()
        if key.startswith(start)
    }
