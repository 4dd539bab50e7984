"""What the list of people can be narrowed by, one list of values each."""

from functools import partial

from PySide6.QtWidgets import QFrame

from iomdesk.cases.heading import mappa_words
from ui.people.people_viewmodel import FILTERS, PeopleViewModel
from ui.widgets.buttons import Button
from ui.widgets.editors import Combo
from ui.widgets.fields import Field
from ui.widgets.flow_layout import FlowLayout

_TITLES = {
    "officer": "Officer",
    "team": "Team",
    "cohorts": "Cohort",
    "pillar": "Pillar",
    "rag": "RAG",
    "risk": "Risk",
    "mappa": "MAPPA",
}
_CUSTODY = (("yes", "In custody"), ("no", "In the community"))
ANY = "Any"


class FiltersView(QFrame):
    def __init__(self, viewmodel: PeopleViewModel) -> None:
        super().__init__()
        self.setProperty("box", "card")
        self.setAccessibleName("Filters")
        self._viewmodel = viewmodel
        layout = FlowLayout(self, gap=14)
        layout.setContentsMargins(16, 12, 16, 14)
        self.lists: dict[str, Combo] = {}
        for name in FILTERS:
            box = Combo(nothing=ANY)
            box.edited.connect(partial(self._narrow, name))
            self.lists[name] = box
            layout.addWidget(Field(_TITLES[name], box))
        self.custody = Combo(_CUSTODY, nothing=ANY)
        self.custody.edited.connect(self._narrow_by_custody)
        layout.addWidget(Field("Custody", self.custody))
        self.clear = Button("Clear the filters", "quiet")
        self.clear.clicked.connect(self._clear)
        layout.addWidget(self.clear)

    def draw(self) -> None:
        for name, box in self.lists.items():
            values = self._viewmodel.values.get(name, [])
            words = mappa_words if name == "mappa" else _words
            choices = [(value, words(value)) for value in values]
            if [key for key, _ in choices] != self._held(box):
                box.set_choices(choices)
        self.clear.setEnabled(bool(self._viewmodel.filters_set))

    def _held(self, box: Combo) -> list[str]:
        return [str(box.itemData(at)) for at in range(1, box.count())]

    def _narrow(self, name: str) -> None:
        self._viewmodel.narrow_by(name, self.lists[name].value())

    def _narrow_by_custody(self) -> None:
        self._viewmodel.narrow_by_custody(self.custody.value())

    def _clear(self) -> None:
        for box in (*self.lists.values(), self.custody):
            box.set_value("")
        self._viewmodel.clear()


def _words(value: str) -> str:
    words = value.replace("_", " ")
    return words[:1].upper() + words[1:] if words.islower() else words
