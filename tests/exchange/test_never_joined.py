"""Whatever lists come in whatever order, nobody gets what was said of somebody else."""

import random
from collections.abc import Callable, Iterator

import pytest

from db.store import EncryptedStore
from iomdesk.cases.case import Case, ReferenceType
from iomdesk.exchange.actions import Order, import_people
from iomdesk.ports import CaseFilter
from tests.proof import HowMany

KINDS = ("CRN", "NOMS", "PNC", "CRO", "ViSOR", "Niche ID")
HEADINGS = (*KINDS, "Surname", "Forename", "DOB", "Warning markers")
PEOPLE = 4


def number(kind: str, who: int) -> str:
    return {
        "CRN": f"X79000{who}",
        "NOMS": f"A123{who}BC",
        "PNC": f"2000/016094{who}Q",
        "CRO": f"26541{who}/21G",
        "ViSOR": f"V001122{who}",
        "Niche ID": f"700012{who}",
    }[kind]


def a_row(dice: random.Random) -> dict[str, str]:
    """Return a row about one of four people, at times with a weak number of another."""
    who = dice.randrange(PEOPLE)
    kinds = dice.sample(KINDS, dice.randint(1, 4))
    row = {kind: number(kind, who) for kind in kinds}
    weakest = max(kinds, key=KINDS.index)
    if len(kinds) > 1 and dice.random() < 0.3:
        row[weakest] = number(weakest, dice.randrange(PEOPLE))
    if "CRN" in row:
        row["Warning markers"] = row["CRN"]
    named = dice.random()
    row["Surname"] = "Samename" if named < 0.8 else f"Name{who}"
    row["Forename"] = f"Given{who}" if named > 0.3 else ""
    row["DOB"] = f"1{who}/03/198{who}" if dice.random() < 0.6 else ""
    return row


def a_file(rows: list[dict[str, str]]) -> bytes:
    lines = [",".join(row.get(name, "") for name in HEADINGS) for row in rows]
    return "\n".join([",".join(HEADINGS), *lines]).encode()


def imports(dice: random.Random, rows: list[dict[str, str]]) -> Iterator[list[bytes]]:
    """Yield *rows* in imports of one or two files."""
    left = list(rows)
    dice.shuffle(left)
    while left:
        files = []
        for _ in range(dice.randint(1, 2)):
            size = dice.randint(1, 4)
            taken, left = left[:size], left[size:]
            files += [a_file(taken)] if taken else []
        yield files


def cases(store: EncryptedStore) -> list[Case]:
    rows = store.queries.cases(CaseFilter())
    return [store.queries.get(Case, row.case_id) for row in rows]


@pytest.mark.proof
def test_nobody_gets_a_warning_that_came_with_another_crn(
    open_store: Callable[..., EncryptedStore], how_many: HowMany
) -> None:
    for seed in range(how_many(10, 150)):
        dice = random.Random(seed)
        rows = [a_row(dice) for _ in range(dice.randint(2, 14))]
        store = open_store(f"lists-{seed}")
        for files in imports(dice, rows):
            given = {f"{n}.csv": file for n, file in enumerate(files)}
            planned = import_people(store, given, Order(dry_run=True))
            done = import_people(store, given, Order())
            assert planned.people == done.people, seed
            assert planned.questions == done.questions, seed
        for case in cases(store):
            refs = case.references.values()
            crns = [r.value for r in refs if r.type is ReferenceType.CRN]
            warned = {marker.text for marker in case.markers.values()}
            assert len(crns) <= 1, seed
            assert warned <= set(crns), seed
        store.close()
