"""When a new backup is due, and what is told until there is one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from iomdesk.dates import instant_text

EVERY = timedelta(days=1)


def is_backup_due(made_at: datetime | None, now: datetime) -> bool:
    """Say whether a day may have gone by since the newest backup, made at *made_at*.

    A backup from the future tells that a clock was wrong, then or now: nothing is then
    known of its age, so a new one is due at once.
    """
    return made_at is None or not timedelta(0) <= now - made_at < EVERY


def backup_words(made_at: datetime | None, now: datetime) -> str:
    """Return what Today says of the newest backup, "" where none is due."""
    if not is_backup_due(made_at, now):
        return ""
    if made_at is None:
        return "There is no backup of this store yet."
    if made_at > now:
        return (
            f"The newest backup says it was made on {instant_text(made_at)}, which is "
            "still to come: a clock was or is wrong, so there may be none of today."
        )
    return f"No new backup for a day: the newest is of {instant_text(made_at)}."


def foreign_words(names: Sequence[str]) -> str:
    """Return what is said of files among the backups that are none of this store."""
    return (
        "In the folder of backups lies what is no backup of this store. It was left "
        f"alone: {', '.join(names)}."
    )
