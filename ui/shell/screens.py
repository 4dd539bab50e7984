"""Which module makes the screen of a place; it is loaded when first gone to."""

from importlib import import_module
from typing import Protocol, runtime_checkable

from ui import places
from ui.open_desk import OpenDesk
from ui.places import Place

MODULES: dict[type[Place], str] = {
    places.TodayPlace: "ui.today.screens",
    places.PeoplePlace: "ui.people.screens",
    places.ImportPlace: "ui.people.screens",
    places.PersonPlace: "ui.cases.screens",
    places.VisitPlace: "ui.visits.screens",
    places.AssessmentPlace: "ui.assessments.screens",
    places.PlanPlace: "ui.plans.screens",
    places.PreviewPlace: "ui.papers.screens",
    places.ConflictsPlace: "ui.sync.screens",
    places.SyncPlace: "ui.sync.screens",
    places.SettingsPlace: "ui.settings.screens",
}

NAVIGATION: dict[type[Place], str] = {
    places.TodayPlace: "today",
    places.ConflictsPlace: "conflicts",
    places.SyncPlace: "sync",
    places.SettingsPlace: "settings",
}
"""Which entry of the navigation a place stands under; people where it is not here."""


@runtime_checkable
class Flushing(Protocol):
    """A screen, or what it shows, that has something typed to keep."""

    def flush(self) -> None: ...


@runtime_checkable
class WholeWindow(Protocol):
    """A screen beside which nothing else is shown: at the doorstep."""

    whole_window: bool


@runtime_checkable
class Placed(Protocol):
    """A screen that has moved on from the place it was opened at."""

    def current_place(self) -> Place: ...


@runtime_checkable
class AboutOne(Protocol):
    """A screen with a list on which one person is selected."""

    def at_hand(self) -> tuple[str, str] | None:
        """Return the case id and the name, None where nobody is selected."""


def make_screen(desk: OpenDesk, place: Place) -> object:
    """Return the widget of *place*."""
    return import_module(MODULES[type(place)]).screen(desk, place)


def navigation_key(place: Place) -> str:
    return NAVIGATION.get(type(place), "people")
