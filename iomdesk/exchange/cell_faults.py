"""What became of a cell that was not plain: a fault, or a value with a note."""

from typing import Any

from attrs import frozen


class CellFault(ValueError):
    """A cell that cannot be read; its text says why, and names no person."""


@frozen
class Noted:
    """A value with a note for the report; with *keep* its cell is kept as received."""

    value: Any
    note: str = ""
    keep: bool = False
