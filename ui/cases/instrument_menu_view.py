"""Which assessment to make: the instruments in use, those meant for this person first.

The others are named too: choosing one says why it is not applicable.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from iomdesk.assessments.actions import case_facts
from iomdesk.assessments.assessment import is_for
from iomdesk.assessments.wording import wording
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.widgets.buttons import Button
from ui.widgets.menus import menu_below

NOT_FITTING = " · not applicable"


def assess_button(viewmodel: PersonViewModel, held: Held) -> Button:
    """Return a button that opens the list of instruments."""
    button = Button("Assess", picture="pen")
    button.clicked.connect(partial(open_menu, button, viewmodel, held))
    return button


def open_menu(button: QWidget, viewmodel: PersonViewModel, held: Held) -> QMenu:
    facts, today = case_facts(held.case), viewmodel.today
    fitting = {one.code for one in held.in_use if is_for(one, facts, today)}
    order = sorted(held.in_use, key=lambda one: one.code not in fitting)
    choices: list[tuple[str, Callable[[], object]]] = [
        (
            wording(one.title) + ("" if one.code in fitting else NOT_FITTING),
            partial(viewmodel.assess, one.code),
        )
        for one in order
    ]
    return menu_below(button, choices)
