"""Taking what a desk pushes: whole, unaltered, in its own order, one result each."""

import json
from collections.abc import Collection, Mapping, Sequence

from attrs import evolve, frozen

from iomdesk.hub.granting import places
from iomdesk.hub.ports import ChangeRow, DeskRow, Granted, Holder, HubWork
from iomdesk.hub.records import fault_in, record_name
from iomdesk.journal.change import Link, content_hash
from iomdesk.records.ids import CaseId
from iomdesk.sync.hashing import content_body
from iomdesk.sync.protocol import Exchange, Head, Outcome, Result, Sent
from iomdesk.sync.refusal import Refused, Why
from iomdesk.sync.signing import head_words, is_signed

ELSEWHERE = "It names a record of another case."
NOT_GRANTED = "The case was not granted to this laptop when the work reached the hub."


@frozen(kw_only=True)
class Pushed:
    """A change as it came, hashed."""

    sent: Sent
    hash: str
    body: bytes = b""

    @property
    def counter(self) -> int:
        return self.sent.counter

    @property
    def case_id(self) -> CaseId:
        return CaseId((self.sent.content or {})["case_id"])


def hashed(sent: Sent, *, plain: bool) -> Pushed:
    """Return a change with the hash of its content, taken before any transaction."""
    if sent.content is None:
        return Pushed(sent=sent, hash=sent.content_hash or "")
    body = content_body(sent.content, plain=plain)
    return Pushed(sent=sent, hash=content_hash(body, sent.salt or ""), body=body)


def take(
    work: HubWork, desk: DeskRow, ask: Exchange, pushed: Sequence[Pushed]
) -> tuple[DeskRow, list[Result]]:
    """Return the desk with its new head, and what became of each change."""
    _demand_not_put_back(desk, ask.head)
    if not pushed:
        return desk, []
    known = _known(work, desk, pushed)
    before = known[0].before if known else desk.head.hash
    links = _linked(desk, pushed, before)
    _demand_signed(desk, links[-1], ask.signature or "")
    new, new_links = pushed[len(known) :], links[len(known) :]
    rows = _decided(work, desk, new, new_links) if new else []
    work.changes.add(rows)
    results = [row.result for row in (*known, *rows)]
    last = links[-1]
    head = Head(counter=last.counter, hash=last.hash) if new else desk.head
    return evolve(desk, head=head), results


def _demand_not_put_back(desk: DeskRow, said: Head) -> None:
    """Refuse a store that lacks own work which the hub has: an older file is back."""
    behind = said.counter < desk.head.counter
    other = said.counter == desk.head.counter and said.hash != desk.head.hash
    if behind or other:
        raise Refused(Why.PUT_BACK, {"head": desk.head.counter})


def _known(work: HubWork, desk: DeskRow, pushed: Sequence[Pushed]) -> list[ChangeRow]:
    """Return what the hub has already of *pushed*: an answer of its was lost."""
    first = pushed[0].counter
    if first > desk.head.counter + 1:
        raise Refused(Why.CHAIN, {"head": desk.head.counter})
    if first > desk.head.counter:
        return []
    known = work.changes.between(desk.id, first, pushed[-1].counter)
    again = pushed[: len(known)]
    if [row.content_hash for row in known] != [each.hash for each in again]:
        raise Refused(Why.PUT_BACK, {"head": desk.head.counter})
    return known


def _linked(desk: DeskRow, pushed: Sequence[Pushed], before: str) -> list[Link]:
    links: list[Link] = []
    for counter, each in enumerate(pushed, pushed[0].counter):
        if each.counter != counter:
            raise Refused(Why.CHAIN, {"head": desk.head.counter})
        links.append(
            Link(desk=desk.id, counter=counter, content_hash=each.hash, before=before)
        )
        before = links[-1].hash
    return links


def _demand_signed(desk: DeskRow, last: Link, signature: str) -> None:
    words = head_words(desk.id, last.counter, last.hash)
    if not is_signed(desk.key, signature, words):
        raise Refused(Why.CHAIN, {"head": desk.head.counter})


def _decided(
    work: HubWork, desk: DeskRow, new: Sequence[Pushed], links: Sequence[Link]
) -> list[ChangeRow]:
    parked = _parked(work, new)
    sound = [each for each in new if each.counter not in parked]
    place = places(work, desk, list(dict.fromkeys(each.case_id for each in sound)))
    ours = [each for each in sound if place[each.case_id].held]
    elsewhere = _elsewhere(work, desk, ours, place)
    parked |= dict.fromkeys(elsewhere[desk.holder], ELSEWHERE)
    accepted = [each for each in ours if each.counter not in parked]
    first = work.settings.take_numbers(len(accepted))
    numbers = {each.counter: n for n, each in enumerate(accepted, first)}
    rows = [
        _row(each, link, numbers.get(each.counter), parked.get(each.counter))
        for each, link in zip(new, links, strict=True)
    ]
    unread = set().union(*elsewhere.values())
    return [_placed(row, place, unread) for row in rows]


def _row(each: Pushed, link: Link, number: int | None, parked: str | None) -> ChangeRow:
    outcome = Outcome.ACCEPTED if number else Outcome.RETURNED
    return ChangeRow(
        desk=link.desk,
        counter=link.counter,
        outcome=Outcome.PARKED if parked else outcome,
        content_hash=link.content_hash,
        before=link.before,
        number=number,
        case_id=None if parked else each.case_id,
        salt=each.sent.salt,
        body=each.body.decode(),
        why=parked or (None if number else NOT_GRANTED),
    )


def _placed(
    row: ChangeRow, place: Mapping[CaseId, Granted], unread: Collection[int]
) -> ChangeRow:
    """Return the row with who reads it: those who have the case, or nobody."""
    if row.case_id is None or row.counter in unread:
        return row
    granted = place[row.case_id]
    base = json.loads(row.body or "{}")["base"]
    apart = {at: side for at, side in granted.apart.items() if base < int(at)}
    return evolve(row, holding=granted.holding, apart=apart)


def _parked(work: HubWork, new: Sequence[Pushed]) -> dict[int, str]:
    """Return why some changes cannot be ordered; they never hold up the rest."""
    last = work.settings.last_number()
    faults = {e.counter: fault_in(e.sent.content, len(e.body), last) for e in new}
    return {counter: why for counter, why in faults.items() if why}


def _elsewhere(
    work: HubWork,
    desk: DeskRow,
    ours: Sequence[Pushed],
    place: Mapping[CaseId, Granted],
) -> Mapping[Holder, set[int]]:
    """Return, by holder, the changes that name a record which there is another case's.

    The desk is told of its own holder's only; another team's records are not its to
    know of, and what would get into one of theirs is kept but read by nobody.
    """
    found: dict[Holder, set[int]] = {desk.holder: set()}
    held = work.cases.known_as({place[each.case_id].holding for each in ours})
    for holder in sorted({each.holder for each in held}):
        cases = {h.case_id for h in held if h.holder == holder}
        theirs = [each for each in ours if each.case_id in cases]
        names = {e.counter: record_name(e.sent.content or {}) for e in theirs}
        first = {names[e.counter]: e.case_id for e in reversed(theirs)}
        work.changes.add_records(holder, first)
        known = work.changes.cases_of(holder, set(names.values()))
        found[holder] = {
            e.counter for e in theirs if known[names[e.counter]] != e.case_id
        }
    return found
