"""The screen locks when nobody is there, blanks at one key, and hides everything."""

import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from iomdesk.errors import UserError
from ui.autolock import AutoLock
from ui.errors import CrashHandler, fault_code, fault_line
from ui.power import power_events
from ui.power_events import PowerEvents
from ui.power_windows import WindowsEvents
from ui.widgets.shield import Cover, Shield


class Seconds:
    """A clock that goes on when told."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def power() -> PowerEvents:
    return PowerEvents()


@pytest.fixture
def lock(app: QApplication, power: PowerEvents, seconds: Seconds) -> Iterator[AutoLock]:
    made = AutoLock(app, power, seconds)
    made.start()
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def locked(lock: AutoLock) -> list[str]:
    told: list[str] = []
    lock.lock_now.connect(lambda: told.append("lock"))
    lock.blank_now.connect(lambda: told.append("blank"))
    return told


@pytest.fixture
def window(qtbot: QtBot, lock: AutoLock) -> QWidget:
    assert lock.parent()
    return a_window(qtbot)


def a_window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    made.findChildren(QLineEdit)[0].setFocus()
    return made


def press(window: QWidget, key: Qt.Key) -> None:
    """Press *key* as the window system does, before any widget sees it."""
    QTest.keyClick(window.windowHandle(), key)


def test_it_locks_after_five_idle_minutes(
    lock: AutoLock, seconds: Seconds, locked: list[str]
) -> None:
    seconds.now += 299
    lock.look()
    assert locked == []

    seconds.now += 1
    lock.look()

    assert locked == ["lock"]


def test_a_key_begins_the_minutes_again(
    lock: AutoLock, seconds: Seconds, locked: list[str], window: QWidget
) -> None:
    seconds.now += 299
    press(window, Qt.Key.Key_A)
    seconds.now += 299
    lock.look()

    assert locked == []


def test_the_officer_may_choose_the_minutes(
    lock: AutoLock, seconds: Seconds, locked: list[str]
) -> None:
    lock.set_minutes(1)
    seconds.now += 60
    lock.look()

    assert locked == ["lock"]


def test_a_key_that_comes_too_late_locks_and_types_nothing(
    seconds: Seconds, locked: list[str], window: QWidget
) -> None:
    seconds.now += 4_000  # the lid was shut, and no timer ran
    press(window, Qt.Key.Key_A)

    assert locked == ["lock"]
    assert window.findChildren(QLineEdit)[0].text() == ""


def test_a_clock_set_back_by_hours_locks(
    lock: AutoLock, seconds: Seconds, locked: list[str]
) -> None:
    seconds.now -= 7_200
    lock.look()

    assert locked == ["lock"]


@pytest.mark.parametrize("what", ["sleeping", "session_locked"])
def test_sleep_and_a_locked_session_lock(
    power: PowerEvents, locked: list[str], what: str
) -> None:
    getattr(power, what).emit()

    assert locked == ["lock"]


def test_it_locks_once(
    lock: AutoLock, power: PowerEvents, seconds: Seconds, locked: list[str]
) -> None:
    seconds.now += 400
    lock.look()
    lock.look()
    power.sleeping.emit()

    assert locked == ["lock"]


def test_f12_blanks_and_reaches_nothing_else(
    locked: list[str], window: QWidget
) -> None:
    press(window, Qt.Key.Key_F12)

    assert locked == ["blank"]


def test_f12_blanks_from_within_a_dialog(
    qtbot: QtBot, locked: list[str], window: QWidget
) -> None:
    dialog = QDialog(window)
    QVBoxLayout(dialog).addWidget(QLineEdit())
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)

    press(dialog, Qt.Key.Key_F12)

    assert locked == ["blank"]


@pytest.fixture
def shield(app: QApplication) -> Iterator[Shield]:
    made = Shield(app)
    yield made
    made.down()
    made.deleteLater()


def covers(*windows: QWidget) -> list[Cover]:
    return [c for w in windows for c in w.findChildren(Cover) if c.isVisible()]


def test_the_shield_covers_every_window(
    qtbot: QtBot, shield: Shield, window: QWidget
) -> None:
    other = a_window(qtbot)

    shield.up()

    assert len(covers(window, other)) == 2
    assert all(c.geometry() == c.window().rect() for c in covers(window, other))


def test_nothing_of_the_page_is_left_to_see(shield: Shield, window: QWidget) -> None:
    window.findChildren(QLineEdit)[0].setText("DOOLEY")
    shield.up("")

    shot = window.grab().toImage()
    spots = {
        shot.pixel(x, y) for x in range(shot.width()) for y in range(shot.height())
    }

    assert len(spots) == 1


def test_a_window_that_opens_under_the_shield_is_covered_too(
    qtbot: QtBot, shield: Shield, window: QWidget
) -> None:
    shield.up()
    late = a_window(qtbot)

    assert len(covers(window)) == 1
    assert len(covers(late)) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_F12, Qt.Key.Key_Tab, Qt.Key.Key_X])
def test_any_key_lifts_the_shield_and_types_nothing(
    shield: Shield, window: QWidget, key: Qt.Key
) -> None:
    field = window.findChildren(QLineEdit)[0]
    shield.up()

    QTest.keyClick(covers(window)[0], key)

    assert not shield.is_up()
    assert field.text() == ""
    assert field.hasFocus()


def test_a_shortcut_does_nothing_under_the_shield(
    shield: Shield, window: QWidget
) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    pressed: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+K"), window)
    shortcut.activated.connect(lambda: pressed.append(True))
    shield.up()

    cover = covers(window)[0]
    QTest.keyClick(cover, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert pressed == []


def test_the_shield_stays_over_a_window_that_grows(
    shield: Shield, window: QWidget
) -> None:
    shield.up()
    window.resize(900, 700)

    assert covers(window)[0].geometry() == window.rect()


def fail(secret: str) -> None:
    raise ValueError(secret)


def fail_again(secret: str) -> None:
    try:
        fail(secret)
    except ValueError as fault:
        raise KeyError(secret) from fault


def a_fault(secret: str) -> BaseException:
    with pytest.raises(KeyError) as caught:
        fail_again(secret)
    return caught.value


def test_a_fault_is_logged_by_type_and_place_and_never_by_its_words() -> None:
    line = fault_line(a_fault("Wendell Dooley"))

    assert line.startswith("KeyError from ValueError at kit/test_presence.py:")
    assert "Dooley" not in line


def test_the_same_fault_has_the_same_code() -> None:
    assert fault_code(a_fault("one")) == fault_code(a_fault("other"))


@pytest.fixture
def handler(app: QApplication) -> CrashHandler:
    return CrashHandler(logging.getLogger("kit"), app)


def test_a_fault_on_any_thread_becomes_a_sentence(
    qtbot: QtBot, handler: CrashHandler, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    handler.crashed.connect(said.append)

    worker = threading.Thread(target=handler.report, args=(a_fault("Dooley"),))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(said))

    assert "fault in this program" in said[0]
    assert fault_code(a_fault("")) in said[0]
    assert "Dooley" not in caplog.text


def test_a_refusal_that_no_screen_took_is_said_as_it_stands(
    qtbot: QtBot, handler: CrashHandler
) -> None:
    said: list[str] = []
    handler.refused.connect(said.append)

    handler.report(UserError("The store is locked."))
    qtbot.waitUntil(lambda: bool(said))

    assert said == ["The store is locked."]


@pytest.mark.parametrize(
    ("message", "parameter", "told"),
    [
        (0x0218, 0x0004, ["sleeping"]),
        (0x02B1, 0x7, ["session_locked"]),
        (0x0218, 0x0012, []),
        (0x02B1, 0x8, []),
    ],
)
def test_the_messages_of_windows_are_read(
    message: int, parameter: int, told: list[str]
) -> None:
    events, heard = WindowsEvents(), []
    events.sleeping.connect(lambda: heard.append("sleeping"))
    events.session_locked.connect(lambda: heard.append("session_locked"))

    events.take(message, parameter)

    assert heard == told


def test_power_events_of_an_unknown_machine_are_silent() -> None:
    assert isinstance(PowerEvents(), QObject)


def test_on_windows_the_window_on_screen_asks_to_be_told(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QWindow] = []

    def listen(_events: WindowsEvents, _app: QApplication, window: QWindow) -> bool:
        asked.append(window)
        return True

    monkeypatch.setattr("ui.power.sys.platform", "win32")
    monkeypatch.setattr(WindowsEvents, "listen", listen)
    window = QWindow()

    told = power_events(app, window, None)

    assert isinstance(told, WindowsEvents)
    assert asked == [window]
