"""What was made with a pack comes to a desk that does not hold it, and reads there."""

import pytest

from iomdesk.assessments.actions import (
    answer_items,
    complete_assessment,
    start_assessment,
)
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.catalogue import catalogue
from iomdesk.assessments.unheld import is_worded, made_with
from iomdesk.cases.case import Case
from iomdesk.documents.printed import Printed
from iomdesk.errors import NotFound
from iomdesk.packs.actions import add_pack, trust_force
from tests.assessments.test_catalogue import ANSWERS
from tests.builders import a_case
from tests.packs.packs import PUBLIC, a_pack
from tests.papers.made import paper_of
from tests.sync.desks import Desk, World, put


def load(desk: Desk) -> None:
    desk.store.do(trust_force, [PUBLIC])
    desk.store.do(add_pack, a_pack(), "made-up.toml")


@pytest.fixture
def case() -> Case:
    return a_case()


@pytest.fixture
def lowe(world: World, case: Case) -> Desk:
    """Return a desk without the pack, to which two assessments made with it came."""
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    load(marsh)
    marsh.store.do(put, case)
    done = marsh.store.do(start_assessment, case.id, "made-up")
    marsh.store.do(answer_items, done.id, ANSWERS)
    marsh.store.do(complete_assessment, done.id)
    marsh.store.do(start_assessment, case.id, "made-up")
    world.sync_all()
    return lowe


def came(desk: Desk, case: Case, *, completed: bool) -> Assessment:
    held = desk.store.queries.records(Assessment, case.id)
    return next(one for one in held if bool(one.completed_at) is completed)


def printed(desk: Desk, case: Case) -> str:
    made = Printed(by="DC Lowe", at=desk.clock())
    return repr(paper_of(desk.store, case.id, "assessment", None, made))


def test_answers_and_score_read_without_the_pack(
    world: World, lowe: Desk, case: Case
) -> None:
    said = printed(lowe, case)

    assert "(made-up, version 1) is not on this laptop" in said
    assert "'heroin'" in said
    assert "'High'" in said
    world.assert_same_everywhere()


def test_with_the_pack_it_reads_to_the_letter(lowe: Desk, case: Case) -> None:
    load(lowe)

    done = came(lowe, case, completed=True)
    assert is_worded(made_with(catalogue(lowe.store.queries), done), done)
    assert "'Heroin'" in printed(lowe, case)


def test_an_open_one_goes_on_once_the_pack_is_here(lowe: Desk, case: Case) -> None:
    begun = came(lowe, case, completed=False)
    with pytest.raises(NotFound, match="cannot be gone on with here"):
        lowe.store.do(answer_items, begun.id, ANSWERS)

    load(lowe)
    lowe.store.do(answer_items, begun.id, ANSWERS)

    assert lowe.store.do(complete_assessment, begun.id).band == "high"
