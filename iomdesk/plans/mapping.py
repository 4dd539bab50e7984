"""Needs of one set of pathways counted in another: nothing is lost, totals stay."""

from collections.abc import Mapping

from attrs import frozen

from iomdesk.plans.parts import Need
from iomdesk.plans.pathways import NeedLevel, Pathway, Pathways


@frozen(kw_only=True)
class NeedTotal:
    """What a pathway adds up to; *parts* are the pathways that are counted in it.

    *most* is what the parts could have come to: two parts, twice the highest level.
    """

    code: str
    label: str
    points: float = 0
    most: float = 0
    needs: int = 0
    not_known: int = 0
    parts: tuple[str, ...] = ()


@frozen(kw_only=True)
class NeedsInSet:
    """The needs of a person as one set counts them; the totals are every set's."""

    set: str
    points: float
    needs: int
    not_known: int
    pathways: tuple[NeedTotal, ...]


def place_in(code: str, known: Pathways, into: str) -> str:
    """Return the pathway of the set *into* that *code* is counted in.

    Where the set tells apart what *code* does not, it keeps a row of its own.
    """
    target = {one.code: one for one in known.set_of(into).pathways}
    source = known.pathway(code)
    if code in target or source is None:
        return code
    seven = _seven(source)
    fitting = [one.code for one in target.values() if _seven(one) == seven]
    if seven in fitting:
        return seven
    return fitting[0] if len(fitting) == 1 else code


def need_totals(
    levels: Mapping[str, str], known: Pathways, into: str
) -> tuple[NeedTotal, ...]:
    """Return the levels, by pathway code, as totals of the set *into*, in its order."""
    rows = {
        one.code: NeedTotal(code=one.code, label=one.label)
        for one in known.set_of(into).pathways
    }
    for code, level in levels.items():
        place = place_in(code, known, into)
        row = rows.get(place) or NeedTotal(code=place, label=known.label(place))
        rows[place] = _added(row, code, level, known)
    return tuple(rows.values())


def needs_counted(levels: Mapping[str, str], known: Pathways, into: str) -> NeedsInSet:
    rows = need_totals(levels, known, into)
    return NeedsInSet(
        set=into,
        points=sum(row.points for row in rows),
        needs=sum(row.needs for row in rows),
        not_known=sum(row.not_known for row in rows),
        pathways=rows,
    )


def mapped_needs(
    needs: Mapping[str, Need], known: Pathways, into: str
) -> dict[str, Need]:
    """Return the needs on pathways of *into*; of two that meet the greater stands."""
    mapped: dict[str, Need] = {}
    for code, need in needs.items():
        place = place_in(code, known, into)
        held = mapped.get(place)
        mapped[place] = _greater(held, need, known) if held else need
    return mapped


def _seven(pathway: Pathway) -> str:
    return pathway.seven or pathway.code


def _added(row: NeedTotal, code: str, level: str, known: Pathways) -> NeedTotal:
    points = known.points(level)
    return NeedTotal(
        code=row.code,
        label=row.label,
        points=row.points + (points or 0),
        most=row.most + max(one.points or 0 for one in known.levels),
        needs=row.needs + known.is_needed(level),
        not_known=row.not_known + (points is None),
        parts=(*row.parts, code),
    )


def _greater(one: Need, other: Need, known: Pathways) -> Need:
    """Return the greater of two needs, with the evidence of both."""
    first, second = sorted((one, other), key=lambda n: _weight(n.level, known))[::-1]
    evidence = "; ".join(n.evidence for n in (first, second) if n.evidence)
    return Need(
        level=first.level,
        evidence=evidence or None,
        why_no_goal=first.why_no_goal or second.why_no_goal,
    )


def _weight(level: str, known: Pathways) -> float:
    """Order levels; one that is not known stands between no need and some."""
    found: NeedLevel | None = next((n for n in known.levels if n.code == level), None)
    if found is None or found.points is None:
        return 0.5
    return found.points
