"""Tests of slots.json: what is read, what is refused, and what nobody can change."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import evolve, frozen

from db.force_keys import new_force_key_pair, open_with_private_key, with_force_key
from db.keys import (
    new_key,
    open_with_passphrase,
    open_with_sheet,
    with_passphrase,
    with_sheet,
)
from db.slot_file import from_json, sound_slots, to_json
from db.slots import (
    KnownSlot,
    PassphraseCost,
    Slots,
    StoreId,
    UnknownSlot,
    _check,
    _context,
    new_slots,
)
from iomdesk.errors import NotFound, StoreDamaged, StoreTooNew, UserError, WrongKey

PASSPHRASE = "correct horse battery"
QUICK = PassphraseCost(memory_kib=64, rounds=1, lanes=1)
"""So little that thousands of guesses fit in a test."""

Opener = Callable[[Slots], bytes]


@frozen(kw_only=True)
class Store:
    """A store's slots of every kind, and what opens each."""

    key: bytes
    slots: Slots
    openers: dict[str, Opener]

    @property
    def plain(self) -> Any:
        return json.loads(to_json(self.slots))


def a_store() -> Store:
    key = new_key()
    private, public = new_force_key_pair()
    slots = with_passphrase(new_slots(), key, PASSPHRASE, QUICK)
    slots, code = with_sheet(slots, key)
    slots = with_force_key(slots, key, public)
    openers: dict[str, Opener] = {
        "passphrase": lambda slots: open_with_passphrase(slots, PASSPHRASE, QUICK),
        "sheet": lambda slots: open_with_sheet(slots, code),
        "force-key": lambda slots: open_with_private_key(slots, private),
    }
    return Store(key=key, slots=slots, openers=openers)


def what_opens(store: Store, content: bytes) -> dict[str, bytes]:
    """Return the key that each way to open gives, where it gives one."""
    given: dict[str, bytes] = {}
    try:
        slots = sound_slots(content)
    except UserError:
        return given
    for kind, opener in store.openers.items():
        try:
            given[kind] = opener(slots)
        except UserError:
            continue
    return given


def leaves(plain: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(plain, dict | list):
        items = plain.items() if isinstance(plain, dict) else enumerate(plain)
        for name, value in items:
            yield from leaves(value, (*path, name))
    else:
        yield path


def tampered(plain: Any, path: tuple[Any, ...]) -> bytes:
    """Return the file with the leaf at *path* changed to another that looks right."""
    copy = json.loads(json.dumps(plain))
    place = copy
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = another(place[path[-1]])
    return json.dumps(copy).encode()


def another(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    return ("0" if value[0] != "0" else "1") + value[1:]


def rechecked(slots: Slots, slot: KnownSlot) -> KnownSlot:
    """Return *slot* with the check that somebody without the key can put there."""
    return evolve(slot, check=_check(_context(slots, slot), slot.sealed))


def test_what_is_written_reads_back() -> None:
    slots = a_store().slots

    assert from_json(to_json(slots)) == slots


def test_every_way_opens_a_file_that_nobody_touched() -> None:
    store = a_store()

    given = what_opens(store, to_json(store.slots))

    assert given == dict.fromkeys(store.openers, store.key)


def test_a_change_of_any_value_closes_the_way_that_it_belongs_to() -> None:
    store = a_store()
    kinds = [slot.kind for slot in store.slots.slots]
    still_open = []

    for path in leaves(store.plain):
        given = what_opens(store, tampered(store.plain, path))
        own = {kinds[path[1]]} if path[0] == "slots" else set()
        own = set(kinds) if path == ("store",) else own
        still_open += [(path, kind) for kind in own & given.keys()]

    assert still_open == []


def test_a_change_of_one_way_leaves_the_others_usable_and_the_key_right() -> None:
    store = a_store()
    wrong = []

    for path in leaves(store.plain):
        given = what_opens(store, tampered(store.plain, path))
        wrong += [path for key in given.values() if key != store.key]
        if path[0] == "slots" and path[2] != "kind":
            wrong += [path for _ in range(len(store.openers) - 1 - len(given))]

    assert wrong == []


def test_no_flipped_bit_anywhere_gives_a_wrong_key() -> None:
    store = a_store()
    content = to_json(store.slots)
    wrong = []

    for at in range(len(content)):
        flipped = bytearray(content)
        flipped[at] ^= 1 << at % 8
        given = what_opens(store, bytes(flipped))
        wrong += [at for key in given.values() if key != store.key]

    assert wrong == []


@pytest.mark.parametrize("part", ["salt", "sealed", "check"])
def test_a_damaged_slot_is_told_apart_from_a_wrong_passphrase(part: str) -> None:
    store = a_store()
    path = ("slots", 0, part)

    with pytest.raises(StoreDamaged, match="passphrase entry"):
        store.openers["passphrase"](sound_slots(tampered(store.plain, path)))


@pytest.mark.parametrize("part", ["memory_kib", "rounds", "lanes"])
def test_a_cost_changed_by_somebody_who_puts_the_check_right_opens_nothing(
    part: str,
) -> None:
    store = a_store()
    slot = store.slots.passphrase
    assert slot is not None
    cost = evolve(slot.cost, **{part: getattr(slot.cost, part) + 1})

    forged = rechecked(store.slots, evolve(slot, cost=cost))

    with pytest.raises(WrongKey):
        store.openers["passphrase"](evolve(store.slots, slots=(forged,)))


@pytest.mark.parametrize("kind", ["passphrase", "sheet", "force-key"])
def test_a_slot_moved_to_another_store_opens_nothing_there(kind: str) -> None:
    store = a_store()
    moved = evolve(store.slots, store=StoreId("0" * 32))
    forged = tuple(
        rechecked(moved, slot)
        for slot in moved.slots
        if not isinstance(slot, UnknownSlot)
    )

    with pytest.raises(WrongKey):
        store.openers[kind](evolve(moved, slots=forged))


def test_a_file_cut_anywhere_is_refused() -> None:
    content = to_json(a_store().slots)
    accepted: list[Slots] = []

    for length in range(len(content) - 1):
        try:
            accepted.append(from_json(content[:length]))
        except StoreDamaged:
            continue

    assert accepted == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b"{}",
        b"\xff\xfe",
        b'{"format": true, "store": "", "slots": []}',
        b'{"format": 1, "store": "", "slots": []}',
        b'{"format": 0, "store": "' + b"0" * 32 + b'", "slots": []}',
        b'{"format": 1, "store": "' + b"A" * 32 + b'", "slots": []}',
        b'{"format": 1, "store": "' + b"0" * 32 + b'", "slots": {}}',
        b'{"format": 1, "store": "' + b"0" * 32 + b'", "slots": [7]}',
        b'{"format": 1, "store": "' + b"0" * 32 + b'", "slots": [{"kind": 7}]}',
        b'{"format": 1, "store": "' + b"0" * 32 + b'", "slots": [], "more": 1}',
        b'{"format": 1, "format": 1, "store": "' + b"0" * 32 + b'", "slots": []}',
        b'{"format": ' + b"9" * 5000 + b"}",
        b"[" * 60_000,
        b" " * (64 * 1024) + b"{}",
        b'{"format": 1, "store": "'
        + b"0" * 32
        + b'", "slots": ['
        + b'{"kind": "x"},' * 40
        + b'{"kind": "x"}]}',
    ],
    ids=range(19),
)
def test_what_is_no_slots_file_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(StoreDamaged, match="not as this program wrote it"):
        from_json(content)


