"""The screens of sync and of conflicts."""

from typing import TYPE_CHECKING

from ui.places import ConflictsPlace, SyncPlace
from ui.sync.conflicts_view import ConflictsView
from ui.sync.conflicts_viewmodel import ConflictsViewModel
from ui.sync.sync_view import SyncView
from ui.sync.sync_viewmodel import SyncViewModel

if TYPE_CHECKING:
    from ui.open_desk import OpenDesk


def screen(
    desk: "OpenDesk", place: ConflictsPlace | SyncPlace
) -> ConflictsView | SyncView:
    if isinstance(place, ConflictsPlace):
        return ConflictsView(ConflictsViewModel(desk, place))
    return SyncView(SyncViewModel(desk))
