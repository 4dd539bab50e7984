"""Photographs, signatures and documents: chunks by hash, in a lane of their own."""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence

from attrs import evolve

from iomdesk.hub.ports import BlobRow, DeskRow, HubWork
from iomdesk.hub.succession import same_store
from iomdesk.ids import BlobHash, CaseId
from iomdesk.sync.hashing import possession
from iomdesk.sync.protocol import CHUNK, BlobOffer, EventKind
from iomdesk.sync.refusal import Refused, Why

LARGEST_BLOB = 256 * 1024 * 1024


def missing(
    work: HubWork, desk: DeskRow, offers: Sequence[BlobOffer]
) -> dict[BlobHash, list[int]]:
    """Return the chunks still wanted of each blob; one that is refused is not named."""
    return {
        offer.hash: _missing_of(work, desk, offer)
        for offer in offers
        if _may_offer(work, desk, offer)
    }


def put_chunk(
    work: HubWork, desk: DeskRow, name: BlobHash, n: int, data: bytes
) -> bool:
    """Keep one chunk; say False where the whole turned out not to be what it is named.

    Then all its chunks are dropped, so that nothing under that name is ever wrong.
    """
    blob = work.blobs.get(name)
    if blob is None or not 0 <= n < chunk_count(blob.size):
        raise Refused(Why.NOT_HERE)
    if not _its_cases(work, desk, work.blobs.cases(name)):
        raise Refused(Why.NOT_GRANTED)
    if len(data) != min(CHUNK, blob.size - n * CHUNK):
        raise Refused(Why.UNREADABLE)
    if blob.complete:
        return True
    work.blobs.put_chunk(name, n, data)
    if len(work.blobs.chunks(name)) < chunk_count(blob.size):
        return True
    return _complete(work, desk, blob)


def get_chunk(work: HubWork, desk: DeskRow, name: BlobHash, n: int) -> bytes:
    """Return one chunk to a desk that has a case which needs the blob."""
    if not work.cases.granted(desk.id, work.blobs.cases(name)):
        raise Refused(Why.NOT_GRANTED)
    data = work.blobs.chunk(name, n) if n < _MOST_CHUNKS else None
    if data is None:
        raise Refused(Why.NOT_HERE)
    return data


def chunk_count(size: int) -> int:
    return (size + CHUNK - 1) // CHUNK


def _may_offer(work: HubWork, desk: DeskRow, offer: BlobOffer) -> bool:
    sound = 0 < offer.size <= LARGEST_BLOB and _HASH.fullmatch(offer.hash)
    if not sound or not _its_cases(work, desk, [offer.case_id]):
        return False
    return _may_know(work, desk, offer)


def _may_know(work: HubWork, desk: DeskRow, offer: BlobOffer) -> bool:
    """Say whether the desk has the blob: a name alone must open no other's picture."""
    blob = work.blobs.get(offer.hash)
    if blob is None or not blob.complete:
        return True
    if _its_cases(work, desk, work.blobs.cases(blob.hash)):
        return True
    return possession(desk.id, _chunks(work, blob)) == offer.proof


def _its_cases(work: HubWork, desk: DeskRow, cases: Collection[CaseId]) -> set[CaseId]:
    """Return which of *cases* the desk has, or had when it worked on them.

    What was photographed before a case was withdrawn still has to arrive.
    """
    names = [each.id for each in same_store(work, desk)]
    return work.cases.granted(desk.id, cases) | work.changes.worked_on(names, cases)


def _missing_of(work: HubWork, desk: DeskRow, offer: BlobOffer) -> list[int]:
    blob = work.blobs.get(offer.hash)
    if blob is None or (blob.size != offer.size and not blob.complete):
        blob = BlobRow(hash=offer.hash, size=offer.size, media_type=offer.media_type)
        work.blobs.drop_chunks(offer.hash)
        work.blobs.save(blob)
    if offer.case_id not in work.blobs.cases(offer.hash):
        work.blobs.use(offer.hash, offer.case_id)
        if blob.complete:
            _announce(work, desk, blob, offer.case_id)
    if blob.complete:
        return []
    held = work.blobs.chunks(offer.hash)
    return [n for n in range(chunk_count(blob.size)) if n not in held]


def _complete(work: HubWork, desk: DeskRow, blob: BlobRow) -> bool:
    found = hashlib.sha256()
    for data in _chunks(work, blob):
        found.update(data)
    if found.hexdigest() != blob.hash:
        work.blobs.drop_chunks(blob.hash)
        return False
    blob = evolve(blob, complete=True)
    work.blobs.save(blob)
    for case_id in sorted(work.blobs.cases(blob.hash)):
        _announce(work, desk, blob, case_id)
    return True


def _chunks(work: HubWork, blob: BlobRow) -> Iterator[bytes]:
    for n in range(chunk_count(blob.size)):
        yield work.blobs.chunk(blob.hash, n) or b""


def _announce(work: HubWork, desk: DeskRow, blob: BlobRow, case_id: CaseId) -> None:
    """Tell the desks that have the case that they may fetch the blob."""
    work.stream.add(
        work.settings.take_numbers(1),
        EventKind.BLOB,
        case_id=case_id,
        desk=desk.id,
        content={"hash": blob.hash, "size": blob.size, "media_type": blob.media_type},
    )


_HASH = re.compile("[0-9a-f]{64}")
_MOST_CHUNKS = chunk_count(LARGEST_BLOB)
