"""A store that was put back goes on as a new desk, and its own new work with it.

Under the names of the changes made since, the hub holds others. Their links stay here
as a fork; their contents go on under the new desk: neither side is overwritten.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import evolve

from db.arrivals import Arrivals
from db.connection import Connection
from db.journal import Journal
from db.listed import Listed, enlist, listed
from db.meta import acknowledged, cursor, desk_id, meta, set_meta
from iomdesk.journal.change import Change, change_from
from iomdesk.kinds.registry import Kinds
from iomdesk.records.ids import CaseId, DeskId, new_id
from iomdesk.sync.protocol import Succession

_WHY = "The store was put back; the work is carried over to desk {}."


class Step:
    """The step from one desk to the next, inside the caller's transaction."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        self._connection = connection
        self._kinds = kinds
        self._former = DeskId(desk_id(connection))

    def asked(self, up_to: int) -> Succession:
        """Return the wish to go on, with own changes that the hub may have."""
        after = acknowledged(self._connection)
        rows = self._connection.rows(
            "SELECT content_hash FROM link WHERE desk = ? AND fork = 0"
            " AND counter > ? AND counter <= ? ORDER BY counter",
            (self._former, after, up_to),
        )
        hashes = [row[0] for row in rows]
        return Succession(desk=self._successor(), first=after + 1, hashes=hashes)

    def step(self, agreed: int, by: str, now: datetime) -> Arrivals:
        """Become the next desk; return the records that were carried over."""
        successor = self._successor()
        carried = list(self._apart(agreed))
        self._set_apart(carried, agreed, _WHY.format(successor), by, now)
        self._become(successor, agreed)
        self._say_again(carried, agreed)
        arrivals = Arrivals(self._connection, self._kinds)
        arrivals.records = {(c.kind, c.record_id): c.case_id for _, c in carried}
        arrivals.refold()
        return arrivals

    def _successor(self) -> DeskId:
        """Return the id of the next desk, the same until the step is made."""
        found = meta(self._connection, "successor")
        if found is None:
            found = new_id()
            set_meta(self._connection, "successor", found)
        return DeskId(found)

    def _apart(self, agreed: int) -> Iterator[tuple[int, Change]]:
        """Yield own changes under whose names the hub holds others, or nothing."""
        for seq, counter, body in self._connection.rows(
            "SELECT link.seq, link.counter, content.body FROM link"
            " JOIN content USING (seq) WHERE link.desk = ? AND link.fork = 0"
            " AND link.counter > ? ORDER BY link.counter",
            (self._former, agreed),
        ):
            yield seq, change_from(json.loads(body), self._former, counter, None)

    def _set_apart(
        self,
        carried: Sequence[tuple[int, Change]],
        agreed: int,
        why: str,
        by: str,
        now: datetime,
    ) -> None:
        cases = sorted({change.case_id for _, change in carried})
        removals = [self._open_removal(case_id, why, by, now) for case_id in cases]
        for seq, _ in carried:
            self._connection.run("DELETE FROM content WHERE seq = ?", (seq,))
        for removal in removals:
            self._connection.run("UPDATE removal SET open = 0 WHERE id = ?", (removal,))
        self._connection.run(
            "UPDATE link SET fork = 1 + (SELECT max(fork) FROM link WHERE desk = ?)"
            " WHERE desk = ? AND fork = 0 AND counter > ?",
            (self._former, self._former, agreed),
        )

    def _open_removal(self, case_id: CaseId, why: str, by: str, now: datetime) -> int:
        up_to, chain = Journal(self._connection).end()
        return self._connection.run(
            "INSERT INTO removal (case_id, why, by, at, up_to, chain)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (case_id, why, by, now.isoformat(), up_to, chain),
        )

    def _become(self, successor: DeskId, agreed: int) -> None:
        formers = meta(self._connection, "formers") or {}
        set_meta(self._connection, "formers", formers | {self._former: agreed})
        set_meta(self._connection, "desk", successor)
        for key in ("acknowledged", "request", "successor"):
            set_meta(self._connection, key, None)
        for case_id in listed(self._connection, Listed.AWAY):
            enlist(self._connection, Listed.AWAY, case_id, 1)  # it counts anew
        self._count_former_as_foreign()

    def _count_former_as_foreign(self) -> None:
        """Let records know the former desk's work as seen by its number from now on.

        A number beyond the cursor comes again, behind the others' that lie before it.
        """
        self._connection.run(
            "UPDATE link SET number = NULL WHERE desk = ? AND number > ?",
            (self._former, cursor(self._connection)),
        )
        self._connection.run(
            "UPDATE record SET foreign_number = max(foreign_number, coalesce(("
            "SELECT max(link.number) FROM content JOIN link USING (seq)"
            " WHERE content.record_id = record.record_id"
            " AND content.kind = record.kind), 0))",
        )

    def _say_again(self, carried: Sequence[tuple[int, Change]], agreed: int) -> None:
        """Append what was set apart; its author had seen the former desk's work."""
        journal, desk = Journal(self._connection), DeskId(desk_id(self._connection))
        for counter, (_, change) in enumerate(carried, 1):
            seen = {} if change.since else {self._former: agreed}
            journal.append(
                evolve(
                    change,
                    desk=desk,
                    counter=counter,
                    since=None,
                    follows=dict(change.follows) | seen,
                )
            )
