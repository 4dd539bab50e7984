"""Whether the store is as far as its head says, and how much is missing if not."""

from attrs import frozen

from db.access import AccessLog
from db.connection import Connection
from db.head import Head
from db.journal import Journal
from db.meta import cursor
from db.small_tables import are_as_marked, small_number
from iomdesk.journal.change import GENESIS
from iomdesk.store_state import Freshness


@frozen(kw_only=True)
class Stand:
    """How far the store has come, by its own tables."""

    links: int
    link_chain: str
    accesses: int
    access_chain: str
    cursor: int
    small: int

    def head(self) -> Head:
        return Head(
            links=self.links,
            link_chain=self.link_chain,
            accesses=self.accesses,
            access_chain=self.access_chain,
            cursor=self.cursor,
            small=self.small,
        )


def freshness_of(head: Head | None, found: Stand, connection: Connection) -> Freshness:
    """Compare the head with the store; the store may be further, never behind."""
    if head is None:
        if found.links == 0 and found.accesses == 0:
            return Freshness()
        return Freshness(fresh=False, sentence=_NO_HEAD)
    missing = max(head.links - found.links, 0)
    if missing:
        return Freshness(fresh=False, sentence=_missing(missing))
    if head.accesses > found.accesses:
        return Freshness(fresh=False, sentence=_LOG_SHORT)
    if not _on_chain(head, connection):
        return Freshness(fresh=False, sentence=_OTHER)
    is_whole = found.small >= head.small and are_as_marked(connection)
    return Freshness(fresh=is_whole, sentence="" if is_whole else _OLDER_PART)


def stand(connection: Connection) -> Stand:
    """Return how far the store has come."""
    links, link_chain = Journal(connection).end()
    accesses, access_chain = AccessLog(connection).end()
    return Stand(
        links=links,
        link_chain=link_chain,
        accesses=accesses,
        access_chain=access_chain,
        cursor=cursor(connection),
        small=small_number(connection),
    )


def _on_chain(head: Head, connection: Connection) -> bool:
    link = connection.value("SELECT chain FROM link WHERE seq = ?", (head.links,))
    access = connection.value(
        "SELECT chain FROM access WHERE seq = ?", (head.accesses,)
    )
    return (
        (link or GENESIS) == head.link_chain
        and (access or GENESIS) == head.access_chain
        and cursor(connection) >= head.cursor
    )


_NEXT = (
    "Do not record yet: note what you remember of the last work, restore the newest "
    "good backup with “iomdesk restore”, then sync. Tell your IT desk."
)
_NO_HEAD = (
    "The file that proves the store is up to date is gone or altered, so work may be "
    f"missing, and an older passphrase may open the store again. {_NEXT} Then change "
    "the passphrase."
)
_LOG_SHORT = f"The access log is shorter than it was: the store was put back. {_NEXT}"
_OLDER_PART = (
    "A part of the store is older than the rest: settings, drafts or packs were put "
    f"back. {_NEXT}"
)
_OTHER = f"The store is not the one that was last saved here. {_NEXT}"


def _missing(count: int) -> str:
    changes = "1 saved change is" if count == 1 else f"{count} saved changes are"
    return f"{changes} missing from the store: its log was damaged or put back. {_NEXT}"
