"""Setting the band by professional judgement: with a reason and who authorised it."""

from PySide6.QtWidgets import QWidget

from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.wording import wording
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.bands_view import band_badge
from ui.shown import Option
from ui.widgets.choice import Choice
from ui.widgets.dialog import Dialog
from ui.widgets.editors import LineEdit, TextEdit
from ui.widgets.fields import Field
from ui.widgets.pages import flowing
from ui.widgets.text import prose, text


class OverrideDialog(Dialog):
    def __init__(
        self, viewmodel: AssessmentViewModel, instrument: Instrument, parent: QWidget
    ) -> None:
        super().__init__("Override the band", parent)
        self._viewmodel = viewmodel
        words = "The band that was worked out stays beside yours, with your reason."
        self.body.addWidget(prose(words))
        score = viewmodel.form.score if viewmodel.form else None
        if score and score.band:
            worked_out = band_badge(instrument, score.band)
            self.body.addWidget(flowing([text("Worked out"), worked_out]))
        bands = [Option(key=b.code, words=wording(b.label)) for b in instrument.bands]
        self.band, self.reason, self.authoriser = Choice(bands), TextEdit(3), LineEdit()
        self.body.addWidget(Field("Band", self.band))
        self.body.addWidget(Field("Reason", self.reason))
        self.body.addWidget(Field("Authorised by", self.authoriser))
        self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Override", "primary", self._override)
        for editor in (self.band, self.reason, self.authoriser):
            editor.edited.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        given = self.band.value() and self.reason.value() and self.authoriser.value()
        self.go_on.setEnabled(bool(given))

    def _override(self) -> None:
        self._viewmodel.override(
            self.band.value(), self.reason.value(), self.authoriser.value()
        )
        self.accept()
