"""A laptop without a team shares with nobody, whatever stands where its team should."""

import pytest

from iomdesk.ids import new_id
from tests.hub.attacking import SURNAME, Hub

NO_TEAMS = ("", "  ", "\t", "\u00a0", "\u200b")


def _reads(answer: bytes) -> bool:
    return SURNAME.encode() in answer


@pytest.mark.xfail(strict=True, reason="F1: all without a team are one team")
@pytest.mark.parametrize("team", NO_TEAMS)
def test_two_laptops_without_a_team_read_nothing_of_each_other(
    hub: Hub, team: str
) -> None:
    one, two = hub.desk(team), hub.desk(team)
    assert one.push(one.content(new_id(), patch={"surname": SURNAME})).status == 200

    later = hub.desk(team)
    read = [desk.post("/1/exchange", desk.asks()).said for desk in (two, later)]

    kinds = {event["kind"] for said in read for event in said.get("events", [])}
    assert kinds <= {"officer"}
