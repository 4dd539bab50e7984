"""The registration of completed assessments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from iomdesk.assessments.assessment import Assessment
from iomdesk.due.standing import Standing
from iomdesk.journal.conflict import Conflict
from iomdesk.kinds.kind import Kind, Later, Seal
from iomdesk.ports import DueRow, UnitOfWork

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


ASSESSMENT = Kind(
    record=Assessment,
    narrated=True,
    seal=Seal(keep=Later(_keep)),
    due=Later(_due),
    papers=Later(_papers),
)
