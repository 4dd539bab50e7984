"""What comes from the hub stands back for an officer, and none waits without end."""

import threading
from collections.abc import Callable
from functools import partial

from db.turns import Turns


def begun(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_who_saves_goes_before_what_comes_from_the_hub() -> None:
    turns, order = Turns(), list[str]()
    may_end = threading.Event()

    def save(name: str) -> None:
        with turns.first():
            order.append(name)
            may_end.wait(5)

    def take() -> None:
        with turns.last():
            order.append("hub")

    officer = begun(partial(save, "officer"))
    while not order:
        officer.join(0.01)
    hub = begun(take)
    other = begun(partial(save, "another officer"))
    other.join(0.05)
    may_end.set()
    for thread in (officer, hub, other):
        thread.join(5)

    assert order == ["officer", "another officer", "hub"]


def test_whoever_writes_for_the_hub_hears_that_an_officer_waits() -> None:
    turns = Turns()
    with turns.last():
        assert not turns.is_wanted

        def save() -> None:
            with turns.first():
                pass

        officer = begun(save)
        for _ in range(500):
            if turns.is_wanted:
                break
            officer.join(0.01)
        assert turns.is_wanted
    officer.join(5)

    assert not turns.is_wanted


def test_a_store_is_busy_while_an_officer_works_at_it() -> None:
    turns = Turns()
    assert not turns.is_busy

    turns.note_work()
    assert turns.is_busy
