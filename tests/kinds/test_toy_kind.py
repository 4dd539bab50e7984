"""A new kind of record costs five files: it is found wherever kinds are found."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
from attrs import evolve

from db.removal import remove_case
from db.store import EncryptedStore
from iomdesk.__main__ import usual_doors
from iomdesk.journal.conflict import ConflictKind
from iomdesk.records.ids import CaseId, PartId
from iomdesk.sync.settle import Choice, settle_conflict
from tests.builders import a_case
from tests.commands.conftest import PASSPHRASE, Answer, a_vault, spoken
from tests.conftest import NOON
from tests.kinds.toy.actions import keep_pledge, record_pledge
from tests.kinds.toy.kind import KINDS
from tests.kinds.toy.pledge import Pledge, PledgeStep, Worry
from tests.sync.desks import Desk, World, put

Run = Callable[..., Answer]

PROMISE = "Stays away from Tanner Street"
PICTURE = b"\x89PNG\r\n\x1a\n the paper"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a program that knows pledges: its own main hands them in."""
    monkeypatch.setenv("IOMDESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("db.process.forbid_dumps", lambda: None)
    vault = partial(a_vault, kinds=KINDS)
    return partial(spoken, evolve(usual_doors(), kinds=KINDS, vault=vault))


@pytest.fixture
def store(run: Run, tmp_path: Path) -> str:
    """Return a store with one person, CRN X100001, and a pledge of theirs."""
    folder = str(tmp_path / "store")
    assert run("new", folder, "--officer", "DC Marsh").code == 0
    people = tmp_path / "people.csv"
    people.write_text("Surname,Forename,DOB,CRN\nDooley,Wendell,14/02/2001,X100001\n")
    assert run("import", folder, str(people)).code == 0
    (tmp_path / "paper.png").write_bytes(PICTURE)
    said = run("schema", "pledge", "--example").json | {"paper": "paper.png"}
    (tmp_path / "pledge.json").write_text(json.dumps(said))
    file = str(tmp_path / "pledge.json")
    done = run("record", folder, "X100001", "pledge", "--input", file, "--json")
    assert done.code == 0, done.err
    assert done.json["promise"] == PROMISE
    return folder


def test_a_new_kind_takes_at_most_five_files() -> None:
    assert len(list((Path(__file__).parent / "toy").glob("*.*"))) <= 5


def test_no_program_knows_it_that_is_not_handed_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IOMDESK_PASSPHRASE", PASSPHRASE)
    shipped = spoken(usual_doors(), "kinds", "--all", "--json").json["kinds"]

    assert "pledge" not in {one["kind"] for one in shipped}
    assert run("kinds", "--json").json["kinds"][-1] == {
        "kind": "pledge",
        "title": "pledge",
        "seals": True,
        "needs": ["case"],
    }


def test_its_example_fits_its_schema(run: Run) -> None:
    schema = run("schema", "pledge").json
    jsonschema.validate(run("schema", "pledge", "--example").json, schema)

    assert "worry" in schema["properties"]
    assert "signed_at" not in schema["properties"]


def test_it_is_exported_with_its_picture(run: Run, store: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("export", store, "--out", str(out)).code == 0

    (file,) = out.rglob("pledge.json")
    (pledge,) = json.loads(file.read_text())
    assert pledge["promise"] == PROMISE
    assert pledge["paper_blob"] == sha256(PICTURE).hexdigest()
    assert (file.parent / pledge["paper_blob"]).read_bytes() == PICTURE


def test_its_words_are_found_and_its_date_is_due(run: Run, store: str) -> None:
    (found,) = run("find", store, "tanner", "--json").json
    due = run("due", store, "--on", "2026-11-30", "--json").json

    assert found["kind"] == "pledge"
    assert [(row["kind"], row["why"]) for row in due if row["kind"] == "pledge"] == [
        ("pledge", PROMISE)
    ]
    assert run("check", store).code == 0


def test_a_program_that_does_not_know_it_keeps_it(run: Run, store: str) -> None:
    shipped = evolve(usual_doors(), vault=a_vault)

    assert spoken(shipped, "case", store, "X100001", "--json").code == 0
    assert run("find", store, "tanner", "--json").json


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[World, Desk, Desk, Desk]]:
    with World(tmp_path, kinds=KINDS) as world:
        yield world, world.desk("Marsh"), world.desk("Lowe"), world.desk("Ives")


def pledged(world: World, desk: Desk) -> Pledge:
    case = a_case()
    desk.store.do(put, case)
    said = {"promise": PROMISE, "keep_by": "2026-12-01", "steps": {"a": {"text": "x"}}}
    pledge = desk.store.do(record_pledge, case.id, said, {})
    world.sync_all()
    return pledge


def at(desk: Desk, pledge: Pledge) -> Pledge:
    return desk.store.queries.get(Pledge, pledge.id)


@pytest.mark.parametrize(
    ("choice", "value", "ends"),
    [
        (Choice.MINE, None, Worry.LITTLE),
        (Choice.THEIRS, None, Worry.GREAT),
        (Choice.VALUE, "little", Worry.LITTLE),
    ],
)
def test_a_dispute_shows_the_most_cautious_and_is_settled_at_three_desks(
    desks: tuple[World, Desk, Desk, Desk],
    choice: Choice,
    value: str | None,
    ends: Worry,
) -> None:
    world, marsh, lowe, ives = desks
    pledge = pledged(world, marsh)
    marsh.store.do(keep_pledge, evolve(pledge, worry=Worry.LITTLE))
    lowe.store.do(keep_pledge, evolve(pledge, worry=Worry.GREAT))
    world.sync_all()

    for desk in (marsh, lowe, ives):
        assert at(desk, pledge).worry is Worry.GREAT
    (conflict,) = marsh.store.queries.conflicts()
    marsh.store.do(settle_conflict, conflict.id, choice, value)
    world.sync_all()

    for desk in (marsh, lowe, ives):
        assert at(desk, pledge).worry is ends
        assert desk.store.queries.conflicts() == []
    world.assert_same_everywhere()


def test_steps_of_two_desks_stand_side_by_side(
    desks: tuple[World, Desk, Desk, Desk],
) -> None:
    world, marsh, lowe, ives = desks
    pledge = pledged(world, marsh)
    for desk, key in ((marsh, "b"), (lowe, "c")):
        steps = {**pledge.steps, PartId(key): PledgeStep(text=key)}
        desk.store.do(keep_pledge, evolve(pledge, steps=steps))
    world.sync_all()

    assert set(at(ives, pledge).steps) == {"a", "b", "c"}
    assert ives.store.queries.conflicts() == []


@pytest.mark.parametrize("keeps", [True, False])
def test_an_edit_that_had_not_seen_the_signature_is_kept_as_later_words(
    desks: tuple[World, Desk, Desk, Desk], *, keeps: bool
) -> None:
    world, marsh, lowe, ives = desks
    pledge = pledged(world, marsh)
    marsh.store.do(keep_pledge, pledge, signed=True)
    late = evolve(pledge, keep_by=date(2027, 1, 4))
    lowe.store.do(keep_pledge, late)
    marsh.sync()
    world.sync_all()

    (conflict,) = lowe.store.queries.conflicts()
    assert conflict.conflict is ConflictKind.SEALED
    lowe.store.do(settle_conflict, conflict.id, Choice.MINE if keeps else Choice.THEIRS)
    world.sync_all()

    for desk in (marsh, lowe, ives):
        assert at(desk, pledge).keep_by == date(2026, 12, 1)
        assert len(at(desk, pledge).later) == keeps
        assert desk.store.queries.conflicts() == []
    world.assert_same_everywhere()


def test_it_goes_with_the_person(desks: tuple[World, Desk, Desk, Desk]) -> None:
    world, marsh, *_ = desks
    pledge = pledged(world, marsh)
    case_id = CaseId(pledge.case_id)
    store: EncryptedStore = marsh.store
    assert store.queries.narrative("tanner")

    with store.writing() as connection:
        remove_case(connection, KINDS, case_id, "moved away", "officer-1", NOON)

    assert store.queries.records(Pledge, case_id) == []
    assert store.queries.narrative("tanner") == []
    assert store.queries.due(on=NOON.date(), until=date(2027, 1, 1)) == []
    assert store.queries.history(case_id) == []
