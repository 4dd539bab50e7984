"""A print server of the test's own, with one queue that ends in a file."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

NEEDED = ("cupsd", "lpadmin", "setpriv")
QUEUE = "desk-printer"
_PATIENCE = 20
_CONF = """
Listen 127.0.0.1:{port}
LogLevel warn
WebInterface No
Browsing Off
DefaultAuthType None
PreserveJobHistory Yes
PreserveJobFiles Yes
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_FILES = """
FileDevice Yes
SystemGroup {group}
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
TempDir {root}/tmp
ServerRoot {root}
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
"""


@frozen(kw_only=True)
class PrintServer:
    """*paper* is where the queue's last job ends, as PostScript."""

    address: str
    root: Path
    paper: Path

    def printed(self, pages: int = 1) -> str:
        """Wait until *pages* pages of a job have come out; return the PostScript."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            held = self.paper.read_bytes() if self.paper.exists() else b""
            if held.count(b"%%Page:") >= pages and b"%%EOF" in held:
                return held.decode("latin-1")
            time.sleep(0.05)
        raise AssertionError(f"nothing came out: {self.log()}")

    def jobs(self, count: int) -> list[str]:
        """Wait until *count* jobs are done and return their lines of the page log."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            done = self._run("lpstat", "-W", "completed", "-o").splitlines()
            if len(done) >= count:
                return done
            time.sleep(0.05)
        raise AssertionError(f"the jobs are not done: {self.log()}")

    def received(self) -> list[Path]:
        """Return what was sent to the queue, job by job."""
        return sorted((self.root / "spool").glob("d*-001"))

    def clear(self) -> None:
        """Have one queue, and forget every job."""
        deadline = time.monotonic() + _PATIENCE
        while self._run("lpstat", "-o").strip() and time.monotonic() < deadline:
            time.sleep(0.02)
        self._run("cancel", "-a", "-x")
        self.paper.unlink(missing_ok=True)
        held = self._run("lpstat", "-e").split()
        for name in set(held) - {QUEUE}:
            self.remove(name)
        if QUEUE not in held:
            self.add_queue(QUEUE, device=f"file:{self.paper}")

    def log(self) -> str:
        held = self.root / "error_log"
        return held.read_text() if held.exists() else "no log"

    def add_queue(self, name: str, *, device: str, description: str = "") -> None:
        arguments = ["lpadmin", "-p", name, "-E", "-v", device]
        arguments += ["-m", "drv:///sample.drv/generic.ppd", "-o", "PageSize=A4"]
        self._run(*arguments, *(["-D", description] if description else []))

    def remove(self, name: str) -> None:
        self._run("lpadmin", "-x", name)

    def _run(self, *command: str) -> str:
        told = {**os.environ, "CUPS_SERVER": self.address, "LC_ALL": "C"}
        done = subprocess.run(
            command, env=told, capture_output=True, text=True, check=False, timeout=30
        )
        return done.stdout


def is_missing() -> str:
    """Return why no print server can be started here, "" where one can."""
    places = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    lacking = [name for name in NEEDED if not shutil.which(name, path=places)]
    return f"no {', '.join(lacking)} here: see apt-packages.txt" if lacking else ""


@contextmanager
def print_server(root: Path) -> Iterator[PrintServer]:
    """Start a print server under *root*; it ends with the test, killed or not."""
    port = _free_port()
    for name in ("spool", "cache", "state", "tmp"):
        (root / name).mkdir(parents=True)
    (root / "tmp").chmod(0o1777)
    (root / "cupsd.conf").write_text(_CONF.format(port=port))
    group = "root" if os.getuid() == 0 else str(os.getgid())
    (root / "files.conf").write_text(_FILES.format(root=root, group=group))
    daemon = subprocess.Popen(
        [
            "/usr/bin/setpriv", "--pdeathsig", "KILL", "/usr/sbin/cupsd", "-f",
            "-c", str(root / "cupsd.conf"), "-s", str(root / "files.conf"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    made = PrintServer(address=f"127.0.0.1:{port}", root=root, paper=root / "paper.ps")
    try:
        _wait_for(port)
        yield made
    finally:
        daemon.kill()
        daemon.wait()


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the print server did not start")
