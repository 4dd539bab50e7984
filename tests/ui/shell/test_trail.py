"""Back and forward through the screens."""

from ui.shell.trail import Trail


def test_back_leads_through_the_stops_in_turn() -> None:
    trail: Trail[str] = Trail()
    trail.leave("today")
    trail.leave("people")

    assert trail.back("dooley") == "people"
    assert trail.back("people") == "today"
    assert trail.back("today") is None


def test_forward_leads_where_one_went_back_from() -> None:
    trail: Trail[str] = Trail()
    trail.leave("today")
    trail.back("people")

    assert trail.forward("today") == "people"


def test_going_somewhere_new_forgets_the_way_forward() -> None:
    trail: Trail[str] = Trail()
    trail.leave("today")
    trail.back("people")

    trail.leave("today")

    assert trail.forward("settings") is None


def test_a_long_day_keeps_the_last_fifty_stops() -> None:
    trail: Trail[int] = Trail()
    for stop in range(80):
        trail.leave(stop)

    stops = [trail.back(99) for _ in range(60)]

    assert stops[:50] == list(range(79, 29, -1))
    assert stops[50] is None
