"""The papers of visits."""

from collections.abc import Iterable

from iomdesk.clock import london_date
from iomdesk.kinds.kind import Later
from iomdesk.papers.registry import (
    About,
    Audience,
    Build,
    Offer,
    PaperKind,
    PersonRecords,
)
from iomdesk.visits.reference import newest_first
from iomdesk.visits.visit import Visit


def _build() -> Build:
    from iomdesk.visits.document import visit_paper  # noqa: PLC0415

    return visit_paper


def _offers(records: PersonRecords) -> Iterable[Offer]:
    for visit in newest_first(records.of(Visit))[:1]:
        on = visit.started_at or visit.planned_for
        words = "The visit of {day}" if on else "The visit"
        yield Offer(words=words, which=visit.id, on=london_date(on) if on else None)


PAPERS = (
    PaperKind(
        word="visit",
        title="Visit",
        about=About.RECORD,
        audience=Audience.PROFESSIONALS,
        leaves_out=("photos that were set aside",),
        needs=("visit",),
        build=Later(_build),
        offers=_offers,
    ),
)
