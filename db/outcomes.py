"""What became of own changes at the hub, and what needs a person's eye."""

from collections.abc import Mapping, Sequence

from db.connection import Connection
from db.exchanged import Exchanged
from db.listed import Listed, enlist, strike
from db.meta import desk_id, set_meta
from iomdesk.journal.change import Change
from iomdesk.records.codec import Document, Json, digest
from iomdesk.records.ids import ChangeId
from iomdesk.sync.protocol import Outcome, Result


class Outcomes:
    """The results of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, results: Sequence[Result]) -> None:
        """Give accepted changes their numbers; name what was returned or parked."""
        exchanged, desk = Exchanged(self._connection), desk_id(self._connection)
        for result in results:
            if result.outcome is Outcome.ACCEPTED and result.number:
                exchanged.number(desk, result.counter, result.number, result.apart)
            else:
                self._name(result)
        set_meta(self._connection, "acknowledged", results[-1].counter)

    def taken_after_all(self, change: ChangeId) -> None:
        """Strike returned work that the hub has now taken from the list."""
        strike(self._connection, Listed.RETURNED, change)

    def _name(self, result: Result) -> None:
        change = Exchanged(self._connection).own(result.counter)
        said = _said(change) | {"why": result.why or ""} if change else None
        if said and result.outcome is Outcome.RETURNED:
            enlist(self._connection, Listed.RETURNED, said["change"], said)
        elif said:
            park(self._connection, said)


def park(connection: Connection, what: Mapping[str, Json]) -> None:
    """Name an item that cannot be taken; it holds up nothing else."""
    enlist(connection, Listed.PARKED, digest(dict(what)), dict(what))


def _said(change: Change) -> Document:
    """Return what may be kept of a change once its content leaves the laptop."""
    return {
        "change": change.id,
        "kind": change.kind,
        "record_id": change.record_id,
        "case_id": change.case_id,
        "action": change.action,
        "at": change.at.isoformat(),
    }
