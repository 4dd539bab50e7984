"""The registration of produced papers."""

from iomdesk.kinds.kind import Kind
from iomdesk.papers.paper import Paper

PAPER = Kind(record=Paper, title="produced paper", needs=("case",))
