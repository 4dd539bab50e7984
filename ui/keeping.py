"""What an officer chose is kept with the store; every screen keeps it in one way."""

from iomdesk.settings import keep_setting
from ui.deeds import deed

keep = deed(keep_setting)
