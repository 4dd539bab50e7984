"""Conflicts: what the fold asks people, shown case by case."""

from collections.abc import Sequence

import pytest

from iomdesk.journal.conflict import ConflictKind
from iomdesk.journal.fold import Folded
from iomdesk.journal.patch import at
from iomdesk.records.codec import Document, Json
from tests.journal.histories import DESKS, RISK, Desk, World, edited, folded


def test_two_risk_levels_said_apart_show_the_higher_everywhere() -> None:
    world = _opened_by_all({"risk": {"overall": "low"}})
    _edit(world.desks["a"], "medium")
    _edit(world.desks["b"], "high")

    world.settle_down()

    for result in _results(world):
        assert at(result.document, RISK) == "high"
        assert [c.value for c in result.conflicts[0].claims] == ["medium", "high"]


def test_the_lower_risk_said_first_is_not_forgotten() -> None:
    world = _opened_by_all({"risk": {"overall": "low"}})
    _edit(world.desks["a"], "very_high")
    _edit(world.desks["b"], "medium")

    world.settle_down()

    conflict = _results(world)[2].conflicts[0]
    assert (conflict.shown, len(conflict.claims)) == ("very_high", 2)


def test_the_same_value_said_twice_is_no_conflict() -> None:
    world = _opened_by_all({"risk": {"overall": "low"}})
    _edit(world.desks["a"], "high")
    _edit(world.desks["b"], "high")

    world.settle_down()

    assert not any(result.conflicts for result in _results(world))


def test_emptying_a_field_against_an_edit_of_it_is_a_conflict() -> None:
    world = _opened_by_all({"risk": {"overall": "low"}})
    _edit(world.desks["a"], None)
    _edit(world.desks["b"], "high")

    world.settle_down()

    assert at(_results(world)[2].document, RISK) == "high"
    assert len(_results(world)[2].conflicts) == 1


def test_emptying_one_level_does_not_touch_another() -> None:
    world = _opened_by_all({"risk": {"overall": "low"}})
    _edit(world.desks["a"], None)
    form = world.desks["b"].open()
    world.desks["b"].save(form, edited(form.document, ("risk", "public"), "high"))

    world.settle_down()

    assert _results(world)[0] == Folded(document={"risk": {"public": "high"}})


def test_two_people_may_edit_different_parts() -> None:
    world = _opened_by_all({"parts": {"p1": {"text": "one"}}})
    for name, part in (("a", "p1"), ("b", "p2")):
        form = world.desks[name].open()
        path = ("parts", part, "text")
        world.desks[name].save(form, edited(form.document, path, name))

    world.settle_down()

    assert _results(world)[2] == Folded(
        document={"parts": {"p1": {"text": "a"}, "p2": {"text": "b"}}}
    )


def test_a_part_put_against_a_risk_inside_it_never_hides_the_risk() -> None:
    world = _opened_by_all({"risk": {"overall": "low"}})
    world.desks["a"].say(("risk",), None)
    _edit(world.desks["b"], "high")

    world.settle_down()

    for result in _results(world):
        assert at(result.document, RISK) == "high"
        assert len(result.conflicts) == 1


@pytest.mark.parametrize("whole", [None, "see the file", ["new"]])
def test_a_part_said_whole_takes_the_place_of_all_that_was_seen_inside_it(
    whole: Json,
) -> None:
    world = _opened_by_all({"name": "Ann", "plan": {"text": "old", "place": {"a": 1}}})
    world.desks["a"].say(("plan",), whole)

    world.settle_down()

    for result in _results(world):
        assert at(result.document, ("plan",)) == whole
        assert result.conflicts == ()


def test_a_field_said_before_its_part_stays_until_settled() -> None:
    world = _opened_by_all({"risk": {"overall": "low"}})
    _edit(world.desks["a"], "medium")
    world.desks["b"].say(("risk",), "see the file")

    world.settle_down()

    result = _results(world)[0]
    assert at(result.document, RISK) == "medium"
    assert result.conflicts[0].path == ("risk",)


