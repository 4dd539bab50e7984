"""What comes from the hub, and the records it alters."""

from collections.abc import Callable, Mapping, Sequence

from attrs import field, mutable

from db.blobs import Blobs
from db.connection import Connection
from db.derived import Derived, blob_names
from db.exchanged import Arrived, Differs, Exchanged
from db.listed import Listed, enlist, strike
from db.outcomes import Outcomes, park
from db.records import Records
from db.removal import note_back
from iomdesk.journal.change import Change
from iomdesk.kinds.registry import Kinds
from iomdesk.records.codec import UNREADABLE, Json
from iomdesk.records.ids import CaseId
from iomdesk.sync.protocol import Event, EventKind


@mutable
class Arrivals:
    """The events of one transaction; one that cannot be taken is parked and named."""

    _connection: Connection
    _kinds: Kinds
    records: dict[tuple[str, str], CaseId] = field(factory=dict, init=False)
    cases: set[CaseId] = field(factory=set, init=False)
    received: int = field(default=0, init=False)
    parked: int = field(default=0, init=False)
    _seen: dict[CaseId, int] = field(factory=dict, init=False)

    def take(self, events: Sequence[Event], is_wanted: Callable[[], bool]) -> int:
        """Take *events* until the store *is_wanted*; return how many were taken."""
        count = 0
        for event in events:
            count += 1
            try:
                self._take(event)
            except (*UNREADABLE, Differs) as fault:
                self._park({"number": event.number, "event": event.content}, fault)
            if is_wanted():
                break
        self.refold()
        return count

    def refold(self) -> None:
        """Bring the records up to their changes, and the lists up to the records."""
        records = Records(self._connection, self._kinds)
        derived = Derived(self._connection, self._kinds)
        for (kind, record_id), case_id in self.records.items():
            try:
                stored = records.refold(kind, record_id)
                derived.update(kind, stored.id, stored.case_id, stored.document)
            except UNREADABLE as fault:
                self._park({"kind": kind, "record_id": record_id}, fault)
            self.cases.add(case_id)
        derived.finish()
        for case_id, number in self._seen.items():
            records.note_seen(case_id, number)

    def _take(self, event: Event) -> None:
        if event.kind is EventKind.CHANGE:
            self._take_change(event)
        elif event.kind is EventKind.OFFICER:
            said = event.content
            enlist(self._connection, Listed.OFFICER, said["id"], said["name"])
        elif event.case_id:
            self._take_of_case(event, event.case_id)

    def _take_change(self, event: Event) -> None:
        arrived = Arrived.of(event)
        change = arrived.change
        self._demand_own_case(change)
        if Exchanged(self._connection).keep(arrived):
            self.received += 1
        Outcomes(self._connection).taken_after_all(change.id)
        self.records[change.kind, change.record_id] = change.case_id
        for name in blob_names(change.patch):
            Blobs(self._connection).use(name, change.case_id)

    def _demand_own_case(self, change: Change) -> None:
        """Refuse what would put one case's words into another's record."""
        name = (change.kind, change.record_id)
        records = Records(self._connection, self._kinds)
        case_id = self.records.get(name) or records.case_of(*name)
        if case_id not in {None, change.case_id}:
            raise Differs("It names a record of another case.")

    def _take_of_case(self, event: Event, case_id: CaseId) -> None:
        if event.kind is EventKind.GRANT:
            note_back(self._connection, case_id)
            self._seen[case_id] = event.number
            strike(self._connection, Listed.LEAVING, case_id)
        elif event.kind is EventKind.WITHDRAWAL:
            enlist(self._connection, Listed.LEAVING, case_id)
        elif event.kind is EventKind.BLOB:
            said = event.content
            blobs = Blobs(self._connection)
            blobs.expect(said["hash"], said["size"], said["media_type"])
            blobs.use(said["hash"], case_id)
        self.cases.add(case_id)

    def _park(self, what: Mapping[str, Json], fault: Exception) -> None:
        park(self._connection, dict(what) | {"why": str(fault)})
        self.parked += 1
