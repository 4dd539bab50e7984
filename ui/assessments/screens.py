"""How the window opens an assessment."""

from ui.assessments.screen_view import AssessmentScreen
from ui.desk import Desk
from ui.places import AssessmentPlace


def screen(desk: Desk, place: AssessmentPlace) -> AssessmentScreen:
    return AssessmentScreen(desk, place)
