"""What a sync did, and what is left; nothing here is guessed."""

from attrs import frozen


@frozen(kw_only=True)
class SyncReport:
    """*unfinished* says why pictures, documents or the access log are not through."""

    sent: int = 0
    received: int = 0
    returned: int = 0
    parked: int = 0
    removed: int = 0
    not_sent: int = 0
    conflicts: int = 0
    blobs_sent: int = 0
    blobs_received: int = 0
    awaiting: int = 0
    put_back: bool = False
    carried: int = 0
    unfinished: str = ""

    def lines(self) -> list[str]:
        """Return the report for a person."""
        said = (
            (True, f"{_count(self.sent, 'change')} sent, {self.received} received."),
            (self.not_sent, f"{_count(self.not_sent, 'change')} not sent."),
            (self.returned, f"{_count(self.returned, 'change')} returned. {_WHY}"),
            (self.parked, f"{_count(self.parked, 'item')} could not be taken."),
            (self.removed, f"{_count(self.removed, 'case')} left this laptop."),
            (self.blobs_sent, f"{_count(self.blobs_sent, _PICTURE)} sent."),
            (self.blobs_received, f"{_count(self.blobs_received, _PICTURE)} received."),
            (self.conflicts, f"{_count(self.conflicts, 'conflict')} to settle."),
            (self.awaiting, f"{_count(self.awaiting, 'returned change')} to look at."),
            (self.put_back, _PUT_BACK),
            (self.carried, f"{_count(self.carried, 'change')} made since are kept."),
            (self.unfinished, self.unfinished),
        )
        return [line for is_so, line in said if is_so]


_WHY = "The case is not granted to this laptop; your supervisor can see the work."
_PUT_BACK = (
    "This laptop's store had been put back to an older state. What was missing came "
    "back from the hub."
)
_PICTURE = "photograph or document"


def _count(number: int, word: str) -> str:
    if number == 1:
        return f"1 {word}"
    return f"{number} {word.replace('photograph or', 'photographs or')}s"
