"""A person taken on by hand."""

from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from db.store import EncryptedStore
from iomdesk.cases.case import Case, ReferenceType
from tests.pages.screens import press, settle, words_in
from tests.ui.open_desks import OpenDeskAtHand
from ui.people.new_person_view import NewPersonView
from ui.people.new_person_viewmodel import (
    SURNAME,
    NewPerson,
    NewPersonViewModel,
    new_case,
)
from ui.places import PersonPlace


def test_the_person_is_held_and_opened(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    NewPersonViewModel(open_desk).add(
        NewPerson(
            surname="Rogahn",
            forename="Elvira",
            born_on=date(1955, 2, 1),
            reference_type=ReferenceType.CRN,
            reference="X000111",
            town="Telford",
        )
    )

    (place,) = open_desk.places
    assert isinstance(place, PersonPlace)
    case = store.queries.get(Case, place.case_id)
    assert (case.person.surname, case.person.born_on) == ("Rogahn", date(1955, 2, 1))
    assert [a.town for a in case.addresses.values()] == ["Telford"]
    assert store.queries.find_case("X000111") == case.id


def test_neither_name_nor_reference_is_refused_at_the_surname(
    open_desk: OpenDeskAtHand,
) -> None:
    viewmodel = NewPersonViewModel(open_desk)

    viewmodel.add(NewPerson(surname=""))

    assert set(viewmodel.problems) == {SURNAME}
    assert open_desk.places == []


def test_a_reference_that_is_held_already_names_who_has_it(
    open_desk: OpenDeskAtHand,
) -> None:
    viewmodel = NewPersonViewModel(open_desk)
    viewmodel.add(NewPerson(surname="Rogahn", reference="X000111"))

    viewmodel.add(NewPerson(surname="Rogan", reference="X000111"))

    assert "X000111 is already held here: ROGAHN" in viewmodel.problems[""]


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        (ReferenceType.CRN, "ABC", "CRN: It is not a letter and six digits."),
        (ReferenceType.CRN, "X12345", "CRN: It is not a letter and six digits."),
        (ReferenceType.CRN, "1234567", "CRN: It is not a letter and six digits."),
        (
            ReferenceType.PNC,
            "X012345",
            "PNC ID: It is not written like 2001/0012345X.",
        ),
        (
            ReferenceType.NOMS,
            "A12BC",
            "Prison (NOMS) number: It is not written like A1234BC.",
        ),
    ],
)
def test_a_reference_of_another_shape_is_refused_at_its_field(
    open_desk: OpenDeskAtHand, kind: ReferenceType, words: str, said: str
) -> None:
    viewmodel = NewPersonViewModel(open_desk)

    viewmodel.add(NewPerson(surname="Rogahn", reference_type=kind, reference=words))

    assert viewmodel.problems == {"references": said}
    assert open_desk.places == []


@pytest.mark.parametrize(
    ("kind", "words", "kept"),
    [
        (ReferenceType.CRN, " x012345 ", "X012345"),
        (ReferenceType.NOMS, "a1234 bc", "A1234BC"),
        (ReferenceType.LOCAL, "ABC", "ABC"),
    ],
)
def test_a_reference_is_kept_as_its_system_writes_it(
    kind: ReferenceType, words: str, kept: str
) -> None:
    case = new_case(NewPerson(surname="X", reference_type=kind, reference=words))

    assert [r.value for r in case.references.values()] == [kept]


@pytest.mark.usefixtures("app")
def test_the_form_sends_what_was_typed(open_desk: OpenDeskAtHand) -> None:
    below = QWidget()
    below.show()
    view = NewPersonView(NewPersonViewModel(open_desk), below)
    view.open()
    settle()
    QTest.keyClicks(view.surname, "Rogahn")
    QTest.keyClicks(view.born_on, "31/02/1955")

    press(view, "Add the person")
    assert any("Write the date as day" in words for words in words_in(view))
    view.born_on.clear()
    QTest.keyClicks(view.born_on, "1/2/55")
    press(view, "Add the person")

    assert len(open_desk.places) == 1
    assert not isValid(view)
