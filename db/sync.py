"""A desk's store as sync sees it: rows and the place reached, in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from db.access import AccessLog
from db.arrivals import Arrivals
from db.blob_lane import BlobLane
from db.connection import Connection
from db.exchanged import Exchanged
from db.listed import Listed, count_listed, listed, strike
from db.meta import acknowledged, cursor, desk_id, meta, set_meta
from db.officer import officer_of, officer_said
from db.outcomes import Outcomes, park
from db.records import Records
from db.removal import clear_words, remove_case
from db.store import EncryptedStore
from db.succession import Step
from iomdesk.errors import InputRefused
from iomdesk.permissions import Officer, Role
from iomdesk.ports import Commit
from iomdesk.records.codec import Document, Json
from iomdesk.records.ids import BlobHash, CaseId, DeskId, OfficerId
from iomdesk.rules.actions import add_rules
from iomdesk.sync.ports import Batch, Standing, Taken, Wanted
from iomdesk.sync.protocol import (
    Answer,
    BlobOffer,
    Enrolled,
    Event,
    Outcome,
    Position,
    Result,
    Succession,
)
from iomdesk.sync.signing import new_key

T = TypeVar("T")

_SLICE, _FEW = 100, 1
"""Events of one transaction: while nobody works at the store, while somebody does."""
_WITHDRAWN = "The hub withdrew the case from this laptop."


class DeskSide:
    """What sync asks of an open store."""

    def __init__(self, store: EncryptedStore) -> None:
        self._store = store

    def standing(self) -> Standing:
        with self._store.own_reading() as connection:
            return _standing(connection, self._store.officer.id)

    def prepare_key(self) -> str:
        with self._store.writing() as connection:
            key = meta(connection, "desk_key")
            if key is None:
                key = new_key()
                set_meta(connection, "desk_key", key)
            return str(key)

    def enrolled(self, hub: str, certificate: str | None, answer: Enrolled) -> None:
        with self._store.writing() as connection:
            set_meta(connection, "hub", hub)
            set_meta(connection, "hub_certificate", certificate)
            set_meta(connection, "hub_key", answer.hub_key)
        self.keep_lease(answer.lease)

    def keep_lease(self, lease: Document) -> None:
        said = lease["statement"]
        officer = Officer(
            id=OfficerId(said["officer"]),
            name=said["name"],
            roles=frozenset(Role(role) for role in said["roles"]),
            confirmed=True,
        )
        with self._store.writing() as connection:
            now = self._store.clock()
            kept = {key: lease[key] for key in ("statement", "signature")}
            set_meta(connection, "lease", kept | {"kept_at": now.isoformat()})
            set_meta(connection, "officer", officer_said(officer))
            leased = officer_of(connection)
        self._store.become(leased)
        if text := lease.get("rules"):
            self._take_rules(str(text))

    def _take_rules(self, text: str) -> None:
        """Take in the force's rules, where this store trusts who signed them.

        What is not sound rules nothing, and must not hold up what else came.
        """
        with suppress(InputRefused):
            self._store.do(add_rules, text.encode(), "The hub's file of rules")

    def keep_request(self, counter: int) -> None:
        with self._store.writing_last() as connection:
            set_meta(connection, "request", counter)

    def batch(self, rows: int, size: int) -> Batch:
        with self._store.own_reading() as connection:
            return Exchanged(connection).batch(rows, size)

    def unsent(self) -> int:
        with self._store.own_reading() as connection:
            return Exchanged(connection).unsent()

    def conflicts(self) -> int:
        with self._store.own_reading() as connection:
            return len(Records(connection, self._store.kinds).conflicts())

    def take(self, answer: Answer) -> Taken:
        taken = Taken()
        for results in _slices(answer.results):
            taken += self._take_results(results)
        events = answer.events
        while events:
            came, count = self._take_events(events)
            taken, events = taken + came, events[count:]
        with self._store.writing_last() as connection:
            _note_position(connection, answer.position, self._store.clock())
        return taken

    def _take_results(self, results: Sequence[Result]) -> Taken:
        """Note what became of own changes, and let the records show it."""
        with self._store.writing_last() as connection:
            Outcomes(connection).note(results)
            arrivals = Arrivals(connection, self._store.kinds)
            first, last = results[0].counter, results[-1].counter
            arrivals.records = Exchanged(connection).shared_records(first, last)
            arrivals.refold()
        self._announce(arrivals)
        outcomes = [result.outcome for result in results]
        return Taken(
            accepted=outcomes.count(Outcome.ACCEPTED),
            returned=outcomes.count(Outcome.RETURNED),
            parked=outcomes.count(Outcome.PARKED),
        )

    def _take_events(self, events: Sequence[Event]) -> tuple[Taken, int]:
        """Take as many as an officer at work does not feel; say how many.

        What was taken is whole, with the place reached: the rest follows from there.
        """
        turns = self._store.turns
        with self._store.writing_last() as connection:
            arrivals = Arrivals(connection, self._store.kinds)
            some = events[: _FEW if turns.is_busy else _SLICE]
            count = arrivals.take(some, lambda: turns.is_wanted)
            position = events[count - 1].position
            _note_position(connection, position, self._store.clock())
            officer = officer_of(connection)
        self._store.become(officer)
        self._announce(arrivals)
        return Taken(received=arrivals.received, parked=arrivals.parked), count

    def remove_withdrawn(self) -> int:
        with self._store.own_reading() as connection:
            if not count_listed(connection, Listed.LEAVING):
                return 0
        with self._store.writing() as connection:
            leaving = map(CaseId, listed(connection, Listed.LEAVING))
            gone = [c for c in leaving if not _has_open_work(connection, c)]
            by, now = self._store.officer.id, self._store.clock()
            kinds = self._store.kinds
            for case_id in gone:
                remove_case(connection, kinds, case_id, _WITHDRAWN, by, now)
                strike(connection, Listed.LEAVING, case_id)
            if gone:
                clear_words(connection)
        self._store.announce(Commit(cases=frozenset(gone), sync=bool(gone)))
        return len(gone)

    def _announce(self, arrivals: Arrivals) -> None:
        records, cases = frozenset(arrivals.records), frozenset(arrivals.cases)
        self._store.announce(Commit(records=records, cases=cases, sync=True))

    def successor(self, up_to: int) -> Succession:
        with self._store.writing() as connection:
            return Step(connection, self._store.kinds).asked(up_to)

    def succeed(self, agreed: int) -> int:
        with self._store.writing() as connection:
            now, by = self._store.clock(), self._store.officer.id
            arrivals = Step(connection, self._store.kinds).step(agreed, by, now)
            carried = Exchanged(connection).unsent()
        self._announce(arrivals)
        return carried

    def offers(self, limit: int) -> tuple[Sequence[BlobOffer], Mapping[str, int]]:
        with self._store.own_reading() as connection:
            return BlobLane(connection).offers(limit)

    def offered(self, reached: Mapping[str, int]) -> None:
        with self._store.own_reading() as connection:
            if meta(connection, "blobs_sent") == reached:
                return
        with self._store.writing_last() as connection:
            set_meta(connection, "blobs_sent", dict(reached))

    def chunk(self, name: BlobHash, n: int) -> bytes:
        with self._store.own_reading() as connection:
            return BlobLane(connection).chunk(name, n)

    def wanted(self, limit: int) -> Sequence[Wanted]:
        with self._store.own_reading() as connection:
            return BlobLane(connection).wanted(limit)

    def put_chunk(self, name: BlobHash, n: int, data: bytes) -> None:
        with self._store.writing_last() as connection:
            BlobLane(connection).put_chunk(name, n, data)

    def completed(self, name: BlobHash) -> bool:
        with self._store.writing() as connection:
            return BlobLane(connection).completed(name)

    def park(self, what: Mapping[str, Json]) -> None:
        with self._store.writing() as connection:
            park(connection, what)

    def access_rows(self, limit: int, size: int) -> Sequence[Document]:
        with self._store.own_reading() as connection:
            after = int(meta(connection, "access_sent") or 0)
            return AccessLog(connection).after(after, limit, size)

    def access_sent(self, last: int) -> None:
        with self._store.writing_last() as connection:
            set_meta(connection, "access_sent", last)


def _standing(connection: Connection, officer: OfficerId) -> Standing:
    return Standing(
        desk=DeskId(desk_id(connection)),
        officer=officer,
        key=meta(connection, "desk_key"),
        hub=meta(connection, "hub"),
        hub_key=meta(connection, "hub_key"),
        certificate=meta(connection, "hub_certificate"),
        position=Position(cursor(connection), int(meta(connection, "within") or 0)),
        head=Exchanged(connection).head(),
        acknowledged=acknowledged(connection),
        request=int(meta(connection, "request") or 0),
    )


def _note_position(connection: Connection, place: Position, now: datetime) -> None:
    set_meta(connection, "cursor", place.key)
    set_meta(connection, "within", place.within)
    set_meta(connection, "synced_at", now.isoformat())


def _has_open_work(connection: Connection, case_id: CaseId) -> bool:
    """Say whether a case holds what the hub has not seen, or a form not finished."""
    if Exchanged(connection).unsent(case_id) or BlobLane(connection).unsent(case_id):
        return True
    drafts = "SELECT 1 FROM draft WHERE case_id = ?"
    return connection.value(drafts, (case_id,)) is not None


def _slices(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _SLICE):
        yield items[start : start + _SLICE]
