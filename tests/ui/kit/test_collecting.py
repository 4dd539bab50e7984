"""What dies in a cycle dies on the GUI thread."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.collecting import Collector


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    made = Collector(qapp)
    made.start()
    yield made
    made.stop()
    made.deleteLater()


class Cyclic(QObject):
    """Holds itself, as a view-model with a lambda on its own signal does."""

    def __init__(self, died_on: list[int]) -> None:
        super().__init__()
        self._died_on = died_on
        self.itself = self

    def __del__(self) -> None:
        self._died_on.append(threading.get_ident())


def make_garbage() -> None:
    for _ in range(2_000):
        pair: list[object] = []
        pair.append(pair)


def test_a_busy_worker_does_not_end_what_belongs_to_the_window(
    collector: Collector,
) -> None:
    died_on: list[int] = []
    for _ in range(20):
        Cyclic(died_on)

    worker = threading.Thread(target=make_garbage)
    worker.start()
    worker.join()
    assert died_on == []
    collector.look()

    assert died_on == [threading.get_ident()] * 20


def test_little_garbage_is_left_for_later(collector: Collector) -> None:
    died_on: list[int] = []
    collector.look()

    Cyclic(died_on)
    collector.look()

    assert died_on == []
