"""Today on the screen: tiles, then the list."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.today.rows import Group, TodayRow
from ui.today.today_model import today_model
from ui.today.today_viewmodel import TodayViewModel
from ui.widgets.buttons import Button
from ui.widgets.card import scrolling
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.count_tile import CountTile
from ui.widgets.empty_state import EmptyState
from ui.widgets.find_button import FindButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.pages import bare_layout, is_low, page_layout
from ui.widgets.record_table import RecordTable
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import text

_PERSON, _VISIT = "Open the person", "Start a visit"
_TEACHING = (
    "Visits, plan reviews, steps and dates of orders stand here when they fall due,"
    " oldest first. Import your people, or open one and start a visit."
)
_TILES = {
    Group.OVERDUE: ("overdue", "overdue", "high"),
    Group.TODAY: ("due today", "due today", ""),
    Group.SOON: ("due in 7 days", "due in 7 days", ""),
    Group.CONFLICTS: ("conflict to settle", "conflicts to settle", "medium"),
    Group.DRAFTS: ("draft to finish", "drafts to finish", ""),
    Group.VISOR: ("not yet on ViSOR", "not yet on ViSOR", ""),
}


class TodayView(QWidget):
    def __init__(self, viewmodel: TodayViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._shown: Sequence[TodayRow] = ()
        page = QWidget()
        layout = page_layout(page)
        layout.addLayout(self._top())
        self._backup = text("", "danger", wrap=True)
        layout.addWidget(self._backup)
        layout.addWidget(self._tile_row())
        self._build_table()
        layout.addWidget(self.table, 1)
        bare_layout(self).addWidget(scrolling(page))
        viewmodel.changed.connect(self._draw)
        self._draw()

    def begins_at(self) -> QWidget:
        return self.table

    def at_hand(self) -> tuple[str, str] | None:
        """Return whom the selected row is about."""
        row = self.table.current_row()
        if not 0 <= row < len(self._shown):
            return None
        shown = self._shown[row]
        return (shown.case_id, shown.person) if shown.case_id else None

    def _top(self) -> SidesLayout:
        self._day = text("", "title", wrap=True)
        find = FindButton()
        # The window answers the key everywhere; two answers would be none.
        find.setShortcut(QKeySequence())
        beside = FlowLayout(gap=14)
        beside.addWidget(find)
        self.start = Button(_VISIT, "primary")
        self.start.setToolTip(f"{_VISIT} (Ctrl+N)")
        self.start.setObjectName("visit")
        self.start.clicked.connect(self._viewmodel.ask_whom_to_visit)
        beside.addWidget(self.start)
        return SidesLayout(self._day, beside, least=99)

    def _tile_row(self) -> QWidget:
        row = QWidget()
        layout = ColumnsLayout(row, gap=12, least=7)
        self.tiles: dict[Group, CountTile] = {}
        for group, (_, words, edge) in _TILES.items():
            tile = CountTile(words, edge)
            tile.clicked.connect(partial(self._viewmodel.narrow, group))
            self.tiles[group] = tile
            layout.addWidget(tile)
        return row

    def _build_table(self) -> None:
        self._model = today_model()
        self._empty = EmptyState("", "", "Import people from files")
        self._empty.pressed.connect(self._viewmodel.go_to_import)
        self.table = RecordTable(self._model, "What is due", self._empty)
        self.table.set_menu((_PERSON, _VISIT))
        self.table.opened.connect(self._open)
        self.table.acted.connect(self._open)
        self.table.menu_chosen.connect(self._choose)

    def _open(self, row: int) -> None:
        self._viewmodel.open(self._shown[row])

    def _choose(self, row: int, words: str) -> None:
        chosen = self._shown[row]
        if words == _PERSON:
            self._viewmodel.open_person(chosen)
        else:
            self._viewmodel.start_visit(chosen)

    def _draw(self) -> None:
        self._day.setText(self._viewmodel.day_words)
        self._backup.setText(self._viewmodel.backup_words)
        self._backup.setVisible(bool(self._viewmodel.backup_words))
        self._draw_tiles()
        self._draw_rows()

    def _draw_tiles(self) -> None:
        for group, tile in self.tiles.items():
            one, many, _ = _TILES[group]
            count = self._viewmodel.count(group)
            note = self._note(group)
            tile.set_count(count, note, one if count == 1 else many)
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """In a low window leave the room to the list, and say only what there is."""
        low = is_low(self)
        for group, tile in self.tiles.items():
            tile.set_in_one_line(one=low)
            counts = self._viewmodel.count(group) or self._viewmodel.group is group
            tile.setHidden(low and not counts)

    def _note(self, group: Group) -> str:
        if self._viewmodel.group is group:
            return "shown alone · press for all"
        days = self._viewmodel.oldest_days
        if group is Group.OVERDUE and days:
            return "oldest 1 day" if days == 1 else f"oldest {days:,} days"
        return ""

    def _draw_rows(self) -> None:
        self._empty.set_words(*self._nothing())
        if self._shown == self._viewmodel.rows:
            return
        before = self.table.current_row()
        kept = self._shown[before] if 0 <= before < len(self._shown) else None
        self._shown = self._viewmodel.rows
        self._model.set_rows(self._shown)
        self._select(kept)

    def _select(self, kept: TodayRow | None) -> None:
        if not self._shown:
            return
        wanted = (kept.place, kept.what) if kept else None
        same = (n for n, r in enumerate(self._shown) if (r.place, r.what) == wanted)
        self.table.select(next(same, 0) if wanted else 0)

    def _nothing(self) -> tuple[str, str]:
        if not self._viewmodel.is_loaded:
            return "Reading what is due", ""
        if self._viewmodel.group:
            return "Nothing here now", "Press the tile again to see everything."
        return "Nothing is due", _TEACHING
