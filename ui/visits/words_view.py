"""What was seen, what was said, what was thought: three boxes, never one."""

from attrs import evolve
from PySide6.QtWidgets import QWidget

from ui.visits.part_view import PartView
from ui.widgets.editors import TextEdit
from ui.widgets.fields import Field

_SEEN = "Facts: what you saw, heard, smelt. Who and what was there."
_SAID = "What was said and by whom, in their words where you can."
_THOUGHT = "What you make of it: opinion, kept apart from fact."


class WordsView(PartView):
    def build(self) -> None:
        self.seen, self.said, self.thought = TextEdit(4), TextEdit(4), TextEdit(3)
        self.add_card(Field("Seen", self.seen, _SEEN))
        self.add_card(Field("Said", self.said, _SAID))
        self.add_card(Field("Thought", self.thought, _THOUGHT))
        for editor in (self.seen, self.said, self.thought):
            editor.edited.connect(self._typed)

    def draw(self) -> None:
        super().draw()
        visit = self.viewmodel.visit
        self.seen.set_value(visit.seen or "")
        self.said.set_value(visit.said or "")
        self.thought.set_value(visit.thought or "")

    def field_for(self, path: tuple[str, ...]) -> QWidget:
        return self.seen if path == ("seen",) else super().field_for(path)

    def _typed(self) -> None:
        edited = evolve(
            self.viewmodel.visit,
            seen=self.seen.value() or None,
            said=self.said.value() or None,
            thought=self.thought.value() or None,
        )
        self.viewmodel.edit(edited)
