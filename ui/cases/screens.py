"""How the window opens a person."""

from ui.cases.person_view import PersonView
from ui.cases.person_viewmodel import PersonViewModel
from ui.desk import Desk
from ui.places import PersonPlace


def screen(desk: Desk, place: PersonPlace) -> PersonView:
    return PersonView(PersonViewModel(desk, place))
