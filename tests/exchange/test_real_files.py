"""The answers of the real service, where they lie beside the project."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from db.store import EncryptedStore
from iomdesk.cases.filing import whole_case
from iomdesk.cases.received import Received
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.headings import load_headings
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.people import read_mpop
from iomdesk.exchange.report import Outcome
from iomdesk.exchange.wording import load_wording
from tests.exchange.kit import take_again, take_new

REAL = Path(__file__).parents[3] / "shared" / "data" / "mpop"

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason="the real answers are not beside this clone"
)

JUNK: list[Any] = [None, "", 0, -1, 3.5, True, [], {}, "x", "2024-02-30", [1], {"a": 1}]


def real() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(REAL.glob("*.json"))}


def test_the_real_answers_go_in_and_again_change_nothing(store: EncryptedStore) -> None:
    report = import_people(store, real(), Order())
    before = store.reading().value("SELECT count(*) FROM link")

    again = import_people(store, real(), Order())

    assert report.new == report.people_seen == 25
    assert report.questions > 0
    assert again.unchanged == 25
    assert store.reading().value("SELECT count(*) FROM link") == before


def test_every_value_of_the_real_answers_is_placed_or_kept(
    store: EncryptedStore,
) -> None:
    import_people(store, real(), Order())

    case_id = store.queries.find_case("X000001")
    kept = {r.path: r for r in store.queries.records(Received, case_id)}
    said = json.loads(real()["X000001.json"])
    assert set(said) <= set(kept)
    for path, value in said.items():
        assert json.loads(kept[path].body) == value
        places = {leaf.place for leaf in Branch(value).leaves()}
        assert set(kept[path].unplaced) <= places


def test_the_real_person_has_what_the_answers_say(store: EncryptedStore) -> None:
    import_people(store, real(), Order())

    case = whole_case(store.queries, store.queries.find_case("1954/0018147W"))

    assert (case.person.surname, case.tier) == ("Wolff", "B2")
    assert len(case.references) == 3
    assert len(case.contacts) == 9
    assert sum(m.ended_on is not None for m in case.markers.values()) == 3
    assert case.mappa.category is None
    texts = [c.text for s in case.sentences.values() for c in s.conditions.values()]
    assert "You must not drink any alcohol until [END DATE]." in texts


def spoilt(value: Any, chance: random.Random, rate: float) -> Any:
    """Return *value* with keys and entries left out and values of other types."""
    if chance.random() < rate:
        return chance.choice(JUNK)
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if chance.random() > rate}
        return {k: spoilt(v, chance, rate) for k, v in kept.items()} | (
            {"extra~/key": 1} if chance.random() < rate else {}
        )
    if isinstance(value, list):
        return [spoilt(v, chance, rate) for v in value if chance.random() > rate]
    return value


@pytest.mark.parametrize("seed", range(12))
def test_answers_with_anything_missing_or_of_another_type_are_read(seed: int) -> None:
    chance = random.Random(seed)
    rate = (0.01, 0.05, 0.2)[seed % 3]
    files = {
        name: json.dumps(
            {k: spoilt(v, chance, rate) for k, v in json.loads(data).items()}
        ).encode()
        for name, data in real().items()
    }

    people = read_mpop(files, load_headings(), load_wording()).people

    assert people
    for said in people:
        taken = take_new(said)
        assert take_again(taken.case, said).outcome is Outcome.UNCHANGED
