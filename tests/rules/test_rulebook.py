"""Which value of a setting is in force: as shipped, the force's, or an own one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.errors import InputRefused
from iomdesk.rules.loading import shipped_rules
from iomdesk.rules.rulebook import (
    ChangedBy,
    CountedIn,
    InForce,
    Rulebook,
    RuleRow,
    RulesFile,
    ShippedRules,
    demand_settable,
    file_faults,
    rulebook,
)

HIGH, LANGUAGE = "due.visit.months.high", "instrument_language"
(SHIPPED,) = shipped_rules()
DAY = date(2026, 6, 1)


def a_file(
    version: str = "1", day: date = date(2026, 4, 1), **values: int
) -> RulesFile:
    return RulesFile(
        code="rules",
        version=version,
        force="Example Constabulary",
        effective_from=day,
        values={f"due.visit.months.{level}": value for level, value in values.items()},
    )


def book(
    *files: RulesFile, on: date = DAY, own: dict[str, object] | None = None
) -> Rulebook:
    return rulebook([SHIPPED], files, own or {}, has_force=bool(files), on=on)


def test_without_a_force_all_is_as_shipped() -> None:
    made = book()

    assert made.value(HIGH) == 3
    assert (made.version, made.rows[HIGH].by) == ("2026-01", "2026-01")


def test_the_force_sets_what_it_names_and_the_rest_is_as_shipped() -> None:
    made = book(a_file(high=2))

    assert made.value(HIGH) == 2
    assert made.version == "Example Constabulary, version 1"
    assert made.rows[HIGH].by == "Example Constabulary, version 1"
    assert made.rows[HIGH].since == date(2026, 4, 1)
    assert (
        made.value("due.visit.months.low") == SHIPPED.rows["due.visit.months.low"].value
    )


def test_the_newest_file_rules_whole() -> None:
    older = a_file("1", date(2026, 3, 1), high=2, low=9)
    newer = a_file("2", date(2026, 5, 1), high=1)

    for files in ((older, newer), (newer, older)):
        assert book(*files).value(HIGH) == 1
        assert book(*files).value("due.visit.months.low") == 12


def test_of_two_files_of_one_day_the_higher_number_rules() -> None:
    assert book(a_file("9", high=1), a_file("10", high=2)).value(HIGH) == 2


def test_a_file_rules_from_its_day_on_and_a_day_before_keeps_its_own_rules() -> None:
    files = (
        a_file("1", date(2026, 3, 1), high=2),
        a_file("2", date(2026, 6, 1), high=1),
    )

    assert book(*files, on=date(2026, 6, 1)).value(HIGH) == 1
    yesterday = book(*files, on=date(2026, 5, 31))
    assert (yesterday.value(HIGH), yesterday.version) == (
        2,
        "Example Constabulary, version 1",
    )
    assert book(*files, on=date(2026, 2, 1)).version == "2026-01"


def test_what_is_shipped_is_dated_too() -> None:
    later = ShippedRules(
        version="2027-01",
        effective_from=date(2027, 1, 1),
        source="a later one",
        rows=SHIPPED.rows,
    )
    both = [later, SHIPPED]

    for on, version in ((date(2026, 12, 31), "2026-01"), (date(2027, 1, 1), "2027-01")):
        assert rulebook(both, [], {}, has_force=False, on=on).version == version


def test_without_a_force_the_officers_own_value_rules_and_is_named() -> None:
    made = book(own={HIGH: 4})

    assert (made.value(HIGH), made.rows[HIGH].by) == (4, "own setting")
    assert made.version == "2026-01, own setting"


def test_with_a_force_an_own_value_rules_nothing() -> None:
    made = book(a_file(low=9), own={HIGH: 4})

    assert made.value(HIGH) == 3
    assert "own setting" not in made.version
    assert not made.rows[HIGH].may_be_set


def test_each_officers_choice_stays_theirs_and_is_no_rule_on_paper() -> None:
    made = book(a_file(high=2), own={LANGUAGE: "cy"})

    assert (made.value(LANGUAGE), made.rows[LANGUAGE].may_be_set) == ("cy", True)
    assert made.version == "Example Constabulary, version 1"


@pytest.mark.parametrize("own", [0.5, True, "3", -1, 61, None, [3]])
def test_an_own_value_that_cannot_stand_is_passed_by(own: object) -> None:
    assert book(own={HIGH: own}).value(HIGH) == 3


@given(st.one_of(st.integers(), st.booleans(), st.text(), st.none(), st.floats()))
def test_a_row_refuses_what_it_would_not_let_stand(value: object) -> None:
    row = SHIPPED.rows[HIGH]
    stands = book(own={HIGH: value}).rows[HIGH].by == "own setting"

    assert stands == (not row.fault_of(value))
    if stands:
        demand_settable(row, value, has_force=False)
    else:
        with pytest.raises(InputRefused, match="whole number of months from 0 to 60"):
            demand_settable(row, value, has_force=False)


def test_every_row_can_hold_what_it_ships_and_names_a_source() -> None:
    for code, row in SHIPPED.rows.items():
        assert not row.fault_of(row.value), code
        assert row.source.strip(), code
        assert row.title.strip(), code


def test_the_titles_of_the_rows_can_be_told_apart() -> None:
    titles = [row.title for row in SHIPPED.rows.values()]

    assert len(set(titles)) == len(titles)


def test_a_file_says_each_of_its_faults() -> None:
    file = RulesFile(
        code="other",
        version="1",
        force="Example",
        effective_from=DAY,
        values={"due.nothing": 1, HIGH: 99, LANGUAGE: "cy"},
    )

    assert file_faults(file, SHIPPED) == [
        "due.nothing: there is no such rule.",
        f"{HIGH}: It is a whole number of months from 0 to 60.",
        f"{LANGUAGE}: each officer chooses it.",
        "code: a file of rules says “rules”.",
    ]


def test_yes_or_no_and_a_choice_are_read_as_words() -> None:
    yes = RuleRow(title="t", unit=CountedIn.YES_NO, value=True, source="s")
    word = RuleRow(
        title="t",
        unit=CountedIn.CHOICE,
        value="en",
        source="s",
        choices=("en", "cy"),
        changed_by=ChangedBy.OFFICER,
    )

    assert yes.fault_of(1) == "It is true or false."
    assert word.fault_of("fr") == "It is one of: en, cy."
    assert [one.words for one in _both(yes, word)] == ["no", "cy"]
    rows = book().rows
    assert rows["due.visit.months.very_high"].words == "1 month"
    assert rows[HIGH].words == "3 months"


def _both(yes: RuleRow, word: RuleRow) -> list[InForce]:
    shipped = ShippedRules(
        version="1", effective_from=DAY, source="s", rows={"a": yes, "b": word}
    )
    own: dict[str, object] = {"a": False, "b": "cy"}
    return [*rulebook([shipped], [], own, has_force=False, on=DAY).rows.values()]


def test_what_the_force_alone_sets_is_nobodys_own() -> None:
    made = book(own={"lease_days": 90})

    assert (made.value("lease_days"), made.rows["lease_days"].may_be_set) == (14, False)
    with pytest.raises(InputRefused, match="Your force sets this"):
        demand_settable(SHIPPED.rows["lease_days"], 90, has_force=False)
    assert not file_faults(a_file(high=2), SHIPPED)
