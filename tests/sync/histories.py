"""Random histories of three or four desks and a hub, through real stores and sockets.

By hand, as many as wanted: python -m tests.sync.histories FIRST COUNT
"""

import json
import random
import sys
import tempfile
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from attrs import define, evolve, field

from db.journal import Journal
from db.meta import own_desks
from iomdesk.cases.case import Address, Case, RiskLevel
from iomdesk.errors import HubUnreachable, NotFound, UserError
from iomdesk.hub.granting import OfSeveral, grant_cases, withdraw_case
from iomdesk.hub.ports import DeskRow, HubWork
from iomdesk.hub.twins import one_person
from iomdesk.journal.change import Change
from iomdesk.journal.conflict import ConflictKind
from iomdesk.plans.plan import Plan
from iomdesk.ports import Opened
from iomdesk.records.ids import BlobHash, CaseId, PartId, PlanId, VisitId, made_id
from iomdesk.sync.settle import Choice, settle_conflict
from iomdesk.visits.visit import Visit
from tests.builders import a_case
from tests.sync.desks import Desk, World
from tests.sync.saves import (
    agree,
    edit,
    put_case,
    save_plan,
    sign,
    start_visit,
    write_seen,
    write_situation,
)

LEVELS = (None, *RiskLevel)
MESSAGES = 12
"""A line breaks at one of the first messages, before or after the hub took it."""


class Name(NamedTuple):
    """What a change is known by, also where it goes on under another desk's name.

    No two are made at one instant by one officer about one record.
    """

    at: str
    by: str
    kind: str
    record_id: str


