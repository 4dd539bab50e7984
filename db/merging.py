"""Merge the text indexes while nobody waits, not while somebody saves."""

from db.connection import Connection


def tune(connection: Connection) -> None:
    """Leave merging of the text indexes to idle time: it is the slow tail of saving."""
    for table in ("person_text", "narrative_text"):
        for option in ("automerge", "crisismerge"):
            value = 0 if option == "automerge" else 1000
            connection.run(
                f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)", (option, value)
            )


def merge(connection: Connection, pages: int = 64) -> bool:
    """Merge a little of the text indexes; return True while there is more to do."""
    before = connection.raw.total_changes
    for table in ("person_text", "narrative_text"):
        connection.run(
            f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,)
        )
    done: int = connection.raw.total_changes - before
    return done > 2  # noqa: PLR2004  each command alone counts as one change
