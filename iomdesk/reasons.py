"""Why something is not ready yet, in sentences that lead to the field."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from iomdesk.errors import UserError
from iomdesk.journal.patch import Path


@frozen(kw_only=True)
class Reason:
    """A sentence, the field that puts it right, and whether it stands in the way."""

    text: str
    path: Path = ()
    refuses: bool = True


class NotReady(UserError):
    """What was asked for must wait; *reasons* say for what."""

    def __init__(self, opening: str, reasons: Sequence[Reason]) -> None:
        super().__init__(" ".join([opening, *(reason.text for reason in reasons)]))
        self.reasons = tuple(reasons)


def refuse(opening: str, reasons: Iterable[Reason]) -> None:
    """Raise NotReady while any of *reasons* stands in the way."""
    if standing := [reason for reason in reasons if reason.refuses]:
        raise NotReady(opening, standing)
