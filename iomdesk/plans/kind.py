"""The registration of management plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from iomdesk.due.standing import Standing
from iomdesk.journal.conflict import Conflict
from iomdesk.kinds.kind import Kind, Later, RecordedFile, Seal
from iomdesk.plans.plan import Plan
from iomdesk.ports import DueRow, UnitOfWork
from iomdesk.records.codec import Document

if TYPE_CHECKING:
    from iomdesk.papers.registry import PaperKind


def _keep() -> Callable[[UnitOfWork, Conflict, str], None]:
    from iomdesk.plans.late_edit import keep_in_next_version  # noqa: PLC0415

    return keep_in_next_version


def _due() -> Callable[[Standing], Iterable[DueRow]]:
    from iomdesk.due.on_plans import plans_due  # noqa: PLC0415

    return plans_due


def _schema() -> Document:
    from iomdesk.plans.said import plan_schema  # noqa: PLC0415

    return plan_schema()


def _example() -> Document:
    from iomdesk.plans.said import example_plan  # noqa: PLC0415

    return example_plan()


def _papers() -> tuple[PaperKind, ...]:
    from iomdesk.plans.papers import PAPERS  # noqa: PLC0415

    return PAPERS


def _record() -> Callable[..., Any]:
    from iomdesk.plans.actions import plan_from_input  # noqa: PLC0415

    return plan_from_input


def _note() -> Callable[[Plan], str]:
    from iomdesk.plans.sign_off import agreed_unseen  # noqa: PLC0415

    return agreed_unseen


PLAN = Kind(
    record=Plan,
    title="management plan",
    needs=("case",),
    narrated=True,
    seal=Seal(keep=Later(_keep), kept_as="the next version"),
    due=Later(_due),
    input=RecordedFile(
        schema=Later(_schema),
        example=Later(_example),
        record=Later(_record),
        note=Later(_note),
    ),
    papers=Later(_papers),
)
