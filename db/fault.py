"""One thing that a check found."""

from attrs import frozen


@frozen(kw_only=True)
class Fault:
    """One thing that is not as it must be, and where."""

    part: str
    sentence: str
