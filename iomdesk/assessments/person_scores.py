"""All scores of a person as the store holds them."""

from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.catalogue import catalogue
from iomdesk.assessments.score_list import ScoreLine, score_lines
from iomdesk.assessments.unheld import made_with
from iomdesk.cases.whole import WholeCase
from iomdesk.ports import Queries


def person_scores(queries: Queries, case: WholeCase) -> tuple[ScoreLine, ...]:
    """Return recorded and computed scores, newest first."""
    held, done = catalogue(queries), queries.records(Assessment, case.id)
    return score_lines(case, done, lambda one: made_with(held, one))
