"""Sets of pathways, and how much need there is on one: data, never counted in code."""

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class Pathway:
    """One pathway; *seven* says where it is counted among the seven."""

    code: str
    label: str
    seven: str | None = None


@frozen(kw_only=True)
class PathwaySet:
    """A set of pathways, and the instrument that assesses needs on them."""

    code: str
    title: str
    source: str
    pathways: tuple[Pathway, ...]
    instrument: str = ""
    editable: bool = False


@frozen(kw_only=True)
class NeedLevel:
    """How much need; a *needed* one wants a goal, or a reason for none."""

    code: str
    label: str
    needed: bool = False
    points: float | None = None


@frozen(kw_only=True)
class Pathways:
    """All sets, and the one that a new plan starts with."""

    version: str
    effective_from: date
    source: str
    chosen: str
    sets: tuple[PathwaySet, ...]
    levels: tuple[NeedLevel, ...]

    def set_of(self, code: str | None) -> PathwaySet:
        """Return the set that a plan was written with, or the chosen one."""
        by_code = {one.code: one for one in self.sets}
        return by_code.get(code or "", by_code[self.chosen])

    def pathway(self, code: str) -> Pathway | None:
        return next((p for s in self.sets for p in s.pathways if p.code == code), None)

    def set_assessed_with(self, instrument: str) -> PathwaySet | None:
        return next((s for s in self.sets if s.instrument == instrument), None)

    def label(self, code: str) -> str:
        pathway = self.pathway(code)
        return pathway.label if pathway else code

    def level_label(self, code: str) -> str:
        return next((n.label for n in self.levels if n.code == code), code)

    def points(self, level: str) -> float | None:
        return next((n.points for n in self.levels if n.code == level), None)

    def is_needed(self, level: str) -> bool:
        """Say whether *level* wants a goal; one that is not known here does."""
        known = next((n for n in self.levels if n.code == level), None)
        return known is None or known.needed
