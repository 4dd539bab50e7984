"""A store that a command holds only while it does something with it."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

from iomdesk.commands.doors import Doors
from iomdesk.errors import StoreInUse

_TRIES, _PAUSE = 100, 0.1
"""How often, and after how many seconds, a store is asked for that others hold."""


class InTurns:
    """Answers as a desk's store does; it is taken at the first call, until `let_go`.

    DANGER: between two turns others may have changed the store or put it back: what was
    read in one turn may not hold in the next.
    """

    def __init__(self, take: Callable[[], AbstractContextManager[Any]]) -> None:
        self._take = take
        self._held = contextlib.ExitStack()
        self._store: Any = None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return what asks the store at the time of the call, not of the naming.

        In `store.take(hub.ask())` the store is named before the hub is asked.
        """
        return partial(self._ask, name)

    def _ask(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if self._store is None:
            self._store = self._held.enter_context(self._take())
        return getattr(self._store, name)(*args, **kwargs)

    def let_go(self) -> None:
        self._store = None
        self._held.close()


@contextlib.contextmanager
def desk_in_turns(path: str, doors: Doors) -> Iterator[Any]:
    """Yield what sync asks of the store in *path*, without holding it in between."""
    vault = doors.vault(Path(path))
    with vault.held():
        key = vault.key(doors.passphrase())
    first = threading.Lock()

    @contextlib.contextmanager
    def take() -> Iterator[Any]:
        with _held_soon(vault):
            store = vault.open(key)
            try:
                if first.acquire(blocking=False):
                    doors.tell_opened(store)
                yield doors.desk_store(store)
            finally:
                store.close()

    turns = InTurns(take)
    try:
        yield turns
    finally:
        turns.let_go()


@contextlib.contextmanager
def _held_soon(vault: Any) -> Iterator[None]:
    """Hold the store's folder, after waiting a little for who has it."""
    with contextlib.ExitStack() as held:
        for left in reversed(range(_TRIES)):
            try:
                held.enter_context(vault.held())
            except StoreInUse:
                if not left:
                    raise
                threading.Event().wait(_PAUSE)
            else:
                break
        yield
