"""The kinds of record that this program ships: the one list of them.

What people record first stands first. Only what puts the program together reads it;
everything else is handed the registry.
"""

from iomdesk.kinds.kind import Kind, Later
from iomdesk.kinds.registry import Kinds


def _case() -> Kind:
    from iomdesk.cases.kind import CASE  # noqa: PLC0415

    return CASE


def _visit() -> Kind:
    from iomdesk.visits.kind import VISIT  # noqa: PLC0415

    return VISIT


def _assessment() -> Kind:
    from iomdesk.assessments.kind import ASSESSMENT  # noqa: PLC0415

    return ASSESSMENT


def _plan() -> Kind:
    from iomdesk.plans.kind import PLAN  # noqa: PLC0415

    return PLAN


def _paper() -> Kind:
    from iomdesk.papers.kind import PAPER  # noqa: PLC0415

    return PAPER


def _received() -> Kind:
    from iomdesk.cases.kind import RECEIVED  # noqa: PLC0415

    return RECEIVED


def _sentence() -> Kind:
    from iomdesk.cases.kind import SENTENCE  # noqa: PLC0415

    return SENTENCE


def _contact() -> Kind:
    from iomdesk.cases.kind import CONTACT  # noqa: PLC0415

    return CONTACT


def _score() -> Kind:
    from iomdesk.cases.kind import SCORE  # noqa: PLC0415

    return SCORE


def _question() -> Kind:
    from iomdesk.cases.kind import QUESTION  # noqa: PLC0415

    return QUESTION


def _appointments() -> Kind:
    from iomdesk.cases.kind import APPOINTMENTS  # noqa: PLC0415

    return APPOINTMENTS


def _source() -> Kind:
    from iomdesk.cases.kind import SOURCE  # noqa: PLC0415

    return SOURCE


SHIPPED = Kinds(
    {
        "case": Later(_case),
        "sentence": Later(_sentence),
        "contact": Later(_contact),
        "score": Later(_score),
        "question": Later(_question),
        "appointments": Later(_appointments),
        "source": Later(_source),
        "visit": Later(_visit),
        "assessment": Later(_assessment),
        "plan": Later(_plan),
        "paper": Later(_paper),
        "received": Later(_received),
    }
)
