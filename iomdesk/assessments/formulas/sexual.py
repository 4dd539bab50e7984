"""The sexual-sanction counts that OSP/DC, OSP/IIC, RSR and CSRP share."""

from collections.abc import Mapping

from attrs import frozen

from iomdesk.assessments.inputs import Inputs, Rejected, known
from iomdesk.assessments.sanctions import read_sex, read_total

HISTORY = "ever_committed_sexual_offence"
MOTIVATED = "current_offence_sexually_motivated"
COUNTS = (
    "contact_adult_sexual_sanctions",
    "contact_child_sexual_sanctions",
    "non_contact_sexual_sanctions_excl_images",
    "indecent_image_or_indirect_child_sanctions",
)
WOMEN = "OSP is for men only; for a woman it is not applicable."
NO_HISTORY = "OSP is for people with a sexual offence in their history."


@frozen(kw_only=True)
class SexualHistory:
    """Counts are all there for a man with a history; None for everybody else."""

    sex: str
    has_history: bool
    total: int | None
    counts: Mapping[str, int] | None

    @property
    def not_applicable(self) -> str | None:
        if self.sex == "female":
            return WOMEN
        return None if self.has_history else NO_HISTORY


def read_sexual_history(
    inputs: Inputs, *, within_total: bool, takes_none: bool = False
) -> SexualHistory:
    """Return the counts, or refuse; *within_total* is the rule of 2026.

    A history without any counted sanction is refused unless a version *takes_none*.
    """
    total = read_total(inputs)
    counts = {name: inputs.whole(name) for name in COUNTS}
    given = {name: count for name, count in counts.items() if count is not None}
    if within_total:
        refuse_too_many(given, total)
    sex = read_sex(inputs)
    history = said_history(inputs)
    inputs.demand(**{"sex": sex, HISTORY: history})
    if not known(history) and any(given.values()):
        raise Rejected(
            "sexual_sanctions_without_sexual_history",
            HISTORY,
            "Sexual sanctions are counted, but there is said to be no sexual offence.",
        )
    applies = sex == "male" and known(history)
    if applies:
        inputs.demand(**counts)
        if not takes_none:
            _refuse_none(given)
    return SexualHistory(
        sex=known(sex),
        has_history=known(history),
        total=total,
        counts=given if applies else None,
    )


def said_history(inputs: Inputs) -> bool | None:
    """Return whether there is a history; a sexually motivated offence is one."""
    ever, motivated = inputs.flag(HISTORY), inputs.flag(MOTIVATED)
    return ever if ever is not None or not motivated else motivated


def refuse_too_many(given: Mapping[str, int], total: int | None) -> None:
    if total is not None and sum(given.values()) > total:
        raise Rejected(
            "sum_of_sexual_sanctions_exceeds_total_sanctions",
            COUNTS[0],
            "There are more sexual sanctions than sanctions in all.",
        )


def _refuse_none(given: Mapping[str, int]) -> None:
    if not any(given.values()):
        raise Rejected(
            "sexual_history_without_sexual_sanctions",
            HISTORY,
            "There is a sexual offence in the history, but all four counts are 0.",
        )