def refused_with(change: Callable[[Any], None]) -> None:
    plain = a_store().plain
    change(plain)

    with pytest.raises(StoreDamaged, match="not as this program wrote it"):
        from_json(json.dumps(plain).encode())


@pytest.mark.parametrize("name", ["cost", "salt", "sealed", "check"])
def test_a_slot_with_a_part_missing_is_refused(name: str) -> None:
    refused_with(lambda plain: plain["slots"][0].pop(name))


def test_a_slot_with_a_part_too_many_is_refused() -> None:
    refused_with(lambda plain: plain["slots"][1].update(more="01"))


@pytest.mark.parametrize("salt", ["", "00" * 15, "00" * 17, "AA" * 16, "0x" * 16, 7])
def test_a_salt_of_another_shape_is_refused(salt: object) -> None:
    refused_with(lambda plain: plain["slots"][0].update(salt=salt))


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("memory_kib", 2 * 1024 * 1024 + 1),
        ("memory_kib", 2**70),
        ("memory_kib", -1),
        ("memory_kib", 8192.0),
        ("memory_kib", "8192"),
        ("memory_kib", True),
        ("rounds", 0),
        ("rounds", 101),
        ("rounds", None),
        ("lanes", 0),
        ("lanes", 17),
    ],
)
def test_an_absurd_cost_is_refused(part: str, value: object) -> None:
    refused_with(lambda plain: plain["slots"][0]["cost"].update({part: value}))


@pytest.mark.parametrize(
    ("part", "least", "most"),
    [("memory_kib", 8, 2 * 1024 * 1024), ("rounds", 1, 100), ("lanes", 1, 16)],
)
def test_a_cost_is_taken_up_to_its_limits_and_not_beyond(
    part: str, least: int, most: int
) -> None:
    for value in (least, most):
        assert getattr(evolve(QUICK, **{part: value}), part) == value
    for value in (least - 1, most + 1):
        with pytest.raises(ValueError, match="must be"):
            evolve(QUICK, **{part: value})


@pytest.mark.parametrize("value", ["", "made up", "\ud800", "0" * 39])
def test_a_fingerprint_of_another_shape_is_refused(value: str) -> None:
    refused_with(lambda plain: plain["slots"][2].update(fingerprint=value))


@pytest.mark.parametrize("at", [0, 1])
def test_a_second_slot_of_a_kind_that_stands_alone_is_refused(at: int) -> None:
    refused_with(lambda plain: plain["slots"].append(plain["slots"][at]))


def test_a_file_of_a_newer_program_asks_for_an_update() -> None:
    with pytest.raises(StoreTooNew, match="Update the program"):
        from_json(b'{"format": 2, "ways": []}')


def test_a_kind_that_a_newer_program_made_is_kept_and_left_alone() -> None:
    store = a_store()
    newer = {"kind": "smart-card", "reader": {"name": "é", "slot": 1.5}}
    card = UnknownSlot(kind="smart-card", text=json.dumps(newer))
    held = evolve(store.slots, slots=(*store.slots.slots, card))

    slots = from_json(to_json(held))
    slots = with_passphrase(slots, store.key, "a whole other phrase", QUICK)

    assert newer in json.loads(to_json(slots))["slots"]
    assert open_with_passphrase(slots, "a whole other phrase", QUICK) == store.key


def test_a_file_with_no_way_to_open_it_says_so() -> None:
    with pytest.raises(NotFound, match="Open it another way"):
        open_with_passphrase(from_json(to_json(new_slots())), PASSPHRASE, QUICK)
