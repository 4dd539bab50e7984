"""What the hub may refuse, each with the sentence that the officer reads."""

from enum import StrEnum

from iomdesk.errors import HubRefused
from iomdesk.records.codec import Document


class Why(StrEnum):
    VERSION = "version"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too large"
    CODE = "code"
    TOO_MANY = "too many"
    DESK = "desk"
    SIGNATURE = "signature"
    COUNTER = "counter"
    REVOKED = "revoked"
    CHAIN = "chain"
    PUT_BACK = "put back"
    HUB_BEHIND = "hub behind"
    NOT_GRANTED = "not granted"
    NOT_HERE = "not here"
    PLAIN = "plain"
    BUSY = "busy"


STATUS = {
    Why.VERSION: 426,
    Why.UNREADABLE: 400,
    Why.TOO_LARGE: 413,
    Why.CODE: 403,
    Why.TOO_MANY: 429,
    Why.DESK: 401,
    Why.SIGNATURE: 401,
    Why.COUNTER: 409,
    Why.REVOKED: 403,
    Why.CHAIN: 409,
    Why.PUT_BACK: 409,
    Why.HUB_BEHIND: 409,
    Why.NOT_GRANTED: 403,
    Why.NOT_HERE: 404,
    Why.PLAIN: 403,
    Why.BUSY: 429,
}

_SENTENCES = {
    Why.VERSION: "This program and the hub speak different versions. "
    "Ask your IT desk for the newer one; nothing is lost until then.",
    Why.UNREADABLE: "The hub could not read what was sent. Nothing is lost; "
    "tell your IT desk.",
    Why.TOO_LARGE: "One item is larger than the hub takes. Nothing is lost; "
    "tell your IT desk.",
    Why.CODE: "The code is not right, was used before, or is too old. "
    "Ask for a new one.",
    Why.TOO_MANY: "Too many wrong codes were tried. Ask your IT desk for a new one, or "
    "wait an hour.",
    Why.DESK: "The hub does not know this laptop. Enrol it again.",
    Why.SIGNATURE: "The hub could not tell that this laptop sent the request. "
    "Nothing is lost; tell your IT desk.",
    Why.COUNTER: "The hub has already seen this request. Sync again.",
    Why.REVOKED: "The hub says that this laptop is revoked, but has not signed it, so "
    "nothing was destroyed. All work stays on this laptop; tell your IT desk.",
    Why.CHAIN: "The work on this laptop does not follow on what the hub holds. "
    "Nothing was changed; tell your IT desk.",
    Why.PUT_BACK: "This laptop's store was put back to an older state. "
    "The work in between is at the hub and comes back.",
    Why.HUB_BEHIND: "The hub holds less than this laptop has read from it: the hub was "
    "put back to an older state. Nothing was sent; tell your IT desk.",
    Why.NOT_GRANTED: "This case is not among those granted to this laptop.",
    Why.NOT_HERE: "The hub does not hold what was asked for.",
    Why.PLAIN: "The hub answers over an encrypted connection only.",
    Why.BUSY: "The hub has more to do than it can at the moment. Nothing is lost; "
    "sync again in a minute.",
}


class Refused(HubRefused):
    """The hub's refusal; *detail* says what a program can act on."""

    def __init__(self, why: Why, detail: Document | None = None) -> None:
        super().__init__(_SENTENCES[why])
        self.why = why
        self.detail: Document = detail or {}

    @property
    def status(self) -> int:
        return STATUS[self.why]

    @property
    def said(self) -> Document:
        return {"why": self.why.value} | self.detail


class DeskRevoked(HubRefused):
    """The hub has signed that this desk is revoked, and its keys are destroyed."""

    def __init__(self, unsent: int) -> None:
        super().__init__(f"{_REVOKED} {_unsent(unsent)}".strip())


def _unsent(count: int) -> str:
    if not count:
        return "All work had been sent."
    changes = "1 change" if count == 1 else f"{count} changes"
    return f"{changes} had not been sent; tell your supervisor."


_REVOKED = (
    "The hub has revoked this laptop. Its keys are destroyed, and nothing opens the "
    "store on it any more."
)


def refused(said: Document) -> Refused:
    """Return the refusal that the hub's answer *said*."""
    detail = {key: value for key, value in said.items() if key != "why"}
    return Refused(Why(said["why"]), detail)
