"""Who may do what: every action says which roles may do it, and `do` asks."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, ParamSpec, TypeVar

from attrs import frozen

from iomdesk.errors import NotAllowed
from iomdesk.records.ids import OfficerId

P = ParamSpec("P")
T = TypeVar("T")


class Role(StrEnum):
    OFFICER = "officer"
    SUPERVISOR = "supervisor"


@frozen(kw_only=True)
class Officer:
    """Who is at the desk; before enrolment in every role, and *confirmed* is False."""

    id: OfficerId
    name: str
    roles: frozenset[Role] = frozenset(Role)
    confirmed: bool = False


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
