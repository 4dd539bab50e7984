"""Linux: what the login service says over the bus arrives, on a bus of our own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not shutil.which("dbus-daemon"), reason="there is no dbus-daemon here"
)
CONFIG = """<busconfig>
<type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default">
<allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""
# The listener runs alone: a process has one system bus, and its address is read once.
LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from ui.power import power_events

app = QCoreApplication([])
heard = []
events = power_events(app, None, app)

def hear(word):
    heard.append(word)
    if len(heard) == 2:
        print(*heard)
        app.quit()

events.sleeping.connect(lambda: hear("sleeping"))
events.session_locked.connect(lambda: hear("locked"))
login = QDBusConnection.connectToBus(sys.argv[1], "login")
login.registerService("org.freedesktop.login1")
root = "/org/freedesktop/login1"

def say(path, name, word, *values):
    message = QDBusMessage.createSignal(path, "org.freedesktop.login1." + name, word)
    message.setArguments(list(values))
    login.send(message)

say(root, "Manager", "PrepareForSleep", False)
say(root, "Manager", "PrepareForSleep", True)
say(root + "/session/_31", "Session", "Lock")
app.exec()
"""

ASKER = "from ui.power import LogindEvents; print(LogindEvents().listen())"


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    config = tmp_path / "bus.conf"
    config.write_text(CONFIG.format(socket=tmp_path / "bus"))
    daemon = subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def test_sleep_and_lock_are_heard_and_waking_is_not(bus: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LISTENER, bus],
        env={
            **os.environ,
            "DBUS_SYSTEM_BUS_ADDRESS": bus,
            "PYTHONPATH": str(Path.cwd()),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert told.stdout.split() == ["sleeping", "locked"], told.stderr


def test_a_machine_without_a_bus_is_no_hindrance(tmp_path: Path) -> None:
    missing = f"unix:path={tmp_path / 'nothing'}"
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from ui.power import LogindEvents as L; print(L().listen())",
        ],
        env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": missing},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert told.stdout.strip() == "False", told.stderr
