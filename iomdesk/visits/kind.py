"""The registration of visits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from iomdesk.due.standing import Standing
from iomdesk.journal.conflict import Conflict
from iomdesk.kinds.kind import Kind, Later, RecordedFile, Seal
from iomdesk.ports import DueRow, UnitOfWork
from iomdesk.records.codec import Document, Json
from iomdesk.visits.visit import Visit

if TYPE_CHECKING:
    from iomdesk.papers.registry import PaperKind


def _keep() -> Callable[[UnitOfWork, Conflict, str], None]:
    from iomdesk.visits.late_edit import keep_in_visit  # noqa: PLC0415

    return keep_in_visit


def _due() -> Callable[[Standing], Iterable[DueRow]]:
    from iomdesk.due.on_visits import visits_due  # noqa: PLC0415

    return visits_due


def _schema() -> Document:
    from iomdesk.visits.said import visit_schema  # noqa: PLC0415

    return visit_schema()


def _example() -> Document:
    from iomdesk.visits.said import example_visit  # noqa: PLC0415

    return example_visit()


def _papers() -> tuple[PaperKind, ...]:
    from iomdesk.visits.papers import PAPERS  # noqa: PLC0415

    return PAPERS


def _record() -> Callable[..., Any]:
    from iomdesk.visits.actions import visit_from_input  # noqa: PLC0415

    return visit_from_input


def _beside() -> Callable[[Json], list[str]]:
    from iomdesk.visits.said import pictures_named  # noqa: PLC0415

    return pictures_named


VISIT = Kind(
    record=Visit,
    title="visit",
    needs=("case",),
    narrated=True,
    seal=Seal(keep=Later(_keep)),
    due=Later(_due),
    input=RecordedFile(
        schema=Later(_schema),
        example=Later(_example),
        record=Later(_record),
        beside=Later(_beside),
    ),
    papers=Later(_papers),
)
