"""Who stands behind an agreed plan, and what no plan may be agreed on."""

from collections.abc import Iterable

from iomdesk.cases.case import Case
from iomdesk.journal.conflict import Conflict
from iomdesk.permissions import Role
from iomdesk.plans.loading import words
from iomdesk.plans.plan import Plan
from iomdesk.plans.quality import RISK_WORDS
from iomdesk.reasons import Reason


def is_supervised(plan: Plan) -> bool:
    """Say whether a supervisor who is not its author agreed *plan*."""
    in_role = plan.agreed_role == Role.SUPERVISOR
    return in_role and bool(plan.author) and not is_by_author(plan)


def is_by_author(plan: Plan) -> bool:
    """Say whether who wrote *plan* also agreed it.

    Before enrolment one person has another id on each laptop, so the same name is
    taken for the same person: a supervision too few is said, never one too many.
    """
    if plan.agreed_at is None:
        return False
    same_name = _plain(plan.author) == _plain(plan.agreed_name) != ""
    return same_name or (
        plan.author_id is not None and plan.author_id == plan.agreed_by
    )


def sign_off_words(plan: Plan) -> str:
    """Return what stands over the name of who agreed, or has to agree."""
    said = words()["sign_off"]
    if plan.agreed_at is None:
        return said["asked"]
    if is_supervised(plan):
        return said["supervisor"]
    return said["author"] if is_by_author(plan) else said["nobody"]


def unseen_words(plan: Plan) -> str:
    """Return what stands beside that name in lists, "" where a supervisor agreed."""
    if plan.agreed_at is None or is_supervised(plan):
        return ""
    return words()["sign_off"]["unseen"]


def agreed_unseen(plan: Plan) -> str:
    """Return what its author must know of a version just agreed, or “”."""
    unseen = unseen_words(plan)
    return f"Version {plan.version} is agreed, {unseen}." if unseen else ""


def agreed_by_words(plan: Plan) -> str:
    """Return who agreed and, where it is so, that no supervisor has seen it."""
    unseen = unseen_words(plan)
    return " · ".join(part for part in (plan.agreed_name or "", unseen) if part)


def in_dispute(plan: Plan, conflicts: Iterable[Conflict]) -> tuple[Reason, ...]:
    """Return what must be settled first: of the risks, and of *plan* itself."""
    said = (_disputed(plan, one) for one in conflicts)
    found = dict.fromkeys(words for words in said if words)
    return tuple(Reason(text=words, path=("conflicts",)) for words in found)


def _disputed(plan: Plan, conflict: Conflict) -> str:
    if conflict.record_id == plan.id:
        return "What this version says is in dispute. Settle it first."
    if conflict.kind != Case.KIND or conflict.path[:1] != ("risk",):
        return ""
    who = RISK_WORDS.get(conflict.path[-1], "")
    return " ".join(f"The risk {who} is in dispute. Settle it first.".split())


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())
