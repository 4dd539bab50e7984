"""The screen of Today."""

from ui.open_desk import OpenDesk
from ui.places import TodayPlace
from ui.today.today_view import TodayView
from ui.today.today_viewmodel import TodayViewModel


def screen(desk: OpenDesk, _place: TodayPlace) -> TodayView:
    return TodayView(TodayViewModel(desk))
