"""The protocol's records as what a message says, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from iomdesk.records.codec import Document
from iomdesk.sync.plain import HASH_LETTERS, document_from, hex_from, number_from
from iomdesk.sync.protocol import (
    Answer,
    Event,
    EventKind,
    Exchange,
    Head,
    Outcome,
    Position,
    Result,
    Sent,
    row_of,
)


def exchange_said(ask: Exchange) -> Document:
    """Return a turn's question; what the changes say stands in a table of its own."""
    said: Document = {
        "at": [ask.position.key, ask.position.within],
        "counter": ask.head.counter,
        "hash": ask.head.hash,
    }
    if ask.changes:
        said["signature"] = ask.signature
        said["changes"] = [_without_content(row_of(sent)) for sent in ask.changes]
        said["contents"] = [sent.content or {} for sent in ask.changes]
    if ask.access:
        said["access"] = list(ask.access)
    return said


def exchange_from(said: Mapping[str, Any]) -> Exchange:
    """Return the question; what came along of the access log is not looked at yet."""
    rows = zip(said.get("changes", []), said.get("contents", []), strict=True)
    return Exchange(
        position=_position(said["at"]),
        head=Head(
            counter=number_from(said["counter"]),
            hash=hex_from(said["hash"], HASH_LETTERS),
        ),
        changes=[_sent(row, content) for row, content in rows],
        signature=str(said.get("signature", "")),
        access=said.get("access", ()),
    )


def answer_said(answer: Answer) -> Document:
    said: Document = {"at": [answer.position.key, answer.position.within]}
    if answer.results:
        said["results"] = [row_of(result) for result in answer.results]
    if answer.events:
        said["events"] = [_event_row(event) for event in answer.events]
        said["contents"] = [event.content for event in answer.events]
    if answer.more:
        said["more"] = True
    if answer.lease:
        said["lease"] = [answer.lease]
    if answer.returned:
        said["returned"] = answer.returned
    if answer.access is not None:
        said["access"] = answer.access
    return said


def answer_from(said: Mapping[str, Any]) -> Answer:
    rows = zip(said.get("events", []), said.get("contents", []), strict=True)
    leases: Sequence[Document] = said.get("lease", [])
    return Answer(
        position=_position(said["at"]),
        results=[_result(row) for row in said.get("results", [])],
        events=[_event(row, content) for row, content in rows],
        more=bool(said.get("more")),
        lease=document_from(leases[0]) if leases else None,
        returned=int(said.get("returned", 0)),
        access=number_from(said["access"]) if "access" in said else None,
    )


def _without_content(row: Document) -> Document:
    row.pop("content", None)
    return row


def _position(said: Any) -> Position:
    key, within = said
    return Position(number_from(key), number_from(within))


def _sent(row: Document, content: Any) -> Sent:
    """Return a change as it came; one without content tells only its hash."""
    counter = number_from(row["counter"])
    if "content_hash" in row:
        return Sent(
            counter=counter, content_hash=hex_from(row["content_hash"], HASH_LETTERS)
        )
    return Sent(
        counter=counter,
        content=document_from(content),
        salt=hex_from(row["salt"], _SALT_LETTERS),
    )


def _result(row: Document) -> Result:
    return Result(
        counter=int(row["counter"]),
        outcome=Outcome(row["outcome"]),
        number=row.get("number"),
        why=row.get("why"),
        apart=row.get("apart"),
    )


_SALT_LETTERS = 32


def _event_row(event: Event) -> Document:
    return _without_content(row_of(event))


def _event(row: Document, content: Document) -> Event:
    return Event(
        number=int(row["number"]),
        kind=EventKind(row["kind"]),
        grant=row.get("grant"),
        case_id=row.get("case_id"),
        desk=row.get("desk"),
        counter=row.get("counter"),
        salt=row.get("salt"),
        before=row.get("before"),
        apart=row.get("apart"),
        content=content,
    )
