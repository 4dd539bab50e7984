"""What the settings have done with the store."""

from iomdesk.rules import actions
from ui.deeds import deed

set_rule = deed(actions.set_rule)
