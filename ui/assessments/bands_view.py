"""Bands on the screen: the computed one, and one set by judgement beside it."""

from PySide6.QtWidgets import QGridLayout, QWidget

from iomdesk.assessments.assessment import Override
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.wording import wording
from ui.cases.facts import level_kind
from ui.widgets.badge import Chip, RiskBadge
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.text import text


def band_badge(instrument: Instrument, code: str | None) -> QWidget:
    """Return a band as a badge; one that is no level of risk as a plain chip."""
    band = instrument.band(code or "")
    if band is None:
        return text("none", "muted")
    kind, words = level_kind(band.code), wording(band.label)
    return RiskBadge(kind, words) if kind != "not_assessed" else Chip(words)


def both_bands(
    card: Card, instrument: Instrument, computed: str | None, override: Override
) -> Button:
    """Put both bands into *card*, side by side; return the button to undo it."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(2, 1)
    for column, (label, code) in enumerate(
        (("Worked out", computed), ("By judgement", override.band))
    ):
        grid.addWidget(text(label, "small"), 0, column)
        grid.addWidget(band_badge(instrument, code), 1, column)
    card.body.addLayout(grid)
    card.body.addWidget(text(override.reason, wrap=True))
    said = f"Authorised by {override.authoriser}"
    card.body.addWidget(text(said, "small", wrap=True))
    back = Button("Take the override back", "link")
    card.body.addWidget(back)
    return back
