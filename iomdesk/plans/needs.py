"""The needs that the newest assessment found, by pathway."""

from collections.abc import Mapping, Sequence

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.assessment import Assessment
from iomdesk.plans.parts import Need

INSTRUMENT = "pathway-needs"
_ENDING = "_need"


def assessed_needs(assessments: Sequence[Assessment]) -> dict[str, Need]:
    """Return level and evidence on each pathway; empty where nothing was completed."""
    done = _completed(assessments)
    return _needs(done[-1].answers) if done else {}


def earlier_needs(assessments: Sequence[Assessment]) -> dict[str, Need]:
    """Return what the assessment before the newest one found."""
    done = _completed(assessments)
    return _needs(done[-2].answers) if len(done) > 1 else {}


def _completed(assessments: Sequence[Assessment]) -> list[Assessment]:
    done = [a for a in assessments if a.instrument == INSTRUMENT and a.completed_at]
    return sorted(done, key=lambda a: (str(a.completed_at), a.id))


def _needs(answers: Mapping[str, Answer]) -> dict[str, Need]:
    return {
        code.removesuffix(_ENDING): Need(level=answer.choice, evidence=answer.evidence)
        for code, answer in answers.items()
        if code.endswith(_ENDING) and answer.choice
    }
