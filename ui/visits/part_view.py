"""One page of the visit: its heading, its own fields, its lines of the checklist."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iomdesk.journal.patch import Path
from iomdesk.visits.checklist import AskedItem
from iomdesk.visits.form import FINISH, PHOTOS
from ui.forms.page_view import FormPageView, Own, OwnMakers
from ui.visits.asked_view import AskedCard
from ui.visits.finish_view import SafeRow, SignatureCard, Warrant
from ui.visits.parts import Part
from ui.visits.photos_view import PhotosCard
from ui.visits.visit_viewmodel import VisitViewModel
from ui.widgets.choice import Choice
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.reveal import reveal
from ui.widgets.stops import first_stop
from ui.widgets.text import text


class PartView(FormPageView):
    """`passed`: the last of its lines was answered by a key."""

    passed = Signal()

    def __init__(self, viewmodel: VisitViewModel, part: Part) -> None:
        self.viewmodel = viewmodel
        self.part = part
        self.cards: dict[str, AskedCard] = {}
        self.signature: SignatureCard | None = None
        self.photos: PhotosCard | None = None
        self.title = text(part.title, "title", wrap=True)
        self.summary = ErrorSummary()
        at_top = (self.title, self.summary) if part.key == FINISH else (self.title,)
        super().__init__(viewmodel.session, part.page, self._own(), *at_top)
        self.page.setSpacing(12)
        if part.key == FINISH and isinstance(outcome := self.editor("outcome"), Choice):
            outcome.passed.connect(self._to_signature)

    def begins_at(self) -> QWidget | None:
        """Return where the keys go first: to the first line that is not answered."""
        left = self.viewmodel.unanswered()
        if left and not self.part.has_own_fields:
            return self.cards[left[0].code]
        return first_stop(self)

    def _own(self) -> OwnMakers:
        lines = self.part.group.items if self.part.group else ()
        return {
            PHOTOS: self._photos,
            "warrant": lambda _above: self._drawn(Warrant(self.viewmodel)),
            "safe": lambda _above: self._drawn(SafeRow(self.viewmodel)),
            "signature": self._signature,
            **{item.code: partial(self._line, item) for item in lines},
        }

    def _drawn(self, widget: Warrant | SafeRow) -> Own:
        return Own(widget, widget.draw)

    def _photos(self, _above: Path) -> Own:
        self.photos = PhotosCard(self.viewmodel)
        return Own(self.photos, self.photos.draw)

    def _signature(self, _above: Path) -> Own:
        card = self.signature = SignatureCard(self.viewmodel)
        return Own(card, card.draw, lambda _path: card.pad.statement)

    def _line(self, item: AskedItem, _above: Path) -> Own:
        card = AskedCard(self.viewmodel, item)
        card.passed.connect(partial(self._pass, item.code))
        self.cards[item.code] = card
        return Own(card, card.draw, card.field_at)

    def _to_signature(self) -> None:
        if self.signature:
            reveal(self.signature.pad.statement)

    def _pass(self, code: str) -> None:
        codes = list(self.cards)
        at = codes.index(code) + 1
        if at < len(codes):
            reveal(self.cards[codes[at]])
        else:
            self.passed.emit()
