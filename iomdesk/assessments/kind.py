"""The registration of completed assessments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from iomdesk.assessments.assessment import Assessment
from iomdesk.due.standing import Standing
from iomdesk.journal.conflict import Conflict
from iomdesk.kinds.kind import Kind, Later, RecordedFile, Seal
from iomdesk.ports import DueRow, UnitOfWork
from iomdesk.records.codec import Document

if TYPE_CHECKING:
    from iomdesk.papers.registry import PaperKind


def _keep() -> Callable[[UnitOfWork, Conflict, str], None]:
    from iomdesk.assessments.late_edit import keep_in_assessment  # noqa: PLC0415

    return keep_in_assessment


def _due() -> Callable[[Standing], Iterable[DueRow]]:
    from iomdesk.due.on_assessments import assessments_due  # noqa: PLC0415

    return assessments_due


def _papers() -> tuple[PaperKind, ...]:
    from iomdesk.assessments.papers import PAPERS  # noqa: PLC0415

    return PAPERS


def _schema() -> Document:
    from iomdesk.assessments.example import assessment_schema  # noqa: PLC0415

    return assessment_schema()


def _example() -> Document:
    from iomdesk.assessments.example import example_assessment  # noqa: PLC0415

    return example_assessment()


def _record() -> Callable[..., Any]:
    from iomdesk.assessments.actions import named_from_input  # noqa: PLC0415

    return named_from_input


ASSESSMENT = Kind(
    record=Assessment,
    title="assessment",
    needs=("case",),
    narrated=True,
    seal=Seal(keep=Later(_keep)),
    due=Later(_due),
    input=RecordedFile(
        schema=Later(_schema), example=Later(_example), record=Later(_record)
    ),
    papers=Later(_papers),
)