@define
class History:
    """One world in which things happen by chance, and what must be true of it."""

    world: World
    folder: Path
    chance: random.Random
    puts_back: bool
    log: list[str] = field(factory=list)
    cases: list[CaseId] = field(factory=list)
    made: dict[str, set[Name]] = field(factory=dict)
    forms: dict[str, Opened] = field(factory=dict)
    copies: dict[str, Path] = field(factory=dict)
    signed: dict[Name, str | None] = field(factory=dict)
    ticks: int = 0
    held: dict[Name, frozenset[Name]] = field(factory=dict)
    """What a desk had ever held of a record when it made a change of it."""
    ever: dict[tuple[str, str, str], set[Name]] = field(
        factory=lambda: defaultdict(set)
    )

    def play(self, steps: int) -> None:
        desks = [("Ann", "north"), ("Ben", "north"), ("Cat", "south")]
        if self.chance.random() < 0.3:
            desks.append(("Dan", "south"))
        for name, team in desks:
            self.world.desk(name, team)
        self._begin(self._any_desk())
        for _ in range(steps):
            self._step()
        self._settle_down()
        self._prove()

    def _begin(self, desk: Desk) -> None:
        """Let all desks hold a case with an open visit and an open plan."""
        for happen in (self._make_case, self._start_visit, self._start_plan):
            self._tick()
            happen(desk)
            self._note(desk)
        self._settle_down()

    def _any_desk(self) -> Desk:
        return self.chance.choice(list(self.world.desks.values()))

    def _step(self) -> None:
        desk = self._any_desk()
        kinds: list[tuple[int, Callable[[Desk], None]]] = [
            (14, self._edit),
            (3, self._open_form),
            (1, self._make_case),
            (3, self._make_case_again),
            (2, self._start_visit),
            (4, self._write_seen),
            (3, self._sign),
            (1, self._start_plan),
            (3, self._write_situation),
            (2, self._agree),
            (3, self._settle),
            (3, self._grant),
            (4, self._withdraw),
            (1, self._find_one_person),
            (9, self._sync),
            (4, self._sync_broken),
        ]
        if self.puts_back:
            kinds += [(5, self._copy), (4, self._put_back)]
        weights = [weight for weight, _ in kinds]
        ((_, happen),) = self.chance.choices(kinds, weights)
        self._tick()
        self.log.append(f"{happen.__name__} {desk.name}")
        with suppress(NotFound):
            happen(desk)
        self._note(desk)
        self._prove_risks(desk)

    def _tick(self) -> None:
        self.ticks += 1
        for desk in self.world.desks.values():
            desk.clock.pass_by(timedelta(seconds=1))

    # What officers do

    def _case(self, desk: Desk) -> CaseId:
        held = [c for c in self.cases if desk.store.queries.case_row(c)]
        if not held:
            raise NotFound("no case here")
        return self.chance.choice(held)

    def _make_case(self, desk: Desk) -> None:
        if len(self.cases) < 2:
            case = a_case(case_id=made_id("case", str(self.ticks)))
            self.cases.append(case.id)
            desk.store.do(put_case, case)
            self._note(desk)

    def _make_case_again(self, desk: Desk) -> None:
        """Make a case that another desk has too, as two imports of one list do."""
        case_id = self.chance.choice(self.cases)
        if not desk.store.queries.case_row(case_id):
            tier = self.chance.choice(["A", "B"])
            desk.store.do(put_case, a_case(case_id=case_id, tier=tier))

    def _alteration(self) -> Callable[[Case], Case]:
        level = self.chance.choice(LEVELS)
        word = self.chance.choice(["one", "two", "three"])
        part = PartId(self.chance.choice(["p1", "p2"]))
        kind = self.chance.choice(["children"] * 4 + ["tier", "address", "both"])

        def alter(case: Case) -> Case:
            if kind == "children":
                return evolve(case, risk=evolve(case.risk, children=level))
            if kind == "both":
                return evolve(case, tier=word, risk=evolve(case.risk, children=level))
            if kind == "tier":
                return evolve(case, tier=word)
            held = case.addresses.get(part) or Address(lines=(word,))
            parts = {**case.addresses, part: evolve(held, lines=(word,))}
            return evolve(case, addresses=parts)

        return alter

    def _edit(self, desk: Desk) -> None:
        form = self.forms.pop(desk.name, None)
        case_id = CaseId(form.record_id) if form else self._case(desk)
        desk.store.do(edit, case_id, form, self._alteration())

    def _open_form(self, desk: Desk) -> None:
        self.forms[desk.name] = desk.store.queries.opened(Case, self._case(desk))

    def _start_visit(self, desk: Desk) -> None:
        case_id = self._case(desk)
        visit = Visit(
            id=VisitId(made_id("visit", str(self.ticks))),
            case_id=case_id,
            kind="home",
            started_at=desk.clock(),
            seen="as found",
        )
        photo = self.chance.randbytes(300_000) if self.chance.random() < 0.4 else None
        desk.store.do(start_visit, visit, photo)

    def _visit(self, desk: Desk) -> Visit:
        held = desk.store.queries.records(Visit, self._case(desk))
        open_ = [v for v in held if not v.signed_at]
        if not open_:
            raise NotFound("no open visit here")
        return self.chance.choice(open_)

    def _write_seen(self, desk: Desk) -> None:
        words = self.chance.choice(["a dog", "a van", "nobody"])
        desk.store.do(write_seen, self._visit(desk).id, words)

    def _sign(self, desk: Desk) -> None:
        visit = self._visit(desk)
        desk.store.do(sign, visit.id)
        name = Name(desk.clock().isoformat(), desk.name, "visit", visit.id)
        self.signed[name] = visit.seen

    def _start_plan(self, desk: Desk) -> None:
        plan_id = PlanId(made_id("plan", str(self.ticks)))
        case_id = self._case(desk)
        desk.store.do(save_plan, Plan(id=plan_id, case_id=case_id, situation="As is."))

    def _plan(self, desk: Desk) -> Plan:
        held = desk.store.queries.records(Plan, self._case(desk))
        open_ = [p for p in held if not p.agreed_at]
        if not open_:
            raise NotFound("no open plan here")
        return self.chance.choice(open_)

    def _write_situation(self, desk: Desk) -> None:
        words = self.chance.choice(["Moved.", "In work.", "Back inside."])
        desk.store.do(write_situation, self._plan(desk).id, words)

    def _agree(self, desk: Desk) -> None:
        plan = self._plan(desk)
        desk.store.do(agree, plan.id)
        name = Name(desk.clock().isoformat(), desk.name, "plan", plan.id)
        self.signed[name] = plan.situation

    def _settle(self, desk: Desk) -> None:
        found = desk.store.queries.conflicts()
        if not found:
            raise NotFound("nothing to settle here")
        conflict = self.chance.choice(found)
        sealed = conflict.conflict is ConflictKind.SEALED
        if sealed or self.chance.random() < 0.5:
            choice = self.chance.choice([Choice.MINE, Choice.THEIRS])
            with suppress(UserError):
                desk.store.do(settle_conflict, conflict.id, choice)
            return
        value = self.chance.choice(conflict.claims).value
        with suppress(UserError):
            desk.store.do(settle_conflict, conflict.id, Choice.VALUE, value)

    # What the hub's people and the line do

    def _row(self, work: HubWork, desk: Desk) -> DeskRow:
        row = work.desks.get(desk.id)
        assert row is not None
        return row

    def _known(self, work: HubWork) -> CaseId:
        known = {each.case_id for each in work.cases.holdings(self.cases)}
        if not known:
            raise NotFound("no case at the hub")
        return self.chance.choice(sorted(known))

    def _grant(self, desk: Desk) -> None:
        """Give a desk a case; where it has one of its own, IT must decide first."""
        with suppress(OfSeveral), self.world.hub_store.work() as work:
            grant_cases(work, [self._row(work, desk)], [self._known(work)])

    def _find_one_person(self, _desk: Desk) -> None:
        with self.world.hub_store.work() as work:
            one_person(work, self._known(work))

    def _withdraw(self, desk: Desk) -> None:
        with self.world.hub_store.work() as work:
            withdraw_case(work, [self._row(work, desk)], self._known(work))

    def _sync(self, desk: Desk) -> None:
        assert not desk.sync().parked

    def _sync_broken(self, desk: Desk) -> None:
        at, after = self.chance.randrange(MESSAGES), self.chance.random() < 0.5
        self.log[-1] += f" at {at} after={after}"
        with suppress(HubUnreachable):
            desk.sync_failing(at, after=after)

    def _copy(self, desk: Desk) -> None:
        path = self.folder / f"copy-{desk.name}-{self.ticks}"
        self.copies[desk.name] = desk.copied(path)

    def _put_back(self, desk: Desk) -> None:
        """Put an older copy in the store's place: what was not sent is truly gone."""
        if desk.name not in self.copies:
            self._copy(desk)
        if self.chance.random() < 0.7:
            self._edit_if_any(desk)
            self._sync(desk)
        desk.put_back(self.copies[desk.name])
        self.forms.pop(desk.name, None)
        self.made[desk.name] = set()
        if self.chance.random() < 0.7:
            self._edit_if_any(desk)

    def _edit_if_any(self, desk: Desk) -> None:
        self._tick()
        with suppress(NotFound):
            self._edit(desk)
        self._note_held(desk)

    # What must be true

    def _note(self, desk: Desk) -> None:
        """Note what this officer's own journal holds: none of it may be lost."""
        mine = self.made.setdefault(desk.name, set())
        mine |= {_name(change) for change in _own(desk)}
        self._note_held(desk)

    def _note_held(self, desk: Desk) -> None:
        """Note for each new change what its desk ever held of the record until then.

        A form may have been opened on what has left the desk since.
        """
        journal = Journal(desk.store.reading())
        for kind, record_id in list(journal.records()):
            ever = self.ever[desk.name, kind, record_id]
            ever |= {_name(each) for each in journal.of_record(kind, record_id)}
        for change in _own(desk):
            ever = self.ever[desk.name, change.kind, change.record_id]
            self.held.setdefault(_name(change), frozenset(ever))

    def _settle_down(self) -> None:
        """Give every case to every desk and exchange until nothing is left."""
        self.world.sync_all()
        with self.world.hub_store.work() as work:
            for case_id in {each.case_id for each in work.cases.holdings(self.cases)}:
                one_person(work, case_id)
                rows = [self._row(work, desk) for desk in self.world.desks.values()]
                grant_cases(work, rows, [case_id])
        self.world.sync_all(3)

    def _prove(self) -> None:
        for desk in self.world.desks.values():
            self._note(desk)
            self._prove_risks(desk)
            assert desk.store.queries.sync_state().unsent == 0, desk.name
        self.world.assert_same_everywhere()
        self._prove_nothing_lost()
        self._prove_nothing_seen_that_was_not_there()
        self._prove_signed()
        if not self.puts_back:
            self._prove_pictures()

    def _prove_nothing_lost(self) -> None:
        """Every change that was ever made is at the hub, and each of them once."""
        with self.world.hub_store.work() as work:
            rows = work._sql.rows(
                "SELECT body, outcome, number FROM change ORDER BY number"
            )
        said = Counter(_name_of(json.loads(row[0])) for row in rows if row[0])
        lost = {n for made in self.made.values() for n in made if n not in said}
        assert not lost, f"lost: {lost}"
        assert {row[1] for row in rows} <= {"accepted", "returned"}
        assert not [row for row in rows if row[1] == "returned"], "returned for good"
        numbers = [row[2] for row in rows if row[2]]
        assert len(numbers) == len(set(numbers))
        if not self.puts_back:
            doubled = [name for name, count in said.items() if count > 1]
            assert not doubled, f"doubled: {doubled}"

    def _prove_nothing_seen_that_was_not_there(self) -> None:
        """No change counts as made in view of what its desk did not hold."""
        journal = Journal(next(iter(self.world.desks.values())).store.reading())
        for kind, record_id in list(journal.records()):
            changes = journal.of_record(kind, record_id)
            for change in changes:
                seen = {_name(other) for other in changes if change.saw(other)}
                unheld = seen - self.held[_name(change)]
                assert not unheld, f"{_name(change)} saw {unheld}"

    def _prove_signed(self) -> None:
        """The first signature that the hub ordered holds, with what was signed."""
        for desk in self.world.desks.values():
            for case_id in self.cases:
                for visit in desk.store.queries.records(Visit, case_id):
                    self._prove_one_signed(desk, Visit, visit.id, visit.seen)
                for plan in desk.store.queries.records(Plan, case_id):
                    self._prove_one_signed(desk, Plan, plan.id, plan.situation)

    def _prove_one_signed(
        self,
        desk: Desk,
        kind: type[Visit | Plan],
        record_id: str,
        words: str | None,
    ) -> None:
        journal = Journal(desk.store.reading())
        seals = [c for c in journal.of_record(kind.KIND, record_id) if c.seal]
        if seals:
            first = min(seals, key=lambda c: c.number or 0)
            assert words == self.signed[_name(first)], (desk.name, record_id)

    def _prove_pictures(self) -> None:
        for desk in self.world.desks.values():
            for case_id in self.cases:
                for visit in desk.store.queries.records(Visit, case_id):
                    if visit.signature and visit.signature.image_blob:
                        name = BlobHash(visit.signature.image_blob)
                        assert desk.store.queries.blob(name), (desk.name, name)

    def _prove_risks(self, desk: Desk) -> None:
        """Compare the risk shown with the claims as counted one by one."""
        for case_id in self.cases:
            changes = Journal(desk.store.reading()).of_record("case", case_id)
            said = [c for c in changes if _speaks(c)]
            live = [c for c in said if not any(o.saw(c) for o in said)]
            levels = [c.patch["risk"]["children"] for c in live]
            ranked = [RiskLevel(level) for level in levels if level]
            highest = max(ranked, key=list(RiskLevel).index, default=None)
            if changes:
                shown = desk.children(case_id)
                assert shown == highest, (desk.name, case_id, shown, highest)


