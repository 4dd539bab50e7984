"""Tests of the store's key: who gets it, who is refused, and what they are told."""

import subprocess
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterable

import pytest
from attrs import evolve

from db.keys import (
    DEFAULT_COST,
    calibrated_cost,
    new_key,
    open_with_passphrase,
    open_with_sheet,
    with_passphrase,
    with_sheet,
)
from db.slot_file import to_json
from db.slots import PassphraseCost, Slots, new_slots
from iomdesk.errors import (
    InputRefused,
    NotFound,
    StoreDamaged,
    UserError,
    WrongKey,
)

CHEAP = PassphraseCost(memory_kib=8 * 1024, rounds=1, lanes=1)
PASSPHRASE = "correct horse battery"


def slots_for(key: bytes, passphrase: str = PASSPHRASE) -> Slots:
    return with_passphrase(new_slots(), key, passphrase, CHEAP)


def a_clock(runs: Iterable[float]) -> Callable[[], float]:
    """Return a clock by which the runs take *runs* seconds."""
    ticks: list[float] = []
    for seconds in runs:
        ticks += [100.0, 100.0 + seconds]
    return iter(ticks).__next__


def test_a_new_key_has_256_bits_and_is_never_the_same() -> None:
    keys = {new_key() for _ in range(100)}

    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}


def test_the_passphrase_gives_the_key_back() -> None:
    key = new_key()

    assert open_with_passphrase(slots_for(key), PASSPHRASE, CHEAP) == key


def test_another_passphrase_is_refused() -> None:
    slots = slots_for(new_key())

    with pytest.raises(WrongKey, match="The passphrase is not right"):
        open_with_passphrase(slots, PASSPHRASE + " ", CHEAP)


def test_the_key_stands_nowhere_in_the_file() -> None:
    key = new_key()
    slots, code = with_sheet(slots_for(key), key)

    written = to_json(slots)

    assert key not in written
    assert key.hex().encode() not in written
    assert code.encode() not in written


def test_a_new_passphrase_takes_the_place_of_the_old_one_and_the_key_stays() -> None:
    key = new_key()
    slots = with_passphrase(slots_for(key), key, "a whole other phrase", CHEAP)

    assert open_with_passphrase(slots, "a whole other phrase", CHEAP) == key
    with pytest.raises(WrongKey):
        open_with_passphrase(slots, PASSPHRASE, CHEAP)


def test_a_new_passphrase_leaves_the_sheet_as_it_was() -> None:
    key = new_key()
    slots, code = with_sheet(slots_for(key), key)

    slots = with_passphrase(slots, key, "a whole other phrase", CHEAP)

    assert open_with_sheet(slots, code) == key


def test_the_same_passphrase_is_wrapped_differently_each_time() -> None:
    key, slots = new_key(), new_slots()
    first = with_passphrase(slots, key, PASSPHRASE, CHEAP).passphrase
    second = with_passphrase(slots, key, PASSPHRASE, CHEAP).passphrase

    assert first is not None
    assert second is not None
    assert first.salt != second.salt
    assert first.sealed != second.sealed


@pytest.mark.parametrize("passphrase", ["", " " * 20, "eleven char"])
def test_a_blank_or_short_passphrase_is_refused(passphrase: str) -> None:
    with pytest.raises(InputRefused, match="at least 12 characters"):
        with_passphrase(new_slots(), new_key(), passphrase, CHEAP)


def test_the_shortest_passphrase_is_a_setting() -> None:
    key = new_key()
    slots = with_passphrase(new_slots(), key, "four", CHEAP, shortest=4)

    assert open_with_passphrase(slots, "four", CHEAP) == key


def test_an_empty_passphrase_is_refused_even_where_any_length_will_do() -> None:
    with pytest.raises(InputRefused, match="at least 1 characters"):
        with_passphrase(new_slots(), new_key(), "", CHEAP, shortest=0)


def test_the_last_letter_of_ten_thousand_counts() -> None:
    key = new_key()
    slots = slots_for(key, "x" * 9_999 + "y")

    assert open_with_passphrase(slots, "x" * 9_999 + "y", CHEAP) == key
    with pytest.raises(WrongKey):
        open_with_passphrase(slots, "x" * 9_999 + "z", CHEAP)


def test_a_letter_behind_a_null_counts() -> None:
    slots = slots_for(new_key(), "before and\0after")

    with pytest.raises(WrongKey):
        open_with_passphrase(slots, "before and\0other", CHEAP)


