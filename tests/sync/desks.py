"""Desks and a hub that are real: stores, sockets, messages; only faults are made."""

import shutil
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from attrs import evolve

from db.check import check
from db.hub.connect import new_hub_store, open_hub_store
from db.store import EncryptedStore, Options, create
from db.sync import DeskSide
from iomdesk.cases.case import Case, RiskLevel
from iomdesk.errors import HubUnreachable
from iomdesk.hub.app import create_app
from iomdesk.hub.enrolment import invite, prepare
from iomdesk.kinds.registry import Kinds
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer, Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import CaseId, DeskId, OfficerId
from iomdesk.store_state import CheckReport
from iomdesk.sync.client import Caller, HubClient
from iomdesk.sync.engine import sync
from iomdesk.sync.enrolment import enrol
from iomdesk.sync.ports import Standing
from iomdesk.sync.refusal import Refused
from iomdesk.sync.report import SyncReport
from tests.conftest import KEY, NOON, FixedClock


class FailingClient(HubClient):
    """Loses the connection at one message, before or after the hub took it."""

    def __init__(self, caller: Caller, last: int, at: int, *, after: bool) -> None:
        super().__init__(caller, last)
        self._left = at
        self._after = after

    def _sent(self, method: str, path: str, body: bytes) -> bytes:
        self._left -= 1
        if self._left != -1:
            return super()._sent(method, path, body)
        if self._after:
            with suppress(Refused):
                super()._sent(method, path, body)
        raise HubUnreachable("the line broke")


@may(Role.OFFICER)
def put(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


@may(Role.OFFICER)
def set_children(work: UnitOfWork, case_id: CaseId, level: RiskLevel | None) -> Case:
    case = work.get(Case, case_id)
    return work.save(evolve(case, risk=evolve(case.risk, children=level)))


@may(Role.OFFICER)
def set_tier(work: UnitOfWork, case_id: CaseId, tier: str) -> Case:
    return work.save(evolve(work.get(Case, case_id), tier=tier))


def caller_of(standing: Standing) -> Caller:
    assert standing.hub
    assert standing.key
    return Caller(url=standing.hub, desk=standing.desk, key=standing.key)


class Desk:
    """One officer's store, enrolled."""

    def __init__(self, folder: Path, name: str, kinds: Kinds = SHIPPED) -> None:
        self.name = name
        self.kinds = kinds
        self.folder = folder
        officer = Officer(id=OfficerId(name), name=f"DC {name}")
        self.clock = FixedClock()
        self.store: EncryptedStore = create(
            folder, KEY, officer, Options(kinds=kinds, clock=self.clock)
        )
        self.side = DeskSide(self.store)
        self.keys_destroyed = 0

    @property
    def id(self) -> DeskId:
        return self.store.queries.sync_state().desk

    def destroy_keys(self) -> None:
        self.keys_destroyed += 1

    def sync(self) -> SyncReport:
        return sync(self.side, self.destroy_keys)

    def sync_failing(self, at: int, *, after: bool) -> SyncReport:
        """Sync over a line that breaks at message *at*."""
        standing = self.side.standing()
        caller = caller_of(standing)
        failing = FailingClient(caller, standing.request, at, after=after)
        with failing as client:
            return sync(self.side, self.destroy_keys, client)

    def sync_with_every_break(self, *, after: bool) -> int:
        """Break the line at message 0, then 1, … until a sync has fewer messages."""
        for at in range(100):
            try:
                report = self.sync_failing(at, after=after)
            except HubUnreachable:
                continue
            if not report.unfinished:
                return at
        raise AssertionError("a sync never came to its end")

    def copied(self, to: Path) -> Path:
        """Copy the store's files as they are, all together."""
        self.store.checkpoint()
        return shutil.copytree(self.folder, to)

    def put_back(self, copy: Path) -> None:
        """Put older files in the place of all there are, as a restored disk would."""
        self.store.close()
        shutil.rmtree(self.folder)
        shutil.copytree(copy, self.folder)
        self.store = EncryptedStore(
            self.folder, KEY, Options(kinds=self.kinds, clock=self.clock)
        )
        self.side = DeskSide(self.store)

    def check(self) -> CheckReport:
        return check(self.store)

    def children(self, case_id: CaseId) -> RiskLevel | None:
        return self.store.queries.get(Case, case_id).risk.children


class World:
    """A hub that serves on loopback, and the desks of one team."""

    def __init__(self, folder: Path, address: str = "", kinds: Kinds = SHIPPED) -> None:
        self._kinds = kinds
        self._folder = folder
        self.clock = FixedClock()
        self.hub_store = (
            open_hub_store(address) if address else new_hub_store(str(folder / "hub"))
        )
        with self.hub_store.work() as work:
            prepare(work)
        config = uvicorn.Config(
            create_app(self.hub_store, self.clock), port=0, log_level="critical"
        )
        self._server = uvicorn.Server(config)
        self._socket = config.bind_socket()
        self._socket.listen()  # who calls before the server has started waits for it
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}
        )
        self._thread.start()
        self.desks: dict[str, Desk] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for desk in self.desks.values():
            desk.store.close()
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
        self.hub_store.close()

    def code(
        self, name: str = "anybody", team: str | None = "north", hours: int = 1
    ) -> str:
        with self.hub_store.work() as work:
            return invite(
                work,
                name=f"DC {name}",
                team=team,
                roles=("officer", "supervisor"),
                until=NOON + timedelta(hours=hours),
            )

    def desk(self, name: str, team: str | None = "north") -> Desk:
        desk = Desk(self._folder / name, name, self._kinds)
        enrol(desk.side, self.url, self.code(name, team))
        self.desks[name] = desk
        return desk

    def sync_all(self, rounds: int = 2) -> None:
        for _ in range(rounds):
            for desk in self.desks.values():
                desk.sync()

    def digests(self) -> set[str]:
        return {desk.check().digest for desk in self.desks.values()}

    def assert_same_everywhere(self) -> None:
        reports = {name: desk.check() for name, desk in self.desks.items()}
        for name, report in reports.items():
            assert report.ok, (name, report.faults)
        assert len({report.digest for report in reports.values()}) == 1
