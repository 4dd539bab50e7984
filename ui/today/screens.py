"""The screen of Today."""

from typing import TYPE_CHECKING

from ui.places import TodayPlace
from ui.today.today_view import TodayView
from ui.today.today_viewmodel import TodayViewModel

if TYPE_CHECKING:
    from ui.open_desk import OpenDesk


def screen(desk: "OpenDesk", _place: TodayPlace) -> TodayView:
    return TodayView(TodayViewModel(desk))
