"""The papers of management plans."""

from collections.abc import Iterable

from iomdesk.kinds.kind import Later
from iomdesk.papers.registry import (
    About,
    Audience,
    Build,
    Offer,
    PaperKind,
    PersonRecords,
)
from iomdesk.plans.plan import Plan


def _build() -> Build:
    from iomdesk.plans.document import plan_paper  # noqa: PLC0415

    return plan_paper


def _offers(records: PersonRecords) -> Iterable[Offer]:
    if records.of(Plan):
        yield Offer(words="The plan")


PAPERS = (
    PaperKind(
        word="plan",
        title="Plan",
        about=About.RECORD,
        audience=Audience.PROFESSIONALS,
        leaves_out=(
            "names of victims, who stand by reference only",
            "visits before the latest five",
        ),
        needs=("plan",),
        build=Later(_build),
        offers=_offers,
    ),
)
