"""A person known for years costs no more to rate or open than a new one."""

from collections.abc import Iterator
from itertools import cycle

import pytest

from db.connection import Connection
from db.store import EncryptedStore
from iomdesk.cases.actions import set_rag
from iomdesk.cases.case import Rag
from iomdesk.cases.filing import person_of
from iomdesk.permissions import Role, may
from iomdesk.ports import Record, UnitOfWork
from iomdesk.records.ids import CaseId
from iomdesk.visits.visit import Visit
from tests.bench.conftest import Figures, Words, interleaved, least, p50, p99
from tests.bench.test_import_bench import empty_store
from tests.bench.test_store_bench import commit_bare, floor
from tests.builders import records_of
from tests.heavy import APPOINTMENTS, a_heavy_person, heavy_records

__all__ = ["floor"]

SIZES = (0, 200, 1_000, APPOINTMENTS)
RATINGS = 400


@may(Role.OFFICER)
def put_records(work: UnitOfWork, records: list[Record]) -> None:
    for record in records:
        work.save(record)


@pytest.fixture(scope="module")
def known_for_years(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[EncryptedStore, dict[int, CaseId]]]:
    """A store with a person of each size; the last has visits and plans as well."""
    store = empty_store(tmp_path_factory.mktemp("heavy") / "store")
    ids: dict[int, CaseId] = {}
    for size in SIZES:
        person = a_heavy_person(size, crn=f"X9{size:05d}")
        ids[size] = person.id
        is_last = size == SIZES[-1]
        made = heavy_records(person) if is_last else records_of(person)
        store.do(put_records, list(made))
    store.refresh_due()
    while store.tidy():
        pass
    store.checkpoint()
    yield store, ids
    store.close()


def test_rating_somebody_known_for_years(
    known_for_years: tuple[EncryptedStore, dict[int, CaseId]],
    floor: Connection,
    words: Words,
    figures: Figures,
) -> None:
    store, ids = known_for_years
    rags = cycle(Rag)
    took: dict[int, list[float]] = {size: [] for size in SIZES}
    bare: list[float] = []
    for _ in range(RATINGS):
        for size in SIZES:
            ours, commit = interleaved(
                lambda: store.do(set_rag, ids[size], next(rags)),  # noqa: B023
                lambda: commit_bare(floor, words.text(60)),
                1,
            )
            took[size] += ours
            bare += commit
    slowest, least_of = p99(sorted(took[SIZES[-1]])), p99(sorted(took[0]))

    for size in SIZES:
        figures.add(
            f"a rating, {size} appointments, p99",
            p99(sorted(took[size])), p99(sorted(bare)), aim="2.5 ×", most=2.5,
        )  # fmt: skip
        figures.add(f"a rating, {size} appointments, p50", p50(sorted(took[size])))
    assert figures.add(
        f"a rating, {SIZES[-1]} appointments against none, p99",
        slowest, least_of, aim="1.3 ×", most=1.3,
    )  # fmt: skip


def test_opening_somebody_known_for_years(
    known_for_years: tuple[EncryptedStore, dict[int, CaseId]], figures: Figures
) -> None:
    store, ids = known_for_years
    queries = store.queries

    def opened(case_id: CaseId) -> None:
        person_of(queries, case_id)
        queries.records(Visit, case_id, newest=20)
        queries.due_of(case_id)
        queries.conflicts(case_id)

    heavy, light = least(
        lambda _: opened(ids[SIZES[-1]]), lambda _: opened(ids[0]), range(200)
    )

    assert figures.add(
        "open a person of 3,000 appointments and 200 visits against an empty one",
        p50(heavy), p50(light), aim="2 ×", most=2,
    )  # fmt: skip
