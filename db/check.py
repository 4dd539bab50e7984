"""Prove that the store is whole: pages, head, chains, fold, blobs, what is derived."""

import hashlib
import json
from collections.abc import Callable, Iterator

from attrs import frozen

from db import slot_copies
from db.access import AccessLog
from db.backup import Beside
from db.blobs import Blobs
from db.check_derived import due_faults, lists_faults, uses_faults
from db.check_packs import pack_faults
from db.connection import Connection
from db.derived import blob_names
from db.fault import Fault
from db.freshness import Freshness
from db.journal import Journal, next_chain
from db.migrate import demand_schema, in_memory, schema
from db.records import Records, conflicts_text
from db.store import EncryptedStore
from iomdesk.backup_due import foreign_words
from iomdesk.errors import DiskTrouble, StoreDamaged, UserError
from iomdesk.journal.change import GENESIS, Link, content_hash
from iomdesk.journal.fold import fold
from iomdesk.kinds.registry import Kinds
from iomdesk.records.ids import DeskId


@frozen(kw_only=True)
class CheckReport:
    """What was looked at, how much of it, and what is wrong."""

    ok: bool
    faults: tuple[Fault, ...]
    changes: int
    records: int
    blobs: int
    access_rows: int
    backups: int
    digest: str
    notes: tuple[str, ...] = ()
    unseen: str = (
        "If all files of the store were replaced together by older ones, only the "
        "next contact with the hub can tell."
    )


Step = Callable[[Connection, Kinds], Iterator[Fault]]
_HANDS = 2


def check(store: EncryptedStore) -> CheckReport:
    """Return the state of *store*; every part is looked at, whatever is found.

    Two parts at a time: half of the work is SQLite's own, beside which Python runs.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  seldom

    reading = store.reading()
    with ThreadPoolExecutor(_HANDS, "checking") as hands:
        looks = [hands.submit(_look, store, part, step) for part, step in _STEPS]
        digest = hands.submit(_digest_of, store)
        found = [fault for look in looks for fault in look.result()]
    beside = store.backups.beside()
    faults = [
        *_freshness(store.freshness),
        *(fault for fault in store.told if fault.part == slot_copies.PART),
        *slot_copies.faults(store.folder),
        *found,
        *_backups(store, beside),
        *(Fault(part="access log", sentence=s) for s in store.altered_rows()),
    ]
    counts = [_count(reading, t) for t in ("link", "record", "blob", "access")]
    return CheckReport(
        ok=not faults,
        faults=tuple(faults),
        changes=counts[0],
        records=counts[1],
        blobs=counts[2],
        access_rows=counts[3],
        backups=len(beside.copies),
        notes=(foreign_words(beside.foreign),) if beside.foreign else (),
        digest=digest.result(),
    )


def _look(store: EncryptedStore, part: str, step: Step) -> list[Fault]:
    """Take one step on a connection of its own."""
    try:
        with store.own_reading() as connection, connection.reading():
            return list(step(connection, store.kinds))
    except UserError as fault:
        return [Fault(part=part, sentence=str(fault))]


def _digest_of(store: EncryptedStore) -> str:
    with store.own_reading() as connection:
        return _digest(connection)


def _digest(connection: Connection) -> str:
    """Return one hash over all records: the same at every desk that holds the same."""
    found = hashlib.sha256()
    try:
        for row in connection.each(
            "SELECT kind, record_id, document, coalesce(conflicts, '') FROM record"
            " ORDER BY record_id, kind"
        ):
            found.update(repr(row).encode())
    except UserError:
        return ""
    return found.hexdigest()


def _count(connection: Connection, table: str) -> int:
    try:
        return int(connection.value(f"SELECT count(*) FROM {table}"))
    except UserError:
        return 0


def _backups(store: EncryptedStore, beside: Beside) -> Iterator[Fault]:
    try:
        store.backups.demand_own_folder()
    except UserError as linked:
        yield Fault(part="backups", sentence=str(linked))
    for copy in (*(c.path for c in beside.copies), *beside.unreadable):
        try:
            store.verify_backup(copy)
        except DiskTrouble as trouble:
            sentence = f"The backup {copy.name} could not be looked at. {trouble}"
            yield Fault(part="backups", sentence=sentence)
        except StoreDamaged:
            sentence = _UNREADABLE.format(copy.name)
            yield Fault(part="backups", sentence=sentence)


_UNREADABLE = (
    "The backup {} cannot be read: it is damaged, or of another store. Make a new one, "
    "and move this one away."
)


def _freshness(freshness: Freshness) -> Iterator[Fault]:
    if not freshness.fresh:
        yield Fault(part="head", sentence=freshness.sentence)


def _pages(connection: Connection) -> Iterator[Fault]:
    """Walk every table and index; a page is read with its MAC, or not at all."""
    try:
        tables = connection.rows(_TABLES)
        said = {_walked(connection, name) for (name,) in tables}
        loose = connection.rows("PRAGMA foreign_key_check")
    except StoreDamaged:
        bad = len(connection.rows("PRAGMA cipher_integrity_check"))
        sentence = f"{bad or 'Some'} pages of the store are damaged. Restore a backup."
        yield Fault(part="pages", sentence=sentence)
        return
    for row in loose:
        yield Fault(part="pages", sentence=f"Table {row[0]} has a loose row.")
    if said != {"ok"}:
        yield Fault(part="pages", sentence="The store's tables are damaged inside.")


_TABLES = "SELECT name FROM pragma_table_list WHERE type <> 'virtual' AND name <> ''"
"""All but the indexes of words, which are compared by what they lead to."""


def _walked(connection: Connection, table: str) -> str:
    return str(connection.value(f'PRAGMA integrity_check("{table}")'))


_LINKS = """
SELECT link.seq, desk, counter, content_hash, before, hash, chain, number,
  content.body, content.salt, content.case_id
