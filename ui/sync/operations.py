"""What screens have done about disputes."""

from iomdesk.sync import settle
from ui.deeds import deed

settle_conflict = deed(settle.settle_conflict)
