"""The demo's hub and desks: processes over a real socket, one of them killed."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import field, frozen

from iomdesk.errors import HubUnreachable, UserError
from iomdesk.plain_copy import write_copy
from iomdesk.records.codec import Json
from iomdesk.records.ids import CaseId

_PROGRAM = (sys.executable, "-m", "iomdesk")
_PATIENCE_SECONDS = 30

DISPUTED = "desk-for-pictures"
"""A copy of desk A while the conflict is open: pictures show it, then it goes."""


@frozen(kw_only=True)
class DemoDesks:
    """Two desks and a hub in *folder*; desk A holds what was recorded."""

    folder: Path
    passphrase: str
    tell: Callable[[str], None]
    state: dict[str, Any] = field(factory=dict)

    def run(self, case_id: CaseId) -> dict[str, Json]:
        """Sync, collide, kill, settle; return what came of it."""
        self._call("hub", "new", "--db", self._db)
        hub = self._serve()
        try:
            self._enrol_both(hub.url)
            self._sync("desk-a")
            hub = self._kill(hub)
            self._sync("desk-a")
            self._sync("desk-b")
            return self._collide(case_id)
        finally:
            hub.stop()

    def _serve(self, port: int = 0) -> "_Hub":
        return _Hub.start(self.folder / "hub.db", port)

    def _kill(self, hub: "_Hub") -> "_Hub":
        """Kill the hub in the middle of a sync and start it again."""
        busy = self._start("sync", "desk-a")
        hub.process.kill()
        hub.process.wait()
        busy.wait()
        again = self._serve(hub.port)
        self.tell("Killed the hub while a desk was syncing, and started it again.")
        return again

    def _enrol_both(self, url: str) -> None:
        self._call("new", str(self.folder / "desk-b"), "--officer", "PC 2210 Lowe")
        for name, desk in (("DC 4471 Marsh", "desk-a"), ("PC 2210 Lowe", "desk-b")):
            code = self._invite(name)
            store = str(self.folder / desk)
            self._call("enrol", store, "--hub", url, "--code", code)
        self.tell("Started a hub and enrolled two desks.")

    def _invite(self, name: str) -> str:
        said = self._json(
            "hub", "invite", "--officer", name, "--role", "officer", "--role",
            "supervisor", "--team", "Shrewsbury", "--db", self._db,
        )  # fmt: skip
        return str(said["code"])

    @property
    def _db(self) -> str:
        return str(self.folder / "hub.db")

    def _sync(self, desk: str) -> dict[str, Any]:
        said: dict[str, Any] = self._json("sync", str(self.folder / desk))
        return said

    def _collide(self, case_id: CaseId) -> dict[str, Json]:
        """Let both desks change the same risk level while apart, then settle it."""
        before = self._risk("desk-a", case_id)
        self._set_risk("desk-a", case_id, "medium")
        self._set_risk("desk-b", case_id, "very_high")
        for desk in ("desk-a", "desk-b", "desk-a"):
            self._sync(desk)
        shown = {d: self._risk(d, case_id) for d in ("desk-a", "desk-b")}
        found = self._json("conflicts", str(self.folder / "desk-b"))
        self.tell(
            f"Both changed the same risk level: {len(found)} conflict, both desks show "
            f"{shown['desk-a']}."
        )
        shutil.copytree(self.folder / "desk-a", self.folder / DISPUTED)
        for conflict in found:
            self._call("settle", str(self.folder / "desk-b"), conflict["id"], "mine")
        for desk in ("desk-b", "desk-a", "desk-b"):
            self._sync(desk)
        hashes = {d: self._digest(d) for d in ("desk-a", "desk-b")}
        left = self._json("conflicts", str(self.folder / "desk-a"))
        same = len(set(hashes.values())) == 1
        self.tell(
            f"Settled; {len(left)} left. Both desks hold "
            f"{'the same' if same else 'DIFFERENT'} records."
        )
        return {
            "risk_before": before,
            "shown_while_disputed": shown,
            "conflicts": len(found),
            "conflicts_left": len(left),
            "digests": hashes,
            "same_everywhere": same and not left,
        }

    def _risk(self, desk: str, case_id: CaseId) -> Json:
        case = self._json("case", str(self.folder / desk), case_id)
        return case.get("risk", {}).get("children")

    def _set_risk(self, desk: str, case_id: CaseId, level: str) -> None:
        said = self.folder / "risk.json"
        write_copy(said, json.dumps({"risk": {"children": level}}).encode())
        self._call("case", str(self.folder / desk), case_id, "--input", str(said))
        said.unlink()

    def _digest(self, desk: str) -> str:
        return str(self._json("check", str(self.folder / desk))["digest"])

    def _json(self, *words: str) -> Any:
        return json.loads(self._call(*words, "--json"))

    def _call(self, *words: str) -> str:
        done = self._start(*words)
        out, err = done.communicate(timeout=_PATIENCE_SECONDS * 2)
        if done.returncode:
            raise UserError(f"The demo's “{words[0]}” was refused: {err.strip()}")
        return out

    def _start(self, *words: str) -> "subprocess.Popen[str]":
        known = [str(self.folder / w) if w.startswith("desk-") else w for w in words]
        return subprocess.Popen(
            [*_PROGRAM, *known],
            env=os.environ | {"IOMDESK_PASSPHRASE": self.passphrase},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@frozen(kw_only=True)
class _Hub:
    """A hub that serves, as a process."""

    process: "subprocess.Popen[str]"
    url: str
    port: int

    @classmethod
    def start(cls, db: Path, port: int) -> "_Hub":
        words = [*_PROGRAM, "hub", "serve", "--db", str(db), "--port", str(port)]
        process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        url = _line(process).split()[-1].rstrip("/.")
        return cls(process=process, url=url, port=int(url.rsplit(":", 1)[1]))

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def _line(process: "subprocess.Popen[str]") -> str:
    """Return the first line that the hub says: the address that it serves."""
    start = time.monotonic()
    while time.monotonic() - start < _PATIENCE_SECONDS:
        line = process.stdout.readline() if process.stdout else ""
        if "http" in line:
            return line
        if process.poll() is not None:
            break
    raise HubUnreachable("The demo's hub did not start.")
