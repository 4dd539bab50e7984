"""How the window opens a plan."""

from ui.desk import Desk
from ui.places import PlanPlace
from ui.plans.screen_view import PlanScreen


def screen(desk: Desk, place: PlanPlace) -> PlanScreen:
    return PlanScreen(desk, place)