def _speaks(change: Change) -> bool:
    return "children" in change.patch.get("risk", {})


def _own(desk: Desk) -> list[Change]:
    reading = desk.store.reading()
    own = own_desks(reading)
    journal = Journal(reading)
    return [
        change
        for kind, record_id in list(journal.records())
        for change in journal.of_record(kind, record_id)
        if change.desk in own
    ]


def _name(change: Change) -> Name:
    return Name(change.at.isoformat(), change.by, change.kind, change.record_id)


def _name_of(said: dict[str, str]) -> Name:
    at = said["at"].replace("Z", "+00:00")
    return Name(at, said["by"], said["kind"], said["record_id"])


def play(folder: Path, seed: int, steps: int = 50, address: str = "") -> History:
    """Play the history of *seed*; odd ones put stores back to older copies."""
    chance = random.Random(seed)
    with World(folder, address) as world:
        history = History(world, folder, chance, puts_back=seed % 2 == 1)
        try:
            history.play(steps)
        except BaseException as fault:
            fault.add_note(f"seed {seed}:\n" + "\n".join(history.log))
            raise
        return history


def main() -> None:
    first, count = int(sys.argv[1]), int(sys.argv[2])
    steps = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    failed = []
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            try:
                play(Path(folder), seed, steps)
            except Exception:  # noqa: BLE001  a hand run goes on to the next history
                failed.append(seed)
                traceback.print_exc()
    print(f"{count} histories, {len(failed)} failed: {failed}")


if __name__ == "__main__":
    main()
