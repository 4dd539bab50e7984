"""Measure which test goes through which line: pytest -p tests.measuring.

It begins before anything of ours is read, here and in each worker, and not in the
processes that tests start.
"""

import pytest
from coverage import Coverage

MEASURED = pytest.StashKey[Coverage]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    measured = Coverage(data_suffix=True)
    measured.start()
    early_config.stash[MEASURED] = measured


def pytest_unconfigure(config: pytest.Config) -> None:
    measured = config.stash[MEASURED]
    measured.stop()
    measured.save()
