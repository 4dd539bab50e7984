"""Every pair of colours that meets on the screen is told apart, by WCAG's numbers."""

import tomllib
from itertools import product

import pytest
from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from iomdesk.resources import resource_text, resource_toml
from tests.ui.kit.contrast import luminance, ratio
from ui import theme
from ui.widgets.badge import Level, badge_inks, badge_look
from ui.widgets.text import text, visit_mode

THEMES = ("light", "dark", "night", "sunlight")
GROUNDS = ("window", "surface", "selection")
INKS = ("text", "muted", "accent", "danger")
OUTLINES = ("border", "focus")


def between(one: str, other: str) -> float:
    return ratio(luminance(QColor(one)), luminance(QColor(other)))


def colours(name: str) -> dict[str, str]:
    return theme.load_theme(name).colours


def test_the_four_themes_are_there() -> None:
    assert theme.theme_names() == list(THEMES)


@pytest.mark.parametrize(
    ("name", "ink", "ground"), list(product(THEMES, INKS, GROUNDS))
)
def test_words_stand_off_what_they_stand_on(name: str, ink: str, ground: str) -> None:
    least = 10 if name == "sunlight" else 4.5

    assert between(colours(name)[ink], colours(name)[ground]) >= least


@pytest.mark.parametrize(
    ("name", "line", "ground"), list(product(THEMES, OUTLINES, GROUNDS))
)
def test_outlines_and_the_ring_of_focus_can_be_seen(
    name: str, line: str, ground: str
) -> None:
    assert between(colours(name)[line], colours(name)[ground]) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_the_primary_button_can_be_read(name: str) -> None:
    least = 10 if name == "sunlight" else 4.5

    assert between(colours(name)["on_accent"], colours(name)["accent"]) >= least


@pytest.mark.parametrize("kind", [*Level, "marker"])
def test_every_badge_has_a_word_a_shape_and_readable_ink(kind: str) -> None:
    look = badge_look(kind)

    assert look.words
    assert look.shape


ATTENTION = ("very_high", "marker", "high", "medium", "low", "not_assessed")


def test_attention_has_an_order_for_every_badge() -> None:
    assert set(ATTENTION) == {*Level, "marker"}


@pytest.mark.parametrize(
    ("name", "behind"), list(product(THEMES, ("surface", "window", "selection")))
)
def test_badges_stand_off_what_is_behind_them_the_worst_most(
    name: str, behind: str
) -> None:
    of = theme.palette(theme.load_theme(name))
    ground = theme.colour(of, behind)
    seen = [
        ratio(luminance(badge_inks(kind, of).strongest), luminance(ground))
        for kind in ATTENTION
    ]

    assert min(seen) >= 3
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(("name", "kind"), list(product(THEMES, ATTENTION)))
def test_the_words_on_every_badge_can_be_read(name: str, kind: str) -> None:
    of = theme.palette(theme.load_theme(name))
    inks = badge_inks(kind, of)
    behind = inks.ground if inks.ground.alpha() else theme.colour(of, "surface")

    assert ratio(luminance(inks.ink), luminance(behind)) >= 4.5


def test_no_two_levels_share_a_shape_or_a_word() -> None:
    looks = [badge_look(level) for level in Level]

    assert len({look.shape for look in looks}) == len(looks)
    assert len({look.words for look in looks}) == len(looks)


@pytest.mark.parametrize("name", THEMES)
def test_a_widget_reads_the_tokens_back_from_its_palette(
    app: QApplication, name: str
) -> None:
    theme.apply(app, name)
    label = QLabel("words")

    told = {token: theme.colour(label.palette(), token).name() for token in theme.ROLES}

    assert told == colours(name)


def test_a_style_sheet_of_its_own_leaves_the_tokens_alone(app: QApplication) -> None:
    theme.apply(app, "dark")
    label = QLabel("words")
    label.setStyleSheet("color: red; background: green; selection-color: blue")
    label.ensurePolished()

    assert theme.colour(label.palette(), "muted").name() == colours("dark")["muted"]
    assert theme.colour(label.palette(), "surface").name() == colours("dark")["surface"]


@pytest.mark.parametrize("name", THEMES)
def test_badges_dim_to_outlines_at_night_only(app: QApplication, name: str) -> None:
    theme.apply(app, name)

    assert theme.is_outlined(app.palette()) == (name == "night")


def test_the_faces_are_ours_and_hold_four_weights(app: QApplication) -> None:
    assert app.font().families() == list(theme.FACES)
    assert {"Regular", "Medium", "SemiBold", "Bold"} <= set(
        QFontDatabase.styles(theme.FACES[0])
    )


def test_digits_line_up_in_columns(app: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    font = QFont(app.font())
    font.setFeature(QFont.Tag("tnum"), 1)
    metrics = QFontMetricsF(font)

    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_sizes_grow_with_the_text(app: QApplication, scale: float) -> None:
    theme.apply(app, "light", scale)
    title, small = text("Today", "title"), text("why", "small")
    for label in (title, small):
        label.ensurePolished()

    assert app.font().pixelSize() == round(15 * scale)
    assert title.font().pixelSize() == round(22 * scale)
    assert small.font().pixelSize() == round(13 * scale)


@pytest.mark.usefixtures("app")
def test_visit_mode_writes_larger() -> None:
    page = QWidget()
    visit_mode(page)
    label = text("Lives here")
    label.setParent(page)
    label.ensurePolished()

    assert label.font().pixelSize() == 18


@pytest.mark.usefixtures("app")
def test_what_was_typed_is_shown_as_typed() -> None:
    from PySide6.QtCore import Qt

    assert text("<b>Dools</b>").textFormat() == Qt.TextFormat.PlainText


def test_no_token_is_left_unfilled_in_the_style_sheet() -> None:
    assert "$" not in theme.style_sheet(theme.load_theme("light"))


def test_the_tokens_say_their_version_and_source() -> None:
    tokens = resource_toml("themes/tokens.toml")

    assert tokens["version"]
    assert tokens["source"]


def test_night_lights_less_than_a_twentieth_of_the_screen(app: QApplication) -> None:
    from PySide6.QtGui import QImage

    from tests.ui.kit.scenes import SCENES

    theme.apply(app, "night")
    for scene in ("today", "person", "visit"):
        page = SCENES[scene]()
        page.resize(1366, 768)
        shot = page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        small = shot.scaled(170, 96)
        spots = product(range(small.width()), range(small.height()))
        lit = [luminance(small.pixelColor(x, y)) for x, y in spots]

        assert sum(lit) / len(lit) <= 0.05, scene


def test_the_tokens_are_read_as_toml_says_them() -> None:
    text = resource_text("themes/tokens.toml")

    assert theme.read_tokens(text) == tomllib.loads(text)
