"""The visit lists and the checklist in force on a day, read from resources/."""

from datetime import date
from functools import lru_cache

from iomdesk.records.codec import from_input
from iomdesk.resources import resource_names, resource_toml
from iomdesk.visits.checklist import Checklist
from iomdesk.visits.reference import VisitReference


@lru_cache(maxsize=1)
def visit_reference() -> VisitReference:
    return from_input(VisitReference, resource_toml("visits/reference.toml"))


def checklist_on(day: date) -> Checklist:
    """Return the wording in force on *day*, or the first one before any was."""
    before = [c for c in _checklists() if c.effective_from <= day]
    return before[-1] if before else _checklists()[0]


def checklist_of(version: str | None) -> Checklist:
    """Return the wording that a visit was recorded with, else the newest."""
    found = (c for c in _checklists() if c.version == version)
    return next(found, _checklists()[-1])


@lru_cache(maxsize=1)
def _checklists() -> tuple[Checklist, ...]:
    names = [n for n in resource_names("visits", ".toml") if "/checklist-" in n]
    read = [from_input(Checklist, resource_toml(name)) for name in names]
    return tuple(sorted(read, key=lambda checklist: checklist.effective_from))
