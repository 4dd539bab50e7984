"""Which of two claimed values is the more cautious: the one to show until settled."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from iomdesk.cases.case import Rag, RiskLevel
from iomdesk.codec import Json
from iomdesk.journal.conflict import Caution
from iomdesk.journal.patch import Path

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
