"""Whatever comes in whatever order, a stored record is the fold of its changes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from db.check import check
from db.exchanged import Exchanged
from db.journal import Journal
from db.meta import cursor, desk_id, set_meta
from db.records import Records
from db.store import EncryptedStore, Options, create
from iomdesk.cases.case import Case, Risk, RiskLevel
from iomdesk.journal.change import GENESIS, Change, Link, body_of, content_hash
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer, Role, may
from iomdesk.ports import Opened, UnitOfWork
from iomdesk.records.ids import CaseId, DeskId, OfficerId
from tests.builders import a_case
from tests.conftest import KEY, NOON
from tests.proof import dear

LEVELS = st.sampled_from([None, *RiskLevel])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("mine"), LEVELS),
        st.tuples(st.just("mine on an old form"), LEVELS),
        st.tuples(st.just("theirs"), LEVELS),
        st.tuples(st.just("theirs unseen"), LEVELS),
        st.tuples(st.just("accepted"), st.none()),
    ),
    max_size=12,
)


@may(Role.OFFICER)
def put(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


@may(Role.OFFICER)
def set_children(
    work: UnitOfWork, case_id: CaseId, level: RiskLevel | None, opened: Opened | None
) -> None:
    if opened:
        work.resume(opened)
    case = work.get(Case, case_id)
    work.save(evolve(case, risk=evolve(case.risk, children=level)))


class Desk:
    """A store, and another desk whose changes arrive by hand."""

    def __init__(self, folder: Path) -> None:
        officer = Officer(id=OfficerId("o"), name="M")
        options = Options(kinds=SHIPPED, clock=lambda: NOON)
        self.store: EncryptedStore = create(folder, KEY, officer, options)
        self.case = a_case(risk=Risk(children=RiskLevel.MEDIUM))
        self.store.do(put, self.case)
        self.accepted(None)
        self.form = self.store.queries.opened(Case, self.case.id)
        self.number, self.theirs = 1, 0

    def mine(self, level: RiskLevel | None) -> None:
        self.store.do(set_children, self.case.id, level, None)

    def mine_on_an_old_form(self, level: RiskLevel | None) -> None:
        self.store.do(set_children, self.case.id, level, self.form)

    def their_change(self, level: RiskLevel | None, base: int) -> None:
        self.theirs += 1
        with self.store.writing() as connection:
            self.number = cursor(connection) + 1
            change = Change(
                desk=DeskId("other"), counter=self.theirs, kind="case",
                record_id=self.case.id, case_id=self.case.id,
                patch={"risk": {"children": level.value if level else None}},
                base=base, at=NOON, by=OfficerId("p"), action="edit",
                number=self.number,
            )  # fmt: skip
            journal = Journal(connection)
            link = Link(
                desk=change.desk, counter=change.counter,
                content_hash=content_hash(body_of(change), "salt"),
                before=journal.last_hash("other") if self.theirs > 1 else GENESIS,
            )  # fmt: skip
            journal.insert(change, body_of(change), link, "salt")
            set_meta(connection, "cursor", self.number)
            Records(connection, SHIPPED).refold("case", self.case.id)

    def accepted(self, _: None) -> None:
        """Let the hub number what is unsent, in order."""
        with self.store.writing() as connection:
            exchanged, number = Exchanged(connection), cursor(connection)
            for sent in exchanged.batch(500, 10**9).changes:
                number += 1
                exchanged.number(desk_id(connection), sent.counter, number)
                set_meta(connection, "acknowledged", sent.counter)
            set_meta(connection, "cursor", number)
            Records(connection, SHIPPED).refold("case", self.case.id)

    def step(self, what: str, level: RiskLevel | None) -> None:
        if what == "mine":
            self.mine(level)
        elif what == "mine on an old form":
            self.mine_on_an_old_form(level)
        elif what == "accepted":
            self.accepted(None)
        else:
            seen = self.store.queries.sync_state().cursor
            self.their_change(level, seen if what == "theirs" else 0)


@dear
@given(steps=STEPS)
def test_the_record_is_the_fold_after_every_history(
    steps: list[tuple[str, RiskLevel | None]],
) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "store")
        for what, level in steps:
            desk.step(what, level)

        report = check(desk.store)
        desk.store.close()

    faults = [f for f in report.faults if f.part != "lists and search"]
    assert faults == []


def test_an_edit_on_an_old_form_collides_and_shows_the_higher_risk(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path / "store")
    desk.their_change(RiskLevel.VERY_HIGH, base=1)

    desk.mine_on_an_old_form(RiskLevel.LOW)

    case = desk.store.queries.get(Case, desk.case.id)
    (conflict,) = desk.store.queries.conflicts()
    assert case.risk.children is RiskLevel.VERY_HIGH
    assert {claim.value for claim in conflict.claims} == {"low", "very_high"}
    desk.store.close()


def test_an_edit_that_had_seen_theirs_simply_replaces_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "store")
    desk.their_change(RiskLevel.VERY_HIGH, base=1)

    desk.mine(RiskLevel.LOW)

    case = desk.store.queries.get(Case, desk.case.id)
    assert case.risk.children is RiskLevel.LOW
    assert desk.store.queries.conflicts() == []
    desk.store.close()
