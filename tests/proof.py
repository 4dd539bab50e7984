"""How much of a promise a run tries: `make test` a sample, `make proof` all of it.

A test of a promise is marked `proof`. Its cases come from the mark, or it asks
`how_many` for the length of its loop:

    @pytest.mark.proof("step", STEPS, sample=5)      # five, by chance
    def test_restore_can_be_killed_at_every_step(step: Step) -> None: ...

    @pytest.mark.proof
    def test_histories(how_many: HowMany) -> None:
        for number in range(how_many(10, 500)): ...

A property of hypothesis is a promise without a mark: in `make test` it tries the same
few examples every time, in `make proof` many, drawn anew from the seed that is printed.
One whose single example costs a store or a window is `@dear`: a quarter as many.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

HowMany = Callable[[int, int], int]
Test = TypeVar("Test", bound=Callable[..., None])
TABLE = Path("build/proof.md")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof", action="store_true", help="try promises whole")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "proof(name, values, sample): a promise")
    settings.load_profile("whole" if config.getoption("--proof") else "sample")


# A slow laptop draws its first text slowly: that says nothing about what is tried.
_HOUSE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("sample", _HOUSE, derandomize=True, max_examples=40)
settings.register_profile("whole", _HOUSE, print_blob=True, max_examples=400)


def dear(test: Test) -> Test:
    """Try a quarter of the examples: each costs a store or a window."""
    few = settings(
        max_examples=settings().max_examples // 4,
        suppress_health_check=list(HealthCheck),
    )
    return few(test)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count every property among the promises."""
    for item in items:
        if item.get_closest_marker("hypothesis"):
            item.add_marker(pytest.mark.proof)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for mark in metafunc.definition.iter_markers("proof"):
        if mark.args:
            name, values = mark.args
            drawn = _drawn(metafunc, list(values), mark.kwargs["sample"])
            metafunc.parametrize(name, drawn, ids=mark.kwargs.get("ids", str))


def _drawn(
    metafunc: pytest.Metafunc, values: list[object], sample: int
) -> list[object]:
    if metafunc.config.getoption("--proof") or sample >= len(values):
        return values
    seed = (
        f"{metafunc.config.getoption('randomly_seed', 0)} {metafunc.function.__name__}"
    )
    places = random.Random(seed).sample(range(len(values)), sample)
    return [values[place] for place in sorted(places)]


@pytest.fixture
def how_many(request: pytest.FixtureRequest) -> HowMany:
    """Return the smaller number in `make test`, the greater in `make proof`."""
    whole = bool(request.config.getoption("--proof"))
    return lambda few, many: many if whole else few


def pytest_report_header(config: pytest.Config) -> str:
    extent = "whole" if config.getoption("--proof") else "in samples"
    return f"promises are tried {extent}; seed {config.getoption('randomly_seed', 0)}"


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the table of promises, and keep it, after a run of `make proof`."""
    if not config.getoption("--proof"):
        return
    rows = _rows(terminalreporter)
    lines = ["| promise | tries | failed | seconds |", "|---|--:|--:|--:|", *rows]
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    for line in lines:
        terminalreporter.write_line(line)


def _rows(reporter: pytest.TerminalReporter) -> list[str]:
    tries: dict[str, int] = defaultdict(int)
    failed: dict[str, int] = defaultdict(int)
    seconds: dict[str, float] = defaultdict(float)
    reports = [
        r
        for kind in ("passed", "failed", "error")
        for r in reporter.stats.get(kind, ())
    ]
    for report in reports:
        name = report.nodeid.split("::")[-1].split("[")[0]
        promise = name.removeprefix("test_").replace("_", " ")
        seconds[promise] += report.duration
        tries[promise] += report.when == "call"
        failed[promise] += report.failed
    return [
        f"| {promise} | {tries[promise]} | {failed[promise]} | {seconds[promise]:.1f} |"
        for promise in sorted(seconds, key=lambda p: -seconds[p])
    ]
