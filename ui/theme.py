"""Colours, faces and the style sheet of the window, from resources/themes and fonts."""

from functools import cache
from string import Template
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from iomdesk.resources import resource_bytes, resource_names, resource_text

FACES = ("Atkinson Hyperlegible Next", "Noto Sans")
SYSTEM = "system"
_OWN = [
    f"fonts/AtkinsonHyperlegibleNext-{weight}.ttf"
    for weight in ("Regular", "Medium", "SemiBold", "Bold")
]

# A widget asks its own palette for a token, so that no widget has to be given a theme
# and every widget is told by Qt when the theme changes. These are the roles that a
# style sheet's own colours leave alone.
ROLES = {
    "window": QPalette.ColorRole.ToolTipBase,
    "surface": QPalette.ColorRole.AlternateBase,
    "line": QPalette.ColorRole.Mid,
    "border": QPalette.ColorRole.Dark,
    "text": QPalette.ColorRole.ToolTipText,
    "muted": QPalette.ColorRole.Light,
    "accent": QPalette.ColorRole.Link,
    "on_accent": QPalette.ColorRole.BrightText,
    "danger": QPalette.ColorRole.LinkVisited,
    "focus": QPalette.ColorRole.Midlight,
    "selection": QPalette.ColorRole.Highlight,
}
_HALF = 128
_OUTLINED = QPalette.ColorRole.Shadow
_ALSO = {
    "window": ("Window",),
    "surface": ("Base", "Button"),
    "text": ("WindowText", "Text", "ButtonText", "HighlightedText"),
    "muted": ("PlaceholderText",),
    "accent": ("Accent",),
}


class Theme(NamedTuple):
    """The colour tokens of one theme, and the sizes at one text scale.

    A named tuple, as all records are that the unlock screen needs: attrs itself would
    be a tenth of the time to its first paint.
    """

    name: str
    colours: dict[str, str]
    sizes: dict[str, int]
    outlined: bool


def theme_names() -> list[str]:
    return list(_tokens()["themes"])


def load_theme(name: str, scale: float = 1.0) -> Theme:
    tokens = _tokens()
    colours = dict(tokens["themes"][name])
    outlined = bool(colours.pop("outlined"))
    sizes = {key: round(value * scale) for key, value in tokens["sizes"].items()}
    return Theme(name=name, colours=colours, sizes=sizes, outlined=outlined)


def apply(app: QApplication, name: str, scale: float = 1.0) -> Theme:
    """Dress *app* in the theme *name* (or "system") at a text scale of 1 to 2."""
    theme = load_theme(theme_of_system(app) if name == SYSTEM else name, scale)
    if not app.property("faces"):
        app.setProperty("faces", load_faces())
    app.setFont(face(theme.sizes["body"]))
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
    return theme


def theme_of_system(app: QApplication) -> str:
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "sunlight"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def load_faces() -> int:
    """Put the face of the window at Qt's disposal; return in how many weights."""
    return _load(_OWN)


def load_other_faces() -> int:
    """Add the faces for what the window's own cannot write; they are larger."""
    names = resource_names("fonts", ".ttf")
    return _load([name for name in names if name not in _OWN])


def _load(names: list[str]) -> int:
    for name in names:
        QFontDatabase.addApplicationFontFromData(resource_bytes(name))
    return len(names)


def face(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(list(FACES))
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def palette(theme: Theme) -> QPalette:
    made = QPalette()
    for token, value in theme.colours.items():
        made.setColor(ROLES[token], QColor(value))
        for other in _ALSO.get(token, ()):
            made.setColor(QPalette.ColorRole[other], QColor(value))
    muted = QColor(theme.colours["muted"])
    for role in ("WindowText", "Text", "ButtonText"):
        made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], muted)
    made.setColor(_OUTLINED, QColor("white" if theme.outlined else "black"))
    return made


def colour(of: QPalette, token: str) -> QColor:
    """Return the colour of *token* in the theme that the palette *of* came from."""
    return of.color(QPalette.ColorGroup.Active, ROLES[token])


def is_outlined(of: QPalette) -> bool:
    """Do badges dim to outlines, because eyes are used to the dark."""
    return of.color(_OUTLINED).lightness() > 0


def badge_colours(of: QPalette) -> str:
    """Return which colours badges have in the theme that the palette *of* came from."""
    if is_outlined(of):
        return "night"
    return "dark" if colour(of, "window").lightness() < _HALF else "light"


def style_sheet(theme: Theme) -> str:
    sizes = {f"px_{key}": f"{value}px" for key, value in theme.sizes.items()}
    grown = theme.sizes["body"] / _tokens()["sizes"]["body"]
    room = round(14 + theme.sizes["body"] * 1.1)
    targets = {
        "target_22": f"{round(22 * grown)}px",
        "room_chevron": f"{room}px",
        "room_chevron_focus": f"{room - 2}px",
    }
    marker = _tokens()["badges"]["marker"]["light"]
    bar = {"marker": marker["ground"], "on_marker": marker["ink"]}
    if theme.outlined:
        bar = {"marker": theme.colours["surface"], "on_marker": theme.colours["text"]}
    values: dict[str, str] = {**theme.colours, **sizes, **targets, **bar}
    return Template(resource_text("themes/window.qss")).substitute(values)


@cache  # read three times while starting, never changed
def _tokens() -> dict[str, Any]:
    return read_tokens(resource_text("themes/tokens.toml"))


def read_tokens(text: str) -> dict[str, Any]:
    """Return tables of words, numbers and yes or no; no other TOML is understood.

    All of TOML would be a thirtieth of the time to the unlock screen.
    """
    tokens: dict[str, Any] = {}
    table = tokens
    for line in text.splitlines():
        key, says, value = line.partition(" = ")
        if line.startswith("["):
            table = tokens
            for name in line[1 : line.index("]")].split("."):
                table = table.setdefault(name, {})
        elif says and not line.startswith("#"):
            table[key] = _token(value)
    return tokens


def _token(value: str) -> str | int | bool:
    if value.startswith('"'):
        return value[1 : value.index('"', 1)]
    if value in {"true", "false"}:
        return value == "true"
    return int(value.split(maxsplit=1)[0])
