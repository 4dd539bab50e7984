"""What could not be taken from a file, where it stands, and why."""

from attrs import frozen


@frozen(kw_only=True)
class Refusal:
    """One value, or with *whole* a whole row, that was left out; never its content."""

    reason: str
    line: int | None = None
    path: str | None = None
    field: str | None = None
    whole: bool = False


BANK_REASON = (
    "It looks like {what}. Bank and card details do not belong here; record only that "
    "they were given and are on ViSOR."
)
