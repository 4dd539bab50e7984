"""A test that the pinned PySide6 gives back every reference to None that it takes."""

import sys

import pytest
from PySide6.QtCore import QObject


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_a_thousand_calls_that_return_nothing_use_up_no_none() -> None:
    thing = QObject()
    thing.setObjectName("warm")
    before = sys.getrefcount(None)

    for _ in range(1_000):
        thing.setObjectName("name")

    assert sys.getrefcount(None) > before - 100
