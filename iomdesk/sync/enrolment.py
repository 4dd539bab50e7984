"""Joining a hub: once, with a short-lived code."""

import platform
from collections.abc import Callable

from attrs import frozen

from iomdesk.errors import HubRefused
from iomdesk.records.ids import DeskId, OfficerId
from iomdesk.sync.client import Caller, HubClient
from iomdesk.sync.lease import demand_lease
from iomdesk.sync.ports import DeskStore
from iomdesk.sync.protocol import Enrolment
from iomdesk.sync.signing import public_key


@frozen(kw_only=True)
class EnrolmentReport:
    """Who this desk is at the hub."""

    hub: str
    desk: DeskId
    officer: OfficerId
    name: str
    team: str
    roles: tuple[str, ...]


def enrol(
    store: DeskStore,
    url: str,
    code: str,
    certificate: str | None = None,
    let_go: Callable[[], object] | None = None,
) -> EnrolmentReport:
    """Make this desk known at the hub at *url*; its key never leaves the store.

    *let_go* is called before each request: others can have the store meanwhile.
    """
    standing = store.standing()
    if standing.hub:
        raise HubRefused(f"This laptop is enrolled already, at {standing.hub}.")
    key = store.prepare_key()
    caller = Caller(url=url, desk=standing.desk, key=key, certificate=certificate)
    ask = Enrolment(
        code=code,
        desk=standing.desk,
        key=public_key(key),
        officer=standing.officer,
        machine=platform.node(),
    )
    with HubClient(caller, let_go=let_go) as hub:
        answer = hub.enrol(ask)
    statement = demand_lease(answer.lease, answer.hub_key, standing.desk)
    store.enrolled(url, certificate, answer)
    return EnrolmentReport(
        hub=url,
        desk=standing.desk,
        officer=OfficerId(statement["officer"]),
        name=statement["name"],
        team=statement["team"],
        roles=tuple(statement["roles"]),
    )
