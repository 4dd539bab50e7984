"""Which of several claimed values is the most cautious, and shown until settled."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from iomdesk.journal.patch import Path
from iomdesk.records.codec import Json

Orders = Mapping[str, tuple[Json, ...]]
"""Values from the least cautious to the most, by the path of a field: “risk/*”."""


def most_cautious(orders: Orders, path: Path, values: Sequence[Json]) -> Json:
    """Return the value to show, or None where no order is known: the first stands."""
    name = "/".join(path)
    order = next((o for path, o in orders.items() if fnmatchcase(name, path)), ())
    ranked = [value for value in values if value in order]
    return max(ranked, key=order.index) if ranked else None
