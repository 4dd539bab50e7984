"""Who may do what: every action says which roles may do it, and `do` asks."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ParamSpec, TypeVar

from attrs import evolve, frozen

from iomdesk.clock import london_date
from iomdesk.dates import date_text
from iomdesk.errors import NotAllowed
from iomdesk.records.ids import OfficerId

P = ParamSpec("P")
T = TypeVar("T")


class Role(StrEnum):
    OFFICER = "officer"
    SUPERVISOR = "supervisor"


@frozen(kw_only=True)
class Officer:
    """Who is at the desk; before enrolment in every role, and *confirmed* is False.

    *confirmed_until* is when the hub's word on the role ends, if it gave one.
    """

    id: OfficerId
    name: str
    roles: frozenset[Role] = frozenset(Role)
    confirmed: bool = False
    confirmed_until: datetime | None = None

    @property
    def unconfirmed_since(self) -> date | None:
        """Return the day on which the hub's word ended, where it has."""
        if self.confirmed or self.confirmed_until is None:
            return None
        return london_date(self.confirmed_until)


def as_of(officer: Officer, now: datetime) -> Officer:
    """Return *officer* as confirmed at *now*, by this laptop's own clock.

    The roles stay. DANGER: recording on people already here must never ask for more
    than a role; only what `demand_confirmed` guards ends with the hub's word.
    """
    until = officer.confirmed_until
    return evolve(officer, confirmed=False) if until and now >= until else officer


def demand_confirmed(officer: Officer, doing: str) -> None:
    """Refuse what nobody does in a role that the hub has stopped confirming."""
    if since := officer.unconfirmed_since:
        raise NotAllowed(
            f"Your role is not confirmed since {date_text(since)}. Sync with the hub, "
            f"then {doing}. Recording on the people already here goes on meanwhile."
        )


def confirmed_words(*, confirmed: bool, since: date | None = None) -> str:
    """Return how a paper says whether the role of who signed was confirmed."""
    if confirmed:
        return "role confirmed"
    day = f" since {date_text(since)}" if since else ""
    return f"role not confirmed{day}"


def may(*roles: Role) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Mark an action with the roles that may do it."""

    def mark(action: Callable[P, T]) -> Callable[P, T]:
        action.__dict__["may"] = frozenset(roles)
        return action

    return mark


def roles_of(action: Callable[..., Any]) -> frozenset[Role] | None:
    """Return who may do *action*, or None where it does not say."""
    said = getattr(action, "__dict__", {}).get("may")
    return said if isinstance(said, frozenset) else None


def demand(action: Callable[..., Any], officer: Officer) -> None:
    """Refuse an officer who may not do *action*, and any action that does not say."""
    roles = roles_of(action)
    if roles is None:
        name = getattr(action, "__name__", "action")
        raise TypeError(f"{name} does not say who may do it")
    if not roles & officer.roles:
        wanted = " or ".join(sorted(roles))
        raise NotAllowed(f"Only a {wanted} may do this. Ask one to do it with you.")
