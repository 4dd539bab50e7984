"""Draw every scene in every theme: python -m tests.ui.kit.gallery FOLDER [PART]."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.kit.scenes import SCENES
from ui import theme

SIZE = (1366, 768)


def draw(app: QApplication, scene: str, look: str, scale: float, to: Path) -> None:
    theme.apply(app, look, scale)
    page = SCENES[scene]()
    page.resize(*SIZE)
    page.show()
    app.sendPostedEvents()
    content = page.property("content")
    if isinstance(content, QWidget):
        page.resize(SIZE[0], content.sizeHint().height() + 40)
        app.sendPostedEvents()
        page.resize(SIZE[0], content.height())
        app.sendPostedEvents()
    page.grab().save(str(to / f"{scene}-{look}-{round(scale * 100)}.png"))
    page.close()


def main(folder: str, only: str = "") -> None:
    app = QApplication([])
    to = Path(folder)
    to.mkdir(parents=True, exist_ok=True)
    for scene in SCENES:
        for look in theme.theme_names():
            for scale in (1.0, 2.0):
                if only in f"{scene}-{look}-{round(scale * 100)}":
                    draw(app, scene, look, scale, to)


if __name__ == "__main__":
    main(*sys.argv[1:])