FROM link LEFT JOIN content USING (seq) ORDER BY link.seq
"""


def _tables(connection: Connection) -> Iterator[Fault]:
    """Compare the tables with what this version's migrations add up to."""
    fresh = in_memory()
    try:
        version = "PRAGMA user_version"
        if connection.value(version) == fresh.value(version):
            demand_schema(connection, schema(fresh))
    finally:
        fresh.close()
    yield from ()


def _chain(connection: Connection) -> Iterator[Fault]:
    """Walk every link: the store's own chain, this desk's chain, every content."""
    desk = json.loads(connection.value("SELECT value FROM meta WHERE key = 'desk'"))
    removed = int(connection.value("SELECT coalesce(max(up_to), 0) FROM removal"))
    chain, expected, before = GENESIS, 1, GENESIS
    uses: set[tuple[str, str]] = set()
    for seq, *said in connection.each(_LINKS):
        link = Link(
            desk=DeskId(said[0]),
            counter=said[1],
            content_hash=said[2],
            before=said[3],
        )
        chain = next_chain(chain, link.hash)
        if seq != expected or chain != said[5] or link.hash != said[4]:
            yield _broken(seq)
            return
        if link.desk == desk and link.before != before:
            yield _broken(seq)
            return
        before = link.hash if link.desk == desk else before
        expected += 1
        if said[7] and "blob" in said[7]:
            uses |= {(name, said[9]) for name in blob_names(json.loads(said[7]))}
        yield from _content(seq, link, said[7], said[8], removed)
    yield from uses_faults(connection, uses)


def _content(
    seq: int, link: Link, body: str | None, salt: str | None, removed: int
) -> Iterator[Fault]:
    if body is None or salt is None:
        if seq > removed:
            yield Fault(
                part="journal", sentence=f"Change {seq} is gone without a removal."
            )
    elif content_hash(body.encode(), salt) != link.content_hash:
        yield Fault(part="journal", sentence=f"Change {seq} was altered.")


def _broken(seq: int) -> Fault:
    return Fault(
        part="journal",
        sentence=f"The journal's chain breaks at change {seq}. Restore a backup.",
    )


_DOUBTFUL = """
SELECT record_id, kind FROM record AS r
WHERE conflicts IS NOT NULL OR 1 <> (
  SELECT count(*) FROM content AS c WHERE c.record_id = r.record_id AND c.kind = r.kind
) OR document <> (
  SELECT json_extract(body, '$.patch') FROM content AS c
  WHERE c.record_id = r.record_id AND c.kind = r.kind
) OR (
  SELECT json_extract(body, '$.seal') FROM content AS c
  WHERE c.record_id = r.record_id AND c.kind = r.kind
) IS NOT NULL
"""


def _records(connection: Connection, kinds: Kinds) -> Iterator[Fault]:
    """Fold the journal again and compare it with the records.

    A record of a single change is compared with that change's text alone.
    """
    for record_id, kind in connection.rows(_DOUBTFUL):
        yield from _record(connection, kinds, str(kind), str(record_id))
    loose = connection.value(
        "SELECT count(*) FROM content AS c WHERE NOT EXISTS (SELECT 1 FROM record AS r"
        " WHERE r.record_id = c.record_id AND r.kind = c.kind)"
    )
    if loose:
        yield Fault(part="records", sentence=f"{loose} changes have no record.")


def _record(
    connection: Connection, kinds: Kinds, kind: str, record_id: str
) -> Iterator[Fault]:
    changes = Journal(connection).of_record(kind, record_id)
    folded = fold(changes, kinds.caution(kind))
    stored = Records(connection, kinds).stored(kind, record_id)
    conflicts = connection.value(
        "SELECT conflicts FROM record WHERE record_id = ? AND kind = ?",
        (record_id, kind),
    )
    if stored is None or stored.document != folded.document:
        yield Fault(
            part="records",
            sentence=f"The {kind} {record_id} is not what its changes say.",
        )
    elif conflicts != conflicts_text(folded.conflicts, kinds):
        yield Fault(
            part="records",
            sentence=f"The conflicts of {kind} {record_id} are not as they were.",
        )
    if not folded.seal_holds:
        yield Fault(
            part="records",
            sentence=f"The {kind} {record_id} is not what was signed.",
        )


def _access(connection: Connection) -> Iterator[Fault]:
    row = AccessLog(connection).first_fault()
    if row is not None:
        yield Fault(
            part="access log", sentence=f"The access log was altered at row {row}."
        )


def _blobs(connection: Connection) -> Iterator[Fault]:
    blobs = Blobs(connection)
    for name in blobs.names():
        found = hashlib.sha256()
        for chunk in blobs.chunks(name):
            found.update(chunk)
        if found.hexdigest() != name:
            yield Fault(
                part="photographs and documents",
                sentence=f"The photograph or document {name[:12]}… is damaged.",
            )


def _alone(step: Callable[[Connection], Iterator[Fault]]) -> Step:
    """Return a step that knows no kind of record."""
    return lambda connection, _kinds: step(connection)


_STEPS: tuple[tuple[str, Step], ...] = (
    ("pages", _alone(_pages)),
    ("tables", _alone(_tables)),
    ("journal", _alone(_chain)),
    ("records", _records),
    ("access log", _alone(_access)),
    ("photographs and documents", _alone(_blobs)),
    ("packs", _alone(pack_faults)),
    ("lists and search", lists_faults),
    ("lists and search", due_faults),
)
