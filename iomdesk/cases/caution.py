"""Which values of a case are the more cautious ones."""

from iomdesk.cases.case import Rag, RiskLevel
from iomdesk.kinds.caution import Orders

LEVELS = tuple(RiskLevel)
"""RoSH levels from the lowest to the highest."""

_LEVELS = tuple(level.value for level in LEVELS)

CAUTIOUS: Orders = {
    "risk/*": _LEVELS,
    "rag": tuple(rag.value for rag in Rag),
    "mappa/level": (1, 2, 3),
    "markers/*/level": _LEVELS,
}
