"""Which of two claimed values is the more cautious: the one to show until settled."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from iomdesk.cases.case import Rag, RiskLevel
from iomdesk.journal.conflict import Caution, Conflict
from iomdesk.journal.patch import Path
from iomdesk.records.codec import Json

LEVELS = tuple(RiskLevel)
"""RoSH levels from the lowest to the highest."""

_ORDERS: dict[str, dict[str, tuple[Json, ...]]] = {
    "case": {
        "risk/*": tuple(level.value for level in LEVELS),
        "rag": tuple(rag.value for rag in Rag),
        "mappa/level": (1, 2, 3),
        "markers/*/level": tuple(level.value for level in LEVELS),
    },
}


_BOOKKEEPING = frozenset({("case", "said")})
"""What a source said last: two imports may differ there; no person can settle it."""


def asks_people(conflict: Conflict) -> bool:
    """Say whether a person must settle it; if not, the first accepted stands."""
    return (conflict.kind, conflict.path[0]) not in _BOOKKEEPING


def caution_for(kind: str) -> Caution:
    """Return how records of *kind* choose; with no order known, the first stands."""
    orders = _ORDERS.get(kind, {})

    def higher(path: Path, values: Sequence[Json]) -> Json:
        order = next(
            (o for p, o in orders.items() if fnmatchcase("/".join(path), p)), ()
        )
        ranked = [v for v in values if v in order]
        return max(ranked, key=order.index) if ranked else None

    return higher
