"""A sync that stands back for an officer at every event brings the same in the end."""

from pathlib import Path

from db.turns import Turns
from iomdesk.cases.case import RiskLevel
from tests.builders import a_case
from tests.sync.desks import World, put, set_children


class Hurried(Turns):
    """An officer waits whenever it is asked."""

    @property
    def is_wanted(self) -> bool:
        return True


def test_a_sync_that_is_hurried_at_every_event_brings_all(tmp_path: Path) -> None:
    with World(tmp_path) as world:
        here, there = world.desk("here"), world.desk("there")
        there.store.turns = Hurried()
        for n in range(6):
            case = here.store.do(put, a_case(crn=f"X{n}"))
            here.store.do(set_children, case.id, RiskLevel.HIGH)
        here.sync()
        report = there.sync()

        assert report.received == 12
        assert there.sync().received == 0
        world.assert_same_everywhere()
