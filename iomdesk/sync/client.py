"""The hub over HTTP: every request signed, every refusal a sentence."""

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self, TypeVar

from attrs import evolve, frozen

from iomdesk.errors import HubUnreachable
from iomdesk.records.codec import UNREADABLE, Document, Json
from iomdesk.records.ids import BlobHash, DeskId
from iomdesk.sync.bounded import Bounds, read_json
from iomdesk.sync.line import Line, LineFault, Patience
from iomdesk.sync.messages import answer_from, exchange_said
from iomdesk.sync.plain import document_from, number_from
from iomdesk.sync.protocol import (
    CHUNK,
    Answer,
    BlobOffer,
    Enrolled,
    Enrolment,
    Exchange,
    Succession,
    row_of,
)
from iomdesk.sync.refusal import Refused, Why, refused
from iomdesk.sync.signing import request_words, sign
from iomdesk.sync.wire import (
    LARGEST_BODY,
    VERSION,
    MessageUnreadable,
    VersionRefused,
    pack,
    unpack,
)

T = TypeVar("T")

_UNREACHABLE = (
    "The hub could not be reached. All work stays on this laptop; try again when "
    "there is a network."
)
_CONFUSED = (
    "The hub did not answer as it should. All work stays on this laptop; try again "
    "later, and tell your IT desk if it stays so."
)
_NO_ANSWER = (MessageUnreadable, VersionRefused, AttributeError, IndexError)
_A_REFUSAL = Bounds(size=64 * 1024, values=1_000, depth=8)
_DONE, _REFUSED, _BROKEN = 200, 400, 500


@frozen(kw_only=True)
class Caller:
    """Who calls, and where: the desk, its key, the hub and the hub's certificate."""

    url: str
    desk: DeskId
    key: str
    certificate: str | None = None


class HubClient:
    """The hub as a desk reaches it; one connection for a whole sync."""

    def __init__(
        self,
        caller: Caller,
        last_request: int = 0,
        patience: Patience | None = None,
        let_go: Callable[[], object] | None = None,
    ) -> None:
        self._caller = caller
        self._line = Line(caller.url, caller.certificate, patience or Patience())
        self._let_go = let_go
        self.last_request = last_request

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._line.close()

    def enrol(self, ask: Enrolment) -> Enrolled:
        return self._read("POST", "/enrol", pack(row_of(ask)), _enrolled)

    def exchange(self, ask: Exchange) -> Answer:
        body = pack(exchange_said(ask))
        return self._read("POST", "/exchange", body, answer_from)

    def missing(self, offers: Sequence[BlobOffer]) -> Mapping[BlobHash, Sequence[int]]:
        body = pack({"offers": [row_of(offer) for offer in offers]})
        return self._read("POST", "/missing", body, _missing)

    def put_chunk(self, name: BlobHash, n: int, data: bytes) -> bool:
        return self._read("PUT", f"/chunk/{name}/{n}", data, lambda s: bool(s["right"]))

    def get_chunk(self, name: BlobHash, n: int) -> bytes:
        return self._answered("GET", f"/chunk/{name}/{n}", b"")

    def log_access(self, rows: Sequence[Document]) -> int:
        body = pack({"rows": list(rows)})
        return self._read("POST", "/access", body, lambda said: int(said["last"]))

    def returned(self) -> Sequence[Document]:
        return self._read("GET", "/returned", b"", lambda said: list(said["returned"]))

    def succeed(self, ask: Succession) -> int:
        hashes = "".join(ask.hashes)
        body = pack({"desk": ask.desk, "first": ask.first, "hashes": hashes})
        agreed = self._read("POST", "/succeed", body, lambda said: int(said["agreed"]))
        self._caller = evolve(self._caller, desk=ask.desk)
        self.last_request = 0
        return agreed

    def heads(self) -> Document:
        return self._read("GET", "/heads", b"", dict)

    def wiped(self) -> None:
        """Tell the hub that this desk's keys are destroyed: it waits for that."""
        self._read("POST", "/wiped", b"", dict)

    def _read(
        self, method: str, path: str, body: bytes, parse: Callable[[Document], T]
    ) -> T:
        """Return what the hub answers; what is no answer is a hub gone wrong."""
        answer = self._answered(method, path, body)
        try:
            return parse(unpack(answer).said)
        except (*_NO_ANSWER, *UNREADABLE) as fault:
            raise HubUnreachable(_CONFUSED) from fault

    def _answered(self, method: str, path: str, body: bytes) -> bytes:
        """Return the answer; where the hub has seen a later request, count on from it.

        That happens after a crash, between an answer and the note of its request.
        """
        try:
            return self._sent(method, path, body)
        except Refused as refusal:
            if refusal.why is not Why.COUNTER:
                raise
            self.last_request = _number(refusal.detail.get("last"))
            return self._sent(method, path, body)

    def _sent(self, method: str, path: str, body: bytes) -> bytes:
        if self._let_go:  # nobody waits for the line with the store in hand
            self._let_go()
        whole = f"/{VERSION}{path}"
        headers = {"authorization": self._authorization(f"{method} {whole}", body)}
        most = CHUNK if method == "GET" and path.startswith("/chunk/") else LARGEST_BODY
        try:
            status, content = self._line.ask(method, whole, body, headers, most)
        except LineFault as fault:
            raise HubUnreachable(_UNREACHABLE) from fault
        if status == _DONE:
            return content
        raise _refusal(status, content)

    def _authorization(self, path: str, body: bytes) -> str:
        self.last_request += 1
        caller = self._caller
        words = request_words(path, caller.desk, self.last_request, body)
        return f"Desk {caller.desk} {self.last_request} {sign(caller.key, words)}"


def _number(said: Json) -> int:
    """Return a number that the hub refuses with, or say that it has gone wrong."""
    try:
        return number_from(said)
    except ValueError as fault:
        raise HubUnreachable(_CONFUSED) from fault


def _enrolled(said: Document) -> Enrolled:
    return Enrolled(hub_key=str(said["hub_key"]), lease=dict(said["lease"][0]))


def _missing(said: Document) -> dict[BlobHash, Sequence[int]]:
    return {
        BlobHash(row["hash"]): [number_from(n) for n in row["chunks"]]
        for row in said["blobs"]
    }


def _refusal(status: int, content: bytes) -> Exception:
    """Return what a refusal means; what is no refusal of ours is a hub gone wrong."""
    if not _REFUSED <= status < _BROKEN:
        return HubUnreachable(_CONFUSED)
    try:
        return refused(document_from(read_json(content, _A_REFUSAL)))
    except (ValueError, KeyError, TypeError):
        return HubUnreachable(_CONFUSED)