@pytest.mark.parametrize("whole", ["see the file", ["new"], None, 0])
@pytest.mark.parametrize("fields", [("text",), ("text", "place")])
def test_a_part_said_whole_before_fields_inside_it_is_shown_whole(
    whole: Json, fields: Sequence[str]
) -> None:
    opened = {"name": "Ann", "plan": dict.fromkeys(fields, "old")}
    world = _opened_by_all(opened)
    form = world.desks["b"].open()
    world.desks["a"].say(("plan",), whole)
    document = form.document
    for name in fields:
        document = edited(document, ("plan", name), f"by b: {name}")
    world.desks["b"].save(form, document)

    world.settle_down()

    for result in _results(world):
        assert at(result.document, ("plan",)) == whole
        assert at(result.document, ("name",)) == "Ann"
        (conflict,) = result.conflicts
        values = [said.value for said in conflict.claims]
        assert values == [whole, *(f"by b: {name}" for name in fields)]


def test_an_edit_that_missed_the_signature_becomes_a_question() -> None:
    world = _opened_by_all({"name": "Ann"})
    world.desks["a"].seal()
    form = world.desks["b"].open()
    world.desks["b"].save(form, {"name": "Anna"})

    world.settle_down()

    for result in _results(world):
        assert result.document == {"name": "Ann"}
        assert result.seal_holds
        assert [c.conflict for c in result.conflicts] == [ConflictKind.SEALED]


def test_each_edit_that_missed_the_signature_is_asked_and_later_ones_count() -> None:
    world = _opened_by_all({"name": "Ann", "tier": "A1"})
    world.desks["a"].seal()
    for name, after in (("b", {"name": "Anna"}), ("c", {"tier": "B1"})):
        form = world.desks[name].open()
        world.desks[name].save(form, form.document | after)
    for name in ("a", "b", "c", "a"):
        world.sync(name)
    world.desks["a"].say(("place",), "York")

    world.settle_down()

    for result in _results(world):
        assert result.document == {"name": "Ann", "tier": "A1", "place": "York"}
        asked = {conflict.path for conflict in result.conflicts}
        assert asked == {("name",), ("tier",)}


def test_an_edit_the_signer_had_not_seen_becomes_a_question() -> None:
    world = _opened_by_all({"name": "Ann"})
    form = world.desks["b"].open()
    world.desks["b"].save(form, {"name": "Anna"})
    world.sync("b")
    world.desks["a"].seal()

    world.settle_down()

    assert _results(world)[1].document == {"name": "Ann"}
    assert _results(world)[1].conflicts[0].claims[0].value == "Anna"


def test_answering_one_question_of_a_late_edit_leaves_its_others() -> None:
    world = _opened_by_all({"name": "Ann", "tier": "A"})
    world.desks["a"].seal()
    form = world.desks["b"].open()
    world.desks["b"].save(form, {"name": "Anna", "tier": "B"})
    world.settle_down()

    world.desks["c"].settle(_results(world)[2].conflicts[0])
    world.settle_down()

    assert [c.path for c in _results(world)[0].conflicts] == [("tier",)]


def test_an_answer_that_names_the_question_ends_it_without_touching_the_record() -> (
    None
):
    world = _opened_by_all({"name": "Ann"})
    world.desks["a"].seal()
    form = world.desks["b"].open()
    world.desks["b"].save(form, {"name": "Anna"})
    world.settle_down()

    question = _results(world)[2].conflicts[0]
    world.desks["c"].answer(question, {})
    world.settle_down()

    assert all(r == _results(world)[0] for r in _results(world))
    assert _results(world)[0].document == {"name": "Ann"}
    assert not _results(world)[0].conflicts


def test_a_seal_that_names_another_record_does_not_hold() -> None:
    world = _opened_by_all({"name": "Ann"})
    world.desks["a"].seal("0" * 64)

    assert not folded(world.desks["a"].changes).seal_holds


def _opened_by_all(document: Document) -> World:
    world = World()
    world.desks["a"].save(world.desks["a"].open(), document)
    for name in DESKS:
        world.sync(name)
    return world


def _edit(desk: Desk, level: str | None) -> None:
    form = desk.open()
    desk.save(form, edited(form.document, RISK, level))


def _results(world: World) -> list[Folded]:
    return [folded(world.desks[name].changes) for name in DESKS]
