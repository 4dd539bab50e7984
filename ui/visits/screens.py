"""How the window opens a visit."""

from ui.desk import Desk
from ui.places import VisitPlace
from ui.visits.screen_view import VisitScreen


def screen(desk: Desk, place: VisitPlace) -> VisitScreen:
    return VisitScreen(desk, place)
