"""The needs that the newest assessment found, by pathway of whatever set."""

from collections.abc import Mapping, Sequence

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.assessment import Assessment
from iomdesk.plans.loading import pathways
from iomdesk.plans.mapping import mapped_needs
from iomdesk.plans.parts import Need

_ENDING = "_need"


def assessed_needs(
    assessments: Sequence[Assessment], into: str | None = None
) -> dict[str, Need]:
    """Return level and evidence on each pathway; empty where nothing was completed.

    They are those of the set *into*, or as they were assessed.
    """
    done = _completed(assessments)
    return _needs(done[-1].answers, into) if done else {}


def earlier_needs(
    assessments: Sequence[Assessment], into: str | None = None
) -> dict[str, Need]:
    """Return what the assessment before the newest one found."""
    done = _completed(assessments)
    return _needs(done[-2].answers, into) if len(done) > 1 else {}


def assessed_set(assessments: Sequence[Assessment]) -> str | None:
    """Return the set that the newest assessment of needs was made with."""
    done = _completed(assessments)
    found = pathways().set_assessed_with(done[-1].instrument) if done else None
    return found.code if found else None


def _completed(assessments: Sequence[Assessment]) -> list[Assessment]:
    done = [
        one
        for one in assessments
        if one.completed_at and pathways().set_assessed_with(one.instrument)
    ]
    return sorted(done, key=lambda a: (str(a.completed_at), a.id))


def _needs(answers: Mapping[str, Answer], into: str | None) -> dict[str, Need]:
    found = {
        code.removesuffix(_ENDING): Need(level=answer.choice, evidence=answer.evidence)
        for code, answer in answers.items()
        if code.endswith(_ENDING) and answer.choice
    }
    return mapped_needs(found, pathways(), into) if into else found
