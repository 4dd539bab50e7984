"""The columns of Today on the size of a field laptop."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.today.today_model import today_model
from ui.widgets.badge import CHIP, badge_size
from ui.widgets.cell_delegate import PAD
from ui.widgets.record_view import RecordView


def test_the_highest_risk_and_its_dispute_both_fit_into_their_column(
    app: QApplication,
) -> None:
    theme.apply(app, "light", 1.0)
    model = today_model()
    view = RecordView(model, "What is due")
    view.resize(1140, 500)
    view.show()
    metrics: QFontMetrics = view._delegate._metrics["badge"]
    at = [column.title for column in model.columns].index("Risk")

    level = badge_size(metrics, "very_high", "").width()
    chip = badge_size(metrics, CHIP, "disputed").width()

    assert view.columnWidth(at) - 2 * PAD >= level + 5 + chip
    view.close()
