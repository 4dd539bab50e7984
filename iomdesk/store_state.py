"""How a store is: whether work is missing from it, and what a check of it found."""

from attrs import frozen


@frozen(kw_only=True)
class Fault:
    """One thing that is not as it must be, and where."""

    part: str
    sentence: str


@frozen(kw_only=True)
class Freshness:
    """Nothing wrong, or a sentence that says what is missing and what to do."""

    fresh: bool = True
    sentence: str = ""


@frozen(kw_only=True)
class CheckReport:
    """What was looked at, how much of it, and what is wrong."""

    ok: bool
    faults: tuple[Fault, ...]
    changes: int
    records: int
    blobs: int
    access_rows: int
    backups: int
    digest: str
    notes: tuple[str, ...] = ()
    unseen: str = (
        "If all files of the store were replaced together by older ones, only the "
        "next contact with the hub can tell."
    )
