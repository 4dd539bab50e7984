"""Invitations, and desks that come with one: who an officer is, signed by the hub."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import evolve

from iomdesk.clock import london_date
from iomdesk.hub.granting import grant_holding
from iomdesk.hub.ports import DeskRow, HubWork, InviteRow
from iomdesk.journal.change import GENESIS
from iomdesk.records.codec import Document
from iomdesk.records.ids import OfficerId, new_id
from iomdesk.rules.loading import rulebook_by
from iomdesk.sync.protocol import Enrolled, Enrolment, EventKind, Head
from iomdesk.sync.signing import new_key, public_key, sign, statement_words

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _LETTERS = 3, 4


def prepare(work: HubWork) -> str:
    """Make the hub's own key, once; return its public half."""
    private = work.settings.get("key")
    if private is None:
        private = new_key()
        work.settings.set("key", private)
    return public_key(str(private))


def invite(
    work: HubWork,
    *,
    name: str,
    team: str | None,
    roles: Sequence[str],
    until: datetime,
    officer: OfficerId | None = None,
) -> str:
    """Return a code that one laptop may enrol with, once, until then.

    Without a *team* it will be alone: what it holds no other laptop gets by itself.
    """
    code = "-".join(
        "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))
        for _ in range(_GROUPS)
    )
    work.wrong_codes.forget()
    work.desks.save_invite(
        InviteRow(
            code_hash=code_hash(code),
            officer=officer,
            name=name,
            team=team,
            roles=tuple(roles),
            expires_at=until,
        )
    )
    return code


def code_hash(code: str) -> str:
    """Return the hash of a code, however it was typed."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    for typed, meant in (("O", "0"), ("I", "1"), ("L", "1")):
        plain = plain.replace(typed, meant)
    return hashlib.sha256(f"iomdesk code 1\n{plain}".encode()).hexdigest()


def enrol(work: HubWork, ask: Enrolment, now: datetime) -> Enrolled | None:
    """Take a desk in, or return None where the code is not right.

    Asked again after a lost answer, answer the same.
    """
    invited = work.desks.invite(code_hash(ask.code))
    known = work.desks.get(ask.desk)
    if invited is None or not _may_use(invited, known, ask, now):
        return None
    hub_key = prepare(work)
    desk = known or _taken_in(work, invited, ask, now)
    work.desks.save(evolve(desk, seen_at=now, leased_at=now))
    return Enrolled(hub_key=hub_key, lease=lease(work, desk, now))


def lease(work: HubWork, desk: DeskRow, now: datetime) -> Document:
    """Return who the officer is, signed; it holds offline for some days."""
    statement = {
        "desk": desk.id,
        "officer": desk.officer,
        "name": desk.name,
        "team": desk.team or "",
        "roles": list(desk.roles),
        "at": now.isoformat(),
        "days": _lease_days(work, now),
    }
    private = str(work.settings.get("key"))
    signed: Document = {
        "statement": statement,
        "signature": sign(private, statement_words(statement)),
    }
    rules = work.settings.get("rules")
    return signed | {"rules": rules["text"]} if rules else signed


def renewed_lease(work: HubWork, desk: DeskRow, now: datetime) -> Document | None:
    """Return a new lease once half of the last one has passed, or with new rules."""
    half = timedelta(days=_lease_days(work, now) / 2)
    is_young = desk.leased_at is not None and now - desk.leased_at < half
    return None if is_young and not _has_news(work, desk) else lease(work, desk, now)


def _lease_days(work: HubWork, now: datetime) -> int:
    rules = work.settings.get("rules")
    text = rules["text"] if rules else None
    return int(rulebook_by(text, london_date(now)).value("lease_days"))


def keep_rules(work: HubWork, text: str, now: datetime) -> None:
    """Keep the force's signed file of rules; each desk gets it with its next lease."""
    work.settings.set("rules", {"text": text, "at": now.isoformat()})


def _has_news(work: HubWork, desk: DeskRow) -> bool:
    """Say whether the force's rules are newer than what the desk was given."""
    rules = work.settings.get("rules")
    at = datetime.fromisoformat(rules["at"]) if rules else None
    return at is not None and desk.leased_at is not None and desk.leased_at <= at


def _may_use(
    invited: InviteRow, known: DeskRow | None, ask: Enrolment, now: datetime
) -> bool:
    if known:
        ours = known.key == ask.key and invited.used_by == ask.desk
        return ours and known.revoked_at is None
    return invited.used_by is None and now < invited.expires_at


def _taken_in(
    work: HubWork, invited: InviteRow, ask: Enrolment, now: datetime
) -> DeskRow:
    desk = DeskRow(
        id=ask.desk,
        key=ask.key,
        officer=invited.officer or _free_id(work, ask.officer),
        name=invited.name,
        team=invited.team,
        roles=invited.roles,
        head=Head(counter=0, hash=GENESIS),
        machine=ask.machine[:100],
        enrolled_at=now,
    )
    work.desks.save_invite(evolve(invited, used_by=desk.id))
    work.desks.save(desk)
    _tell_name(work, desk)
    for holding in work.cases.of_holder(desk.holder):
        grant_holding(work, [desk], holding)
    return desk


def _free_id(work: HubWork, officer: OfficerId) -> OfficerId:
    """Return the id that the officer's own laptop gave, unless another has it."""
    taken = any(desk.officer == officer for desk in work.desks.all())
    return OfficerId(new_id()) if taken or not officer else officer


def _tell_name(work: HubWork, desk: DeskRow) -> None:
    work.stream.add(
        work.settings.take_numbers(1),
        EventKind.OFFICER,
        content={"id": desk.officer, "name": desk.name},
    )
