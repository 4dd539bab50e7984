"""Figures as ratios to floors that were taken in the same run."""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict, frozen

from db.store import EncryptedStore, Options, create
from iomdesk.cases.case import Address, Case, Marker, RiskLevel
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer, Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import CaseId, OfficerId, PartId, VisitId, new_id
from iomdesk.visits.visit import Visit
from tests.builders import a_case

KEY = bytes(range(32))
PEOPLE = 2_000
VISITS_EACH = 99
PHOTO_MEGABYTES = 200
MANY_PEOPLE = 50_000


@frozen(kw_only=True)
class Figure:
    """What was measured; *most* is the aim: a ratio where there is a floor."""

    what: str
    ours: float
    floor: float | None = None
    ratio: float | None = None
    unit: str = "ms"
    aim: str = ""
    most: float | None = None

    @property
    def is_met(self) -> bool | None:
        found = self.ours if self.ratio is None else self.ratio
        return None if self.most is None else found <= self.most

    def line(self) -> str:
        floor = "–" if self.floor is None else f"{self.floor:.3f} {self.unit}"
        ratio = "–" if self.ratio is None else f"{self.ratio:.2f}"
        met = {None: "", True: "met", False: "missed"}[self.is_met]
        ours = f"{self.ours:.3f} {self.unit}"
        return f"| {self.what} | {ours} | {floor} | {ratio} | {self.aim} | {met} |"


class Figures:
    """Collects what was measured; a table of it is printed at the end."""

    def __init__(self) -> None:
        self.rows: list[Figure] = []

    def add(
        self,
        what: str,
        ours: float,
        floor: float | None = None,
        unit: str = "ms",
        aim: str = "",
        *,
        most: float | None = None,
        ratio: float | None = None,
    ) -> Figure:
        """Keep a figure; *ratio* where it is the median of many, not of two medians."""
        if floor and ratio is None:
            ratio = ours / floor
        row = Figure(
            what=what, ours=ours, floor=floor, ratio=ratio, unit=unit, aim=aim,
            most=most,
        )  # fmt: skip
        self.rows.append(row)
        return row


_FIGURES = pytest.StashKey[Figures]()


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> Figures:
    return pytestconfig.stash.setdefault(_FIGURES, Figures())


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the table, where no test's capture swallows it, and keep it in build/."""
    rows = config.stash.get(_FIGURES, Figures()).rows
    lines = ["| what | ours | floor | ratio | aim | |", "|---|---|---|---|---|---|"]
    lines += [row.line() for row in rows]
    build = Path("build")
    build.mkdir(exist_ok=True)
    (build / "bench.md").write_text("\n".join(lines) + "\n", "utf-8")
    said = [asdict(row) | {"met": row.is_met} for row in rows]
    (build / "bench.json").write_text(json.dumps(said, indent=1), "utf-8")
    terminalreporter.write_line("")
    for line in lines:
        terminalreporter.write_line(line)


def samples(work: Callable[[], object], count: int) -> list[float]:
    """Return *count* durations in milliseconds, sorted."""
    found = []
    for _ in range(count):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def interleaved(
    ours: Callable[[], object], floor: Callable[[], object], count: int
) -> tuple[list[float], list[float]]:
    """Return durations of both, taken in turns so that noise falls on both alike."""
    pairs = [(samples(ours, 1)[0], samples(floor, 1)[0]) for _ in range(count)]
    return sorted(a for a, _ in pairs), sorted(b for _, b in pairs)


def least(
    ours: Callable[[Any], object],
    floor: Callable[[Any], object],
    asked: Sequence[Any],
    takes: int = 4,
) -> tuple[list[float], list[float]]:
    """Return the least of some durations for each thing asked, taken in turns.

    What else runs on the machine only ever adds; what is asked is the same each time.
    """
    found = [_least_of(partial(ours, one), partial(floor, one), takes) for one in asked]
    return sorted(a for a, _ in found), sorted(b for _, b in found)


def _least_of(
    ours: Callable[[], object], floor: Callable[[], object], takes: int
) -> tuple[float, float]:
    taken = interleaved(ours, floor, takes)
    return taken[0][0], taken[1][0]


def p99(sorted_ms: list[float]) -> float:
    return sorted_ms[int(len(sorted_ms) * 0.99)]


