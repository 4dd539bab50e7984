"""The needs that the newest assessment found, by pathway of whatever set."""

from collections.abc import Mapping, Sequence

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.assessment import Assessment
from iomdesk.errors import InputRefused, NotFound
from iomdesk.plans.loading import pathways
from iomdesk.plans.mapping import NeedsInSet, mapped_needs, needs_counted
from iomdesk.plans.parts import Need

_ENDING = "_need"


def assessed_needs(
    assessments: Sequence[Assessment], into: str | None = None
) -> dict[str, Need]:
    """Return level and evidence on each pathway; empty where nothing was completed.

    They are those of the set *into*, or as they were assessed.
    """
    newest = newest_assessed(assessments)
    return needs_found(newest, into) if newest else {}


def needs_found(assessment: Assessment, into: str | None = None) -> dict[str, Need]:
    """Return what *assessment* found on each pathway."""
    return _needs(assessment.answers, into)


def assessed_before(
    assessments: Sequence[Assessment], this: Assessment
) -> Assessment | None:
    """Return the last assessment of needs that was completed before *this* one."""
    earlier = [one for one in _completed(assessments) if _order(one) < _order(this)]
    return earlier[-1] if earlier else None


def newest_assessed(assessments: Sequence[Assessment]) -> Assessment | None:
    """Return the newest completed assessment of needs."""
    return next(reversed(_completed(assessments)), None)


def assessed_set(assessments: Sequence[Assessment]) -> str | None:
    """Return the set that the newest assessment of needs was made with."""
    newest = newest_assessed(assessments)
    found = pathways().set_assessed_with(newest.instrument) if newest else None
    return found.code if found else None


def needs_in_set(
    assessments: Sequence[Assessment], into: str | None = None
) -> NeedsInSet:
    """Return the newest needs as the set *into* counts them, or as assessed."""
    known = pathways()
    if into and into not in {one.code for one in known.sets}:
        listed = ", ".join(one.code for one in known.sets)
        raise InputRefused(f"There is no set “{into}”. There are: {listed}.", "set")
    found = assessed_needs(assessments)
    if not found:
        raise NotFound("No assessment of needs is completed yet.")
    levels = {code: need.level for code, need in found.items()}
    own = assessed_set(assessments) or known.chosen
    return needs_counted(levels, known, into or own)


def _completed(assessments: Sequence[Assessment]) -> list[Assessment]:
    done = [
        one
        for one in assessments
        if one.completed_at and pathways().set_assessed_with(one.instrument)
    ]
    return sorted(done, key=_order)


def _order(done: Assessment) -> tuple[str, str]:
    return str(done.completed_at), done.id


def _needs(answers: Mapping[str, Answer], into: str | None) -> dict[str, Need]:
    found = {
        code.removesuffix(_ENDING): Need(level=answer.choice, evidence=answer.evidence)
        for code, answer in answers.items()
        if code.endswith(_ENDING) and answer.choice
    }
    return mapped_needs(found, pathways(), into) if into else found
