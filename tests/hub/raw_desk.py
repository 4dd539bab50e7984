"""A desk that says to the hub whatever a test wants, signed or not."""

import json
import secrets
from collections.abc import Sequence
from typing import Any

import httpx2
from attrs import define, field, frozen

from iomdesk.journal.change import GENESIS, Link, content_hash
from iomdesk.records.codec import Document, canonical
from iomdesk.records.ids import DeskId, new_id
from iomdesk.sync.signing import head_words, new_key, public_key, request_words, sign
from iomdesk.sync.wire import pack, unpack

NOTHING: Document = {}


@frozen
class Answered:
    """What came back: a message, or why not."""

    status: int
    content: bytes

    @property
    def said(self) -> Document:
        return unpack(self.content).said

    @property
    def why(self) -> str:
        """Return the reason of a typed refusal."""
        assert 400 <= self.status < 500, (self.status, self.content[:200])
        return str(json.loads(self.content)["why"])


@define
class RawDesk:
    """A key, a name, the last counter used, and the chain so far."""

    url: str
    id: DeskId = field(factory=lambda: DeskId(new_id()))
    key: str = field(factory=new_key)
    counter: int = 0
    chain: list[Link] = field(factory=list)
    position: list[int] = field(factory=lambda: [0, 0])

    def signed(self, path: str, body: bytes, counter: int | None = None) -> str:
        """Return the header that *path* (with its method) and *body* need."""
        if counter is None:
            self.counter += 1
            counter = self.counter
        words = request_words(path, self.id, counter, body)
        return f"Desk {self.id} {counter} {sign(self.key, words)}"

    def send(self, method: str, path: str, body: bytes, header: str) -> Answered:
        """Send what is given, as it is."""
        answer = httpx2.request(
            method,
            self.url + path,
            content=body,
            headers=[(b"authorization", header.encode("utf-8"))],
            timeout=60,
        )
        return Answered(answer.status_code, answer.content)

    def ask(self, method: str, path: str, body: bytes = b"") -> Answered:
        return self.send(method, path, body, self.signed(f"{method} {path}", body))

    def post(self, path: str, said: Document) -> Answered:
        return self.ask("POST", path, pack(said))

    def enrol(self, code: str, **other: Any) -> Answered:
        said = {
            "code": code,
            "desk": self.id,
            "key": public_key(self.key),
            "officer": new_id(),
        }
        return self.post("/1/enrol", said | other)

    def content(self, case_id: str, **other: Any) -> Document:
        said = {
            "kind": "case",
            "record_id": case_id,
            "case_id": case_id,
            "patch": {"tier": secrets.choice("ABC")},
            "base": 0,
            "at": "2026-11-22T12:00:00Z",
            "by": "officer",
            "action": "test",
        }
        return said | other

    def question(self, contents: Sequence[Document]) -> Document:
        """Return the turn that pushes *contents*; the chain goes on with them."""
        salts = [secrets.token_hex(16) for _ in contents]
        first = len(self.chain) + 1
        for said, salt in zip(contents, salts, strict=True):
            before = self.chain[-1].hash if self.chain else GENESIS
            hashed = content_hash(canonical(said), salt)
            counter = len(self.chain) + 1
            link = Link(
                desk=self.id, counter=counter, content_hash=hashed, before=before
            )
            self.chain.append(link)
        asked = self.asks()
        if contents:
            counters = range(first, first + len(contents))
            asked["changes"] = [
                {"counter": n, "salt": salt}
                for n, salt in zip(counters, salts, strict=True)
            ]
            asked["contents"] = list(contents)
            asked["signature"] = self.head_signature()
        return asked

    def asks(self) -> Document:
        """Return a turn that pushes nothing."""
        last = self.chain[-1] if self.chain else None
        return {
            "at": list(self.position),
            "counter": last.counter if last else 0,
            "hash": last.hash if last else GENESIS,
        }

    def head_signature(self) -> str:
        last = self.chain[-1]
        return sign(self.key, head_words(self.id, last.counter, last.hash))

    def push(self, *contents: Document) -> Answered:
        return self.post("/1/exchange", self.question(contents))