def p50(sorted_ms: list[float]) -> float:
    return sorted_ms[len(sorted_ms) // 2]


class Words:
    """Invented words, some of them common: Zipf-like, from a fixed seed."""

    def __init__(self) -> None:
        self._chance = random.Random(20261122)
        letters = "abcdefghijklmnoprstuvw"
        self._all = [
            "".join(self._chance.choices(letters, k=self._chance.randint(3, 10)))
            for _ in range(5_000)
        ]
        self._weights = [1 / (n + 1) for n in range(len(self._all))]

    def text(self, count: int) -> str:
        return " ".join(self._chance.choices(self._all, self._weights, k=count))

    def name(self) -> str:
        return self._chance.choice(self._all).capitalize()

    def word(self) -> str:
        return self._chance.choices(self._all, self._weights, k=1)[0]

    def photo(self) -> bytes:
        return self._chance.randbytes(2_000_000)

    def level(self) -> RiskLevel:
        return self._chance.choice(list(RiskLevel))


@may(Role.OFFICER)
def put_all(work: UnitOfWork, records: list[Case | Visit]) -> None:
    for record in records:
        work.save(record)


@may(Role.OFFICER)
def put(work: UnitOfWork, record: Case | Visit) -> None:
    work.save(record)


@may(Role.OFFICER)
def put_photo(work: UnitOfWork, content: bytes) -> None:
    work.put_blob(content, "image/jpeg")


def person(words: Words, n: int) -> Case:
    return a_case(
        surname=words.name(),
        forename=words.name(),
        crn=f"X{n:06d}",
        officer=f"DC {n % 40}",
        team=f"Team {n % 5}",
        addresses={
            PartId("home"): Address(
                lines=(f"{n % 200} {words.name()} Street",),
                town=words.name(),
                postcode=f"WV{n % 14 + 1} {n % 9}AB",
                main=True,
            )
        },
        markers={PartId("dog"): Marker(text="Dog")} if n % 5 == 0 else {},
    )


def visit(words: Words, case_id: CaseId, n: int) -> Visit:
    """Return the visit of week *n*; all but the last few of a person are signed."""
    began = datetime(2025, 1, 6, 9, tzinfo=UTC) + timedelta(weeks=n)
    return Visit(
        id=VisitId(new_id()),
        case_id=case_id,
        kind="home",
        started_at=began,
        signed_at=began + timedelta(hours=2) if n < VISITS_EACH - 1 else None,
        seen=words.text(40),
        said=words.text(20),
        thought=words.text(10),
    )


@pytest.fixture(scope="session")
def words() -> Words:
    return Words()


@pytest.fixture(scope="session")
def full_store(
    tmp_path_factory: pytest.TempPathFactory, words: Words
) -> Iterator[EncryptedStore]:
    """A store of 2,000 people, 200,000 changes and 200 MB of photographs."""
    folder = tmp_path_factory.mktemp("full") / "store"
    store = create(
        folder, KEY, Officer(id=OfficerId("o"), name="DC Marsh"), Options(kinds=SHIPPED)
    )
    for start in range(0, PEOPLE, 20):
        records: list[Case | Visit] = []
        for n in range(start, start + 20):
            case = person(words, n)
            records.append(case)
            records += [visit(words, case.id, i) for i in range(VISITS_EACH)]
        store.do(put_all, records)
    for _ in range(PHOTO_MEGABYTES // 2):
        store.do(put_photo, words.photo())
    store.refresh_due()
    while store.tidy():
        pass
    store.checkpoint()
    yield store
    store.close()


@pytest.fixture(scope="session")
def crowded_store(
    tmp_path_factory: pytest.TempPathFactory, words: Words
) -> Iterator[EncryptedStore]:
    """A store of 50,000 people."""
    folder = tmp_path_factory.mktemp("crowd") / "store"
    store = create(
        folder, KEY, Officer(id=OfficerId("o"), name="DC Marsh"), Options(kinds=SHIPPED)
    )
    for start in range(0, MANY_PEOPLE, 500):
        store.do(put_all, [person(words, n) for n in range(start, start + 500)])
    while store.tidy():
        pass
    store.checkpoint()
    yield store
    store.close()
