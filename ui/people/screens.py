"""The screens of the list of people and of importing into it."""

from ui.desk import Desk
from ui.people.importing_view import ImportingView
from ui.people.importing_viewmodel import importing_of
from ui.people.new_person_viewmodel import NewPersonViewModel
from ui.people.people_view import PeopleView
from ui.people.people_viewmodel import PeopleViewModel
from ui.places import ImportPlace, PeoplePlace


def screen(desk: Desk, place: PeoplePlace | ImportPlace) -> PeopleView | ImportingView:
    if isinstance(place, ImportPlace):
        return ImportingView(importing_of(desk))
    return PeopleView(PeopleViewModel(desk, place), NewPersonViewModel(desk))
