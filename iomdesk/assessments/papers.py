"""The papers of assessments, and of all scores of a person."""

from collections.abc import Iterable
from functools import partial

from iomdesk.assessments.assessment import Assessment, newest_of_each
from iomdesk.assessments.languages import title_shown
from iomdesk.cases.beside import CaseScore
from iomdesk.kinds.kind import Later
from iomdesk.papers.registry import (
    About,
    Audience,
    Build,
    Offer,
    PaperKind,
    PersonRecords,
)


def _build() -> Build:
    from iomdesk.assessments.document import assessment_paper  # noqa: PLC0415
    from iomdesk.plans.on_paper import assessment_wheel  # noqa: PLC0415

    return partial(assessment_paper, wheel=assessment_wheel)


def _offers(records: PersonRecords) -> Iterable[Offer]:
    for done in newest_of_each(records.of(Assessment)).values():
        yield Offer(words=title_shown(records.queries, done), which=done.id)


def _scores() -> Build:
    from iomdesk.assessments.score_paper import scores_paper  # noqa: PLC0415

    return scores_paper


def _score_offers(records: PersonRecords) -> Iterable[Offer]:
    if records.of(CaseScore) or newest_of_each(records.of(Assessment)):
        yield Offer(words="All scores")


PAPERS = (
    PaperKind(
        word="assessment",
        title="Assessment",
        about=About.RECORD,
        audience=Audience.PROFESSIONALS,
        leaves_out=("questions that were not asked",),
        needs=("assessment",),
        build=Later(_build),
        offers=_offers,
    ),
    PaperKind(
        word="scores",
        title="Scores",
        about=About.PERSON,
        audience=Audience.PROFESSIONALS,
        leaves_out=("the working of computed scores, which is on its own sheet",),
        needs=("assessment", "score"),
        build=Later(_scores),
        offers=_score_offers,
    ),
)
