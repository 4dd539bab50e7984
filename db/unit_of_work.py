"""One transaction: get, save; each save appends to the journal."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from attrs import evolve, mutable

from db.access import AccessLog
from db.blobs import Blobs
from db.connection import Connection
from db.derived import Derived, blob_names
from db.journal import Journal
from db.listed import Listed, in_list
from db.meta import desk_id, set_meta
from db.packs import add_pack
from db.queries import StoreQueries
from db.records import Records, Stored
from iomdesk.bank import NO_CARD, NoCard
from iomdesk.bank_guard import Known, refuse_bank_details
from iomdesk.clock import london_date
from iomdesk.errors import NotFound
from iomdesk.journal.change import Change
from iomdesk.journal.fold import document_of
from iomdesk.journal.patch import Path, diff, setting
from iomdesk.kinds.registry import Kinds
from iomdesk.permissions import Officer
from iomdesk.ports import Commit, Draft, DraftNews, Opened, Operation, Record
from iomdesk.records.codec import Document, Json, digest, from_document, to_document
from iomdesk.records.ids import BlobHash, CaseId, DeskId
from iomdesk.signed_pack import Pack

R = TypeVar("R", bound=Record)

_FROM_SOURCES = frozenset({"take people"})
"""Actions whose words nobody typed: the import took bank details out and told of it."""


class StoreWork:
    """The unit of work on a writing connection, inside a transaction."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        officer: Officer,
        now: datetime,
        action: str,
        no_cards: Mapping[str, NoCard],
    ) -> None:
        self._connection = connection
        self._kinds = kinds
        self._officer = officer
        self._now = now
        self._action = action
        self._no_cards = no_cards
        self._records = Records(connection, kinds)
        self._journal = Journal(connection)
        self._derived = Derived(connection, kinds)
        self._blobs = Blobs(connection)
        self._access = AccessLog(connection)
        self._opened: dict[tuple[str, str], Opened] = {}
        self._read: dict[tuple[str, str], Read] = {}
        self._desk = DeskId(desk_id(connection))
        self._next = self._journal.last_counter(self._desk) + 1
        self._commit = Commit()
        self._altered: dict[CaseId, list[str]] = {}
        self.is_draft = False
        self.only_logs = True

    @property
    def now(self) -> datetime:
        return self._now

    @property
    def today(self) -> date:
        return london_date(self._now)

    @property
    def officer(self) -> Officer:
        return self._officer

    @property
    def kinds(self) -> Kinds:
        return self._kinds

    @property
    def queries(self) -> StoreQueries:
        return StoreQueries(self._connection, self._kinds)

    @property
    def commit(self) -> Commit:
        """Return what was altered until now."""
        return self._commit

    def get(self, kind: type[R], record_id: str) -> R:
        found = self.find(kind, record_id)
        if found is None:
            raise NotFound(f"There is no such {kind.KIND} on this laptop.")
        return found

    def find(self, kind: type[R], record_id: str) -> R | None:
        read = self._read_once(kind.KIND, record_id)
        if read is None:
            return None
        stored = read.stored
        self._opened.setdefault(
            (kind.KIND, record_id),
            Opened(
                kind=kind.KIND,
                record_id=record_id,
                document=stored.document,
                base=stored.foreign_number,
            ),
        )
        return self._record(kind, read)

    def _read_once(self, kind: str, record_id: str) -> "Read | None":
        """Return the row, read but once: inside a transaction only this alters it."""
        read = self._read.get((kind, record_id))
        if read is None and (stored := self._records.stored(kind, record_id)):
            read = self._read[kind, record_id] = Read(stored)
        return read

    def _record(self, kind: type[R], read: "Read") -> R:
        """Return what a row stands for, parsed but once."""
        if not isinstance(read.record, kind):
            read.record = from_document(kind, read.stored.document)
        return read.record

    def resume(self, opened: Opened) -> None:
        self._opened[opened.kind, opened.record_id] = opened

    def save(self, record: R, *, seal: bool = False, settles: Sequence[str] = ()) -> R:
        self.only_logs = False
        kind, key = type(record), (record.KIND, record.id)
        self._demand_registered(kind)
        read = self._read_once(*key)
        opened = self._opened.get(key)
        base = opened.base if opened else read.stored.foreign_number if read else 0
        known = self._known(kind, read, opened)
        said = to_document(record)
        patch = diff(known, said)
        if not patch and not seal and not settles:
            return record
        if self._action not in _FROM_SOURCES:
            kept = read.stored.document.get(NO_CARD, {}) if read else {}
            none = Known(said=self._no_cards, kept=kept, record_id=record.id)
            refuse_bank_details(record.KIND, patch, none)
            patch |= none.marks(patch)
        change = self._change(record.KIND, record.id, record.case_id, patch, base)
        change = evolve(change, settles=tuple(settles))
        if seal:
            change = evolve(change, seal=self._seal_of(change))
        after = self._append(change, read)
        if after.stored.document == said:
            after.record = record
        saved = self._record(kind, after)
        self._derive(change, after, read)
        self._opened[key] = Opened(
            kind=record.KIND,
            record_id=record.id,
            document=after.stored.document,
            base=base,
        )
        return saved

    def _demand_registered(self, kind: type[Record]) -> None:
        """Let no other type be saved under the word of a kind: a fold reads one."""
        known = self._kinds.get(kind.KIND)
        if known and known.record is not kind:
            raise TypeError(f"{kind.__name__} is no record.")

    def _known(
        self, kind: type[R], read: "Read | None", opened: Opened | None
    ) -> Document:
        """Return what the form was opened on, as this program writes it."""
        if opened and not (read and opened.document == read.stored.document):
            return to_document(from_document(kind, opened.document))
        return to_document(self._record(kind, read)) if read else {}

    def say(
        self, kind: str, record_id: str, path: Path, value: Json, action: str
    ) -> None:
        self.only_logs = False
        read = self._read_once(kind, record_id)
        if read is None:
            raise NotFound("There is no such record on this laptop.")
        patch = setting(path, value)
        case_id = CaseId(read.stored.case_id)
        seen = read.stored.foreign_number
        change = self._change(kind, record_id, case_id, patch, seen)
        after = self._append(evolve(change, action=action), read)
        self._derive(change, after, read)

    def put_blob(self, content: bytes, media_type: str) -> BlobHash:
        self.only_logs = False
        return self._blobs.put(content, media_type)

    def log(
        self,
        operation: Operation,
        case_id: CaseId | None,
        detail: Mapping[str, Json] | None = None,
    ) -> None:
        officer = self._officer.id
        self._access.append(self._now, officer, operation, case_id, detail or {})

    def save_draft(self, draft: Draft) -> None:
        self.only_logs = False
        self.is_draft = not self._commit.records
        self._tell_of_draft(draft.id, draft.case_id, typed=self._has_draft(draft.id))
        opened = json.dumps(to_document(draft.opened)) if draft.opened else None
        self._connection.run(
            "INSERT INTO draft (id, form, case_id, body, opened, started_at, saved_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " body = excluded.body, saved_at = excluded.saved_at",
            (
                draft.id,
                draft.form,
                draft.case_id,
                json.dumps(draft.body, ensure_ascii=False),
                opened,
                draft.started_at.isoformat(),
                draft.saved_at.isoformat(),
            ),
        )

    def drop_draft(self, draft_id: str) -> None:
        self.only_logs = False
        sql = "DELETE FROM draft WHERE id = ? RETURNING case_id"
        for (case_id,) in self._connection.rows(sql, (draft_id,)):
            self._tell_of_draft(draft_id, case_id, typed=False)

    def _has_draft(self, draft_id: str) -> bool:
        sql = "SELECT 1 FROM draft WHERE id = ?"
        return self._connection.value(sql, (draft_id,)) is not None

    def _tell_of_draft(
        self, draft_id: str, case_id: CaseId | None, *, typed: bool
    ) -> None:
        news = DraftNews(id=draft_id, case_id=case_id, typed=typed)
        self._commit = evolve(self._commit, drafts=self._commit.drafts | {news})

    def set_setting(self, key: str, value: Json) -> None:
        self.only_logs = False
        set_meta(self._connection, f"setting:{key}", value)

    def add_pack(self, pack: Pack) -> None:
        self.only_logs = False
        add_pack(self._connection, pack)

    def set_pack_keys(self, keys: Sequence[str]) -> None:
        self.only_logs = False
        set_meta(self._connection, "pack_keys", list(keys))

    def finish(self) -> None:
        """Write lists and search, and the access log's rows, one a case altered."""
        self._derived.finish()
        for case_id, kinds in self._altered.items():
            self.log(
                Operation.ALTERATION,
                case_id,
                {"action": self._action, "records": sorted(set(kinds))},
            )

    def _change(
        self, kind: str, record_id: str, case_id: CaseId, patch: Document, base: int
    ) -> Change:
        change = Change(
            desk=self._desk,
            counter=self._next,
            kind=kind,
            record_id=record_id,
            case_id=case_id,
            patch=patch,
            base=base,
            at=self._now,
            by=self._officer.id,
            action=self._action,
            since=in_list(self._connection, Listed.AWAY, case_id),
        )
        self._next += 1
        return change

    def _seal_of(self, change: Change) -> str:
        """Return the hash of the record as its signer sees it, this change included."""
        before = self._journal.of_record(change.kind, change.record_id)
        seen = [c for c in before if change.saw(c)]
        return digest(document_of([*seen, change], self._kinds.caution(change.kind)))

    def _append(self, change: Change, before: "Read | None") -> "Read":
        self._journal.append(change)
        stored = self._records.add_own(change, before.stored if before else None)
        after = self._read[change.kind, change.record_id] = Read(stored)
        self._altered.setdefault(change.case_id, []).append(change.kind)
        self._commit = evolve(
            self._commit,
            records=self._commit.records | {(change.kind, change.record_id)},
            cases=self._commit.cases | {change.case_id},
        )
        return after

    def _derive(self, change: Change, after: "Read", before: "Read | None") -> None:
        self._derived.update(
            change.kind,
            after.stored.id,
            change.case_id,
            after.stored.document,
            before=before.stored.document if before else None,
            record=after.record,
        )
        for name in blob_names(change.patch):
            self._blobs.use(name, change.case_id)


@mutable
class Read:
    """A row of this transaction, and the record that it stands for once parsed."""

    stored: Stored
    record: object = None
