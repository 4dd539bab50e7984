"""A page of a form, built from what the form declares and drawn from what is typed."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iomdesk.forms.declaration import (
    FormCard,
    FormField,
    FormOwn,
    FormPage,
    FormParts,
    FormRow,
    Item,
    is_shown,
    part_keys,
    placed,
)
from iomdesk.journal.patch import Path
from ui.forms.field_view import AnyForm, FieldView
from ui.widgets.buttons import Button
from ui.widgets.card import Card, edge
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.pages import bare_layout, flowing, page_layout
from ui.widgets.reveal import reveal
from ui.widgets.text import text

_ROOM = (12, 10, 12, 12)
_NO_ROOM = (0, 2, 0, 6)


@frozen
class Own:
    """What a screen puts among the fields, and how it is drawn again.

    *field_at* returns what in it puts right what stands at a path, None where nothing.
    """

    widget: QWidget
    draw: Callable[[], object] = tuple
    field_at: Callable[[Path], QWidget | None] | None = None


OwnMakers = Mapping[str, Callable[[Path], Own]]
"""By key; each is given the path of the part that it stands in."""


class FormItems:
    """Builds what a page or a part holds, and draws it."""

    def __init__(
        self, form: AnyForm, own: OwnMakers, above: Path = (), *, compact: bool = False
    ) -> None:
        self._form = form
        self._makers = own
        self._above = above
        self._compact = compact
        self._fields: list[tuple[FormField, FieldView]] = []
        self._parts: list[PartsView] = []
        self._own: list[tuple[FormOwn, Own]] = []

    def build(self, items: tuple[Item, ...]) -> Iterator[QWidget]:
        """Yield a widget for each of *items*, in their order."""
        for item in items:
            yield self._built(item)

    def draw(self) -> None:
        document = self._form.filled.document
        for asked, view in self._fields:
            view.widget.setVisible(is_shown(asked, document, self._above))
            view.draw()
        for parts in self._parts:
            parts.draw()
        for _, own in self._own:
            own.draw()

    def first(self) -> QWidget | None:
        """Return the editor that the keys go to first."""
        return next((view.editor for _, view in self._fields), None)

    def field_at(self, path: Path) -> QWidget | None:
        """Return what puts right what stands at *path*: the nearest that is built."""
        for _, view in self._fields:
            if view.asked.key == path:
                return view.widget
        for item, own in self._own:
            if any(path[: len(one)] == one for one in item.paths):
                found = own.field_at(path) if own.field_at else own.widget
                if found:
                    return found
        for parts in self._parts:
            if found := parts.field_at(path):
                return found
        near = (view for _, view in self._fields if view.asked.key[:1] == path[:1])
        return next((view.widget for view in near), None)

    def editor(self, path: Path) -> QWidget | None:
        """Return the editor at *path* itself."""
        for _, view in self._fields:
            if view.asked.key == path:
                return view.editor
        found = (parts.editor(path) for parts in self._parts)
        return next((editor for editor in found if editor), None)

    def _built(self, item: Item) -> QWidget:
        if isinstance(item, FormField):
            view = FieldView(
                self._form, placed(item, self._above), compact=self._compact
            )
            self._fields.append((item, view))
            return view.widget
        if isinstance(item, FormParts):
            parts = PartsView(self._form, item, self._above, self._makers)
            self._parts.append(parts)
            return parts
        if isinstance(item, FormOwn):
            own = self._makers[item.key](self._above)
            self._own.append((item, own))
            return own.widget
        return self._row(item) if isinstance(item, FormRow) else self._card(item)

    def _row(self, row: FormRow) -> QWidget:
        if not row.least:
            return flowing(list(self.build(row.items)), gap=14)
        made = QWidget()
        layout = ColumnsLayout(made, least=row.least)
        for widget in self.build(row.items):
            layout.addWidget(widget)
        return made

    def _card(self, item: FormCard) -> QWidget:
        made, body = _frame(item)
        for widget in self.build(item.items):
            body.addWidget(widget)
        if item.look == "plain":
            body.addStretch(1)
        return made


class PartsView(QWidget):
    """Parts in rows of their own: add one, change it, take it out."""

    def __init__(
        self, form: AnyForm, parts: FormParts, above: Path, own: OwnMakers
    ) -> None:
        super().__init__()
        self._form = form
        self._parts = parts
        self._above = above
        self._makers = own
        self._path = (*above, *parts.path)
        self._rows: dict[str, FormItems] = {}
        self._frames: dict[str, QFrame] = {}
        outer = bare_layout(self, gap=8)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        outer.addLayout(self._list)
        self._meanwhile = text("", "small", wrap=True)
        self._meanwhile.hide()
        outer.addWidget(self._meanwhile)
        self.add = Button(parts.add, picture="plus")
        self.add.clicked.connect(self._add)
        outer.addWidget(flowing([self.add]))
        self.setFocusProxy(self.add)

    def draw(self) -> None:
        """Show the parts; rows that stay keep their place and the keys."""
        keys = part_keys(self._parts, self._form.filled.document, self._above)
        for key in [key for key in self._rows if key not in keys]:
            self._drop(key)
        for key in keys:
            if key not in self._rows:
                self._put(key)
            self._rows[key].draw()
        words = self._form.meanwhile_parts(self._path)
        self._meanwhile.setText(words)
        self._meanwhile.setVisible(bool(words))

    def rows(self) -> dict[str, QFrame]:
        """Return what stands on the page for each part, by its id."""
        return dict(self._frames)

    def go_to(self, key: str) -> bool:
        """Put the keys into the part *key*; return whether it is here."""
        first = self._rows[key].first() if key in self._rows else None
        if first:
            reveal(first)
        return first is not None

    def field_at(self, path: Path) -> QWidget | None:
        within = len(self._path)
        if path[:within] != self._path:
            return None
        row = self._rows.get(path[within]) if len(path) > within else None
        return (row.field_at(path) or row.first() if row else None) or self.add

    def editor(self, path: Path) -> QWidget | None:
        found = (row.editor(path) for row in self._rows.values())
        return next((editor for editor in found if editor), None)

    def _add(self) -> None:
        self.go_to(self._form.add_part(self._parts, self._above))

    def _put(self, key: str) -> None:
        row = FormItems(self._form, self._makers, (*self._path, key))
        one, number = self._parts.one, len(self._rows) + 1
        out = Button(f"Take {one} {number} out", "icon", picture="bin")
        out.clicked.connect(partial(self._take_out, key))
        frame, inner = QFrame(), QWidget()
        layout = bare_layout(inner, gap=6)
        for widget in row.build(self._parts.items):
            layout.addWidget(widget)
        frame.setProperty("box", self._parts.box)
        across = QHBoxLayout(frame)
        across.setContentsMargins(*(_ROOM if self._parts.box else _NO_ROOM))
        across.addWidget(inner, 1)
        across.addWidget(out, 0, Qt.AlignmentFlag.AlignTop)
        self._rows[key], self._frames[key] = row, frame
        self._list.addWidget(frame)

    def _take_out(self, key: str) -> None:
        self._form.take_out((*self._path, key))
        reveal(self.add)

    def _drop(self, key: str) -> None:
        del self._rows[key]
        frame = self._frames.pop(key)
        frame.hide()
        frame.deleteLater()


class FormPageView(QWidget):
    """`draw` it when the form changed; *before* stands above what is declared."""

    def __init__(
        self, form: AnyForm, page: FormPage, own: OwnMakers, *before: QWidget
    ) -> None:
        super().__init__()
        self.items = FormItems(form, own)
        self.page = page_layout(self)
        for widget in (*before, *self.items.build(page.items)):
            self.page.addWidget(widget)
        self.page.addStretch(1)
        self.draw()

    def draw(self) -> None:
        self.items.draw()

    def field_at(self, path: Path) -> QWidget:
        return self.items.field_at(path) or self

    def editor(self, *path: str) -> QWidget:
        """Return the editor of the field at *path*."""
        found = self.items.editor(path)
        if found is None:
            raise LookupError(f"no field stands at {'/'.join(path)}")
        return found


def _frame(card: FormCard) -> tuple[QWidget, QVBoxLayout]:
    if card.look == "card":
        made = Card(card.heading)
        return made, made.body
    inside = edge(now=True) if card.look == "edge" else QWidget()
    if isinstance(layout := inside.layout(), QVBoxLayout):
        return inside, layout
    layout = bare_layout(inside, gap=8)
    if card.heading:
        layout.addWidget(text(card.heading, "heading"))
    return inside, layout
