"""Small changes to a person: asked for in a dialog, kept with who made them."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from db.store import EncryptedStore
from iomdesk.cases.case import Case, Rag, RiskLevel
from tests.pages.person_page import PersonPage
from tests.pages.screens import press, settle
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson, dooley
from tests.ui.walks import LOOKS
from ui import theme
from ui.cases.editing_view import (
    AddressDialog,
    RagDialog,
    RiskDialog,
    WarningDialog,
)
from ui.cases.screens import screen
from ui.places import PersonPlace
from ui.widgets.dialog import Dialog

TODAY = date(2026, 11, 22)


@pytest.fixture
def page(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> PersonPage:
    assert app
    made = screen(desk, PersonPlace(case_id=person.case_id))
    made.resize(1175, 720)
    made.show()
    settle()
    return PersonPage(made)


def asked(page: PersonPage, kind: type[Dialog]) -> Dialog:
    found = page.screen.findChild(kind)
    assert isinstance(found, Dialog)
    return found


def held(store: EncryptedStore, person: DemoPerson) -> Case:
    return store.queries.get(Case, person.case_id)


def test_a_level_is_changed_and_shown(
    page: PersonPage, desk: DeskAtHand, store: EncryptedStore, person: DemoPerson
) -> None:
    page.press("Change a risk level")
    dialog = asked(page, RiskDialog)
    assert isinstance(dialog, RiskDialog)
    before = dialog.go_on.isEnabled()
    dialog.level.set_value("very_high")
    dialog._allow()
    press(dialog, "Change the level")
    desk.hear()

    assert not before
    assert held(store, person).risk.overall is RiskLevel.VERY_HIGH
    assert "Very high risk" in page.header


def test_a_warning_says_where_it_comes_from(
    page: PersonPage, desk: DeskAtHand, store: EncryptedStore, person: DemoPerson
) -> None:
    page.open("details")
    page.press("Add a warning")
    dialog = asked(page, WarningDialog)
    assert isinstance(dialog, WarningDialog)
    dialog.words.set_value("Needles")
    before = dialog.go_on.isEnabled()
    dialog.source.set_value("Seen at the visit")
    press(dialog, "Add the warning")
    desk.hear()

    assert not before
    markers = held(store, person).markers.values()
    (marker,) = [m for m in markers if m.text == "Needles"]
    assert (marker.source, marker.created_by) == ("Seen at the visit", "DC Marsh")
    assert "Needles" in page.header


def test_a_date_that_is_none_is_said_beside_it(page: PersonPage) -> None:
    dialog = WarningDialog(TODAY, page.screen)
    dialog.words.set_value("Needles")
    dialog.source.set_value("PNC")
    dialog.expires.setText("soon")
    dialog._agree()

    assert dialog._expires.problem().startswith("Write the date as day, month")


def test_a_new_address_keeps_the_one_before(
    page: PersonPage, desk: DeskAtHand, store: EncryptedStore, person: DemoPerson
) -> None:
    page.open("details")
    page.press("Add an address")
    dialog = asked(page, AddressDialog)
    assert isinstance(dialog, AddressDialog)
    dialog.lines.set_value("Flat 2, 9 Castle Street")
    dialog.town.set_value("Ludlow")
    press(dialog, "Add the address")
    desk.hear()

    addresses = held(store, person).addresses
    assert len(addresses) == 3
    assert any(
        words.startswith("Flat 2, 9 Castle Street, Ludlow") for words in page.header
    )


def test_the_rating_is_changed(
    page: PersonPage, desk: DeskAtHand, store: EncryptedStore, person: DemoPerson
) -> None:
    page.open("details")
    page.press("Change the IOM rating")
    dialog = asked(page, RagDialog)
    assert isinstance(dialog, RagDialog)
    dialog.rag.set_value("green")
    press(dialog, "Change the rating")
    desk.hear()

    assert held(store, person).rag is Rag.GREEN
    assert "IOM · Green" in page.header


@pytest.mark.parametrize(("look", "scale"), LOOKS)
@pytest.mark.parametrize("which", ["risk", "rag", "warning", "address"])
def test_everybody_can_use_the_dialog(
    app: QApplication, which: str, look: str, scale: float
) -> None:
    theme.apply(app, look, scale)
    parent = QWidget()
    made: dict[str, Dialog] = {
        "risk": RiskDialog(dooley(), parent),
        "rag": RagDialog(dooley(), parent),
        "warning": WarningDialog(TODAY, parent),
        "address": AddressDialog(TODAY, parent),
    }

    assert walk(made[which]) == []
    parent.deleteLater()