def test_an_accent_may_be_typed_as_one_character_or_as_two() -> None:
    key = new_key()
    composed = unicodedata.normalize("NFC", "café crème brûlée")
    apart = unicodedata.normalize("NFD", composed)

    assert composed != apart
    assert open_with_passphrase(slots_for(key, composed), apart, CHEAP) == key


def test_letters_that_only_look_alike_stay_different() -> None:
    slots = slots_for(new_key(), "ﬁve ﬁne ﬁngers")

    with pytest.raises(WrongKey):
        open_with_passphrase(slots, "five fine fingers", CHEAP)


def test_a_passphrase_that_is_no_text_is_refused() -> None:
    with pytest.raises(InputRefused, match="cannot be read"):
        open_with_passphrase(slots_for(new_key()), "broken \udcff bytes", CHEAP)


@pytest.mark.parametrize("part", ["memory_kib", "rounds", "lanes"])
def test_a_stored_cost_under_the_floor_is_refused_before_any_guess(part: str) -> None:
    floor = evolve(CHEAP, **{part: getattr(CHEAP, part) + 1})

    with pytest.raises(StoreDamaged, match="guarded less"):
        open_with_passphrase(slots_for(new_key()), PASSPHRASE, floor)


def test_the_floor_is_256_mib_three_rounds_and_four_lanes_unless_said() -> None:
    assert DEFAULT_COST.memory_kib == 256 * 1024
    assert DEFAULT_COST.rounds == 3
    assert DEFAULT_COST.lanes == 4
    with pytest.raises(StoreDamaged, match="guarded less"):
        open_with_passphrase(slots_for(new_key()), PASSPHRASE)


def test_a_store_of_the_usual_cost_opens_under_the_usual_floor() -> None:
    key = new_key()
    slots = with_passphrase(new_slots(), key, PASSPHRASE, DEFAULT_COST)

    assert open_with_passphrase(slots, PASSPHRASE) == key


def test_too_little_memory_for_the_passphrase_is_said() -> None:
    script = """
    import resource
    from db.keys import open_with_passphrase, with_passphrase
    from db.slots import PassphraseCost, new_slots
    cost = PassphraseCost(memory_kib=512 * 1024, rounds=1, lanes=1)
    import argon2.low_level
    resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
    try:
        with_passphrase(new_slots(), bytes(32), "correct horse battery", cost)
    except Exception as fault:
        print(type(fault).__name__, fault)
    """

    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.startswith(f"{UserError.__name__} The passphrase needs 512 MiB")


def test_a_machine_that_needs_long_enough_keeps_the_default_cost() -> None:
    clock = a_clock([0.5, 0.71, 0.5])

    assert calibrated_cost(clock, CHEAP) == CHEAP


def test_a_very_slow_machine_keeps_the_default_cost_too() -> None:
    assert calibrated_cost(a_clock([30.0] * 3), CHEAP) == CHEAP


def test_a_fast_machine_gets_rounds_until_the_slowest_run_is_long_enough() -> None:
    clock = a_clock([0.1, 0.2, 0.1, 0.5, 0.6, 0.6, 0.7, 0.6, 0.6])

    assert calibrated_cost(clock, CHEAP) == evolve(CHEAP, rounds=5)


def test_a_clock_that_stands_still_does_not_hold_the_calibration_for_ever() -> None:
    cheapest = PassphraseCost(memory_kib=8, rounds=1, lanes=1)

    assert calibrated_cost(lambda: 0.0, cheapest).rounds == 100


def test_the_code_of_the_sheet_gives_the_key_back() -> None:
    key = new_key()
    slots, code = with_sheet(slots_for(key), key)

    assert open_with_sheet(slots, code) == key


def test_a_slip_in_the_code_is_told_apart_from_the_code_of_another_store() -> None:
    key = new_key()
    slots, code = with_sheet(slots_for(key), key)
    _, another = with_sheet(slots_for(key), key)
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")

    with pytest.raises(InputRefused, match="typing slip"):
        open_with_sheet(slots, slip)
    with pytest.raises(WrongKey, match="another store or to an older sheet"):
        open_with_sheet(slots, another)


def test_a_new_sheet_puts_the_old_one_out_of_use() -> None:
    key = new_key()
    slots, old = with_sheet(slots_for(key), key)
    slots, new = with_sheet(slots, key)

    assert open_with_sheet(slots, new) == key
    with pytest.raises(WrongKey, match="older sheet"):
        open_with_sheet(slots, old)


def test_what_a_store_does_not_have_is_said() -> None:
    with pytest.raises(NotFound, match="no passphrase"):
        open_with_passphrase(new_slots(), PASSPHRASE, CHEAP)
    with pytest.raises(NotFound, match="no recovery sheet"):
        open_with_sheet(new_slots(), "0" * 28)
