"""Photographs, signatures and documents: chunks by hash, in a lane of their own.

Each store sends what it has by itself, whoever else has it: so nobody learns from what
is asked for who has what, nor gets or spoils what is on its way.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence

from iomdesk.hub.ports import BlobRow, DeskRow, HoldingId, HubWork, Upload
from iomdesk.hub.succession import same_store
from iomdesk.records.ids import BlobHash, CaseId
from iomdesk.sync.protocol import CHUNK, BlobOffer, EventKind
from iomdesk.sync.refusal import Refused, Why

LARGEST_BLOB = 256 * 1024 * 1024


def missing(
    work: HubWork, desk: DeskRow, offers: Sequence[BlobOffer]
) -> dict[BlobHash, list[int]]:
    """Return the chunks still wanted of each blob; one that is refused is not named."""
    wanted = {}
    for offer in offers:
        holding = _place(work, desk, offer.case_id) if _is_sound(offer) else None
        if holding:
            wanted[offer.hash] = _missing_of(work, desk, offer, holding)
    return wanted


def put_chunk(
    work: HubWork, desk: DeskRow, name: BlobHash, n: int, data: bytes
) -> bool:
    """Keep one chunk; say False where the whole turned out not to be what it is named.

    Then all its chunks are dropped, so that nothing under that name is ever wrong.
    """
    upload = work.blobs.upload(name, desk.key)
    if upload is None:
        if _knows(work, desk, work.blobs.get(name)):
            return True
        raise Refused(Why.NOT_GRANTED)
    if not _its(work, desk, work.blobs.wanted(upload)):
        raise Refused(Why.NOT_GRANTED)
    if not 0 <= n < chunk_count(upload.size):
        raise Refused(Why.NOT_HERE)
    if len(data) != min(CHUNK, upload.size - n * CHUNK):
        raise Refused(Why.UNREADABLE)
    work.blobs.put_chunk(name, desk.key, n, data)
    if len(work.blobs.chunks(name, desk.key)) < chunk_count(upload.size):
        return True
    return _complete(work, desk, upload)


def get_chunk(work: HubWork, desk: DeskRow, name: BlobHash, n: int) -> bytes:
    """Return one chunk of what is whole to a desk that has a case which needs it."""
    blob = work.blobs.get(name)
    if blob is None or not work.cases.granted(desk.id, work.blobs.uses(name)):
        raise Refused(Why.NOT_GRANTED)
    data = work.blobs.chunk(name, blob.key, n) if n < _MOST_CHUNKS else None
    if data is None:
        raise Refused(Why.NOT_HERE)
    return data


def chunk_count(size: int) -> int:
    return (size + CHUNK - 1) // CHUNK


def _is_sound(offer: BlobOffer) -> bool:
    return 0 < offer.size <= LARGEST_BLOB and bool(_HASH.fullmatch(offer.hash))


def _place(work: HubWork, desk: DeskRow, case_id: CaseId) -> HoldingId | None:
    """Return the holding that a desk works in on a case, or worked in."""
    had = work.cases.had(desk.id, [case_id])
    own = work.cases.of_holder(desk.holder, [case_id])
    held = {row.holding for row in had.values()} or {each.id for each in own}
    return min(_its(work, desk, held), default=None)


def _its(
    work: HubWork, desk: DeskRow, holdings: Collection[HoldingId]
) -> set[HoldingId]:
    """Return which of *holdings* the desk has, or had when it worked on them.

    What was photographed before a case was withdrawn still has to arrive.
    """
    names = [each.id for each in same_store(work, desk)]
    granted = work.cases.granted(desk.id, holdings)
    return granted | work.changes.worked_on(names, holdings)


def _knows(work: HubWork, desk: DeskRow, blob: BlobRow | None) -> bool:
    """Say whether the hub has a blob and may tell this desk so."""
    if blob is None:
        return False
    return blob.key == desk.key or bool(_its(work, desk, work.blobs.uses(blob.hash)))


def _missing_of(
    work: HubWork, desk: DeskRow, offer: BlobOffer, holding: HoldingId
) -> list[int]:
    blob = work.blobs.get(offer.hash)
    if blob and _knows(work, desk, blob):
        _use(work, desk, blob, holding)
        return []
    upload = work.blobs.upload(offer.hash, desk.key)
    if upload is None or upload.size != offer.size:
        upload = Upload(
            hash=offer.hash,
            key=desk.key,
            size=offer.size,
            media_type=offer.media_type,
        )
        work.blobs.begin(upload)
    work.blobs.want(upload, holding)
    held = work.blobs.chunks(offer.hash, desk.key)
    return [n for n in range(chunk_count(upload.size)) if n not in held]


def _complete(work: HubWork, desk: DeskRow, upload: Upload) -> bool:
    found = hashlib.sha256()
    for data in _chunks(work, upload):
        found.update(data)
    if found.hexdigest() != upload.hash:
        work.blobs.drop_chunks(upload.hash, upload.key)
        return False
    blob = BlobRow(
        hash=upload.hash,
        size=upload.size,
        media_type=upload.media_type,
        key=upload.key,
    )
    if not work.blobs.add(blob):
        work.blobs.drop_chunks(upload.hash, upload.key)
    for holding in sorted(work.blobs.wanted(upload)):
        _use(work, desk, blob, holding)
    work.blobs.end(upload)
    return True


def _chunks(work: HubWork, upload: Upload) -> Iterator[bytes]:
    for n in range(chunk_count(upload.size)):
        yield work.blobs.chunk(upload.hash, upload.key, n) or b""


def _use(work: HubWork, desk: DeskRow, blob: BlobRow, holding: HoldingId) -> None:
    """Tell the desks that have the case that they may fetch the blob, once."""
    if not work.blobs.use(blob.hash, holding):
        return
    work.stream.add(
        work.settings.take_numbers(1),
        EventKind.BLOB,
        holding=holding,
        desk=desk.id,
        content={"hash": blob.hash, "size": blob.size, "media_type": blob.media_type},
    )


_HASH = re.compile("[0-9a-f]{64}")
_MOST_CHUNKS = chunk_count(LARGEST_BLOB)
