"""Which assessment to make: all are named, and those not meant for the person last."""

from attrs import evolve
from PySide6.QtWidgets import QApplication, QWidget

from db.store import EncryptedStore
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import DemoPerson, dooley, keep
from ui.cases.instrument_menu_view import open_menu
from ui.cases.person_viewmodel import PersonViewModel
from ui.places import AssessmentPlace, PersonPlace


def test_what_is_not_applicable_is_named_last_and_leads_to_the_reason(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, store: EncryptedStore
) -> None:
    assert app
    man = dooley()
    store.do(keep, evolve(man, person=evolve(man.person, sex="female")))
    viewmodel = PersonViewModel(desk, PersonPlace(case_id=person.case_id))
    assert viewmodel.held
    button = QWidget()
    actions = open_menu(button, viewmodel, viewmodel.held).actions()
    words = [action.text() for action in actions]
    other = words.index("RM2000 · not applicable")
    actions[other].trigger()

    assert "OGRS3" in words[:other]
    assert all(said.endswith("not applicable") for said in words[other:])
    place = desk.places[0]
    assert isinstance(place, AssessmentPlace)
    assert place.instrument == "rm2000"
