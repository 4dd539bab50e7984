"""A clock that is wrong, pipes, and an output that is full: a sentence, no hang."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from attrs import evolve

from db.store import Options
from db.vault import Vault
from iomdesk.__main__ import main, usual_doors
from iomdesk.commands.doors import input_bytes
from iomdesk.commands.reading_json import DEEPEST, read_json
from iomdesk.errors import InputRefused, NotFound
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.sync.addresses import demand_private
from tests.commands.conftest import CHEAP, Answer

Run = Callable[..., Answer]
ROOT = Path(__file__).parents[2]
CLOCKS = {
    "the last moment": datetime.max.replace(tzinfo=UTC),
    "the last day": datetime(9999, 12, 31, 0, 30, tzinfo=UTC),
    "the first moment": datetime.min.replace(tzinfo=UTC),
    "the epoch": datetime(1970, 1, 1, tzinfo=UTC),
    "before it": datetime(1901, 12, 13, tzinfo=UTC),
    "after 2038": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
}


@pytest.mark.proof("clock", list(CLOCKS), sample=2)
def test_a_wrong_clock_stops_no_command(
    run: Run, store: str, tmp_path: Path, clock: str
) -> None:
    visit = tmp_path / "visit.json"
    visit.write_text(run("schema", "visit", "--example").out)

    pdf = str(tmp_path / "visit.pdf")

    def typed(*words: str) -> Answer:
        out, err = io.StringIO(), io.StringIO()
        doors = evolve(usual_doors(), vault=vault_at(CLOCKS[clock]), out=out, err=err)
        code = main(list(words), doors)
        return Answer(code=code, out=out.getvalue(), err=err.getvalue())

    for words in (
        ["cases", store],
        ["case", store, "X100001"],
        ["due", store, "--days", "400"],
        ["due", store, "--days", "-400"],
        ["visit", store, "X100001", "--input", str(visit)],
        ["scores", store, "X100001"],
        ["import", store, str(tmp_path / "people.csv")],
        ["check", store],
        ["pack", "list", "--store", store],
        ["conflicts", store],
        ["new", str(tmp_path / "fresh")],
        [*f"document {store} X100001 visit --format pdf --out".split(), pdf],
        ["export", store, "--out", str(tmp_path / "out")],
    ):
        done = typed(*words)
        assert "inside IOM Desk" not in done.err, words
        assert done.code == 0 or done.err.strip().endswith("."), done.err


def vault_at(now: datetime) -> Callable[..., Vault]:
    options = Options(kinds=SHIPPED, clock=lambda: now)

    def make(folder: Path, *, quick: bool = False) -> Vault:
        del quick
        return Vault(folder=folder, cost=CHEAP, floor=CHEAP, options=options)

    return make


ENDS = ["9999-12-31", "0001-01-01", "31/12/9999", "1.1.0001"]


@pytest.mark.parametrize("days", ["1", "40000", "-40000"])
@pytest.mark.proof("on", ENDS, sample=1)
def test_days_at_the_end_of_the_calendar_are_counted(
    run: Run, store: str, on: str, days: str
) -> None:
    done = run("due", store, "--on", on, f"--days={days}", "--json")

    assert done.code == 0, done.err
    assert isinstance(done.json, list)


@pytest.mark.parametrize(
    "words",
    [("cases", "--limit"), ("due", "--days")],
    ids=["limit", "days"],
)
@pytest.mark.parametrize("size", ["9" * 23, "-" + "9" * 5000], ids=["wide", "long"])
def test_an_odd_size_is_refused_with_the_sizes_that_go(
    run: Run, store: str, words: tuple[str, str], size: str
) -> None:
    refused = run(words[0], store, f"{words[1]}={size}")

    assert refused.code == 1
    assert "is not from" in refused.err


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iomdesk.commands.doors._PIPE_SECONDS", 0.05)
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(NotFound, match="Nothing came"):
        input_bytes(str(tmp_path / "pipe"))


def test_a_pipe_that_somebody_writes_to_is_read_whole(tmp_path: Path) -> None:
    pipe, content = tmp_path / "pipe", os.urandom(300_000)
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(content,))
    writer.start()

    found = input_bytes(str(pipe))
    writer.join()

    assert found == content


def test_a_shells_own_pipe_is_read_whole() -> None:
    read, write = os.pipe()
    os.write(write, b"people")
    os.close(write)

    assert input_bytes(f"/dev/fd/{read}") == b"people"
    os.close(read)


@pytest.mark.parametrize(
    "name", ["/dev/null", "/dev/zero", "/proc/self", "\0", "n" * 300]
)
def test_what_is_no_file_is_not_read(name: str) -> None:
    with pytest.raises(NotFound, match=r"\.$"):
        input_bytes(name)


def test_a_file_that_may_not_be_read_is_a_sentence(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    secret.chmod(0)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)  # root may read everything
    try:
        with pytest.raises(NotFound, match="may not use it"):
            input_bytes(str(secret))
    finally:
        os.seteuid(before)


def test_an_output_that_is_full_ends_in_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "iomdesk", "schema", "visit"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            timeout=60,
        )  # fmt: skip

    assert done.returncode == 1
    assert "There is no room on the disk" in done.stderr
    assert "Traceback" not in done.stderr


ODD_JSON = {
    "deep": "[" * 100_000,
    "closed": "[" * 50_000 + "]" * 50_000,
    "just too deep": "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
    "objects": '{"a":' * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1),
    "nan": "[NaN]",
    "infinity": "-Infinity",
    "overflow": "1e999",
    "small overflow": "-1e999",
    "long": "9" * 10_000,
    "too large": str(2**53),
    "twice": '{"a": 1, "b": {"c": 1, "c": 1}}',
    "half": '"\\ud800"',
    "half name": '{"\\udfff": 1}',
    "cut": '{"a": ',
    "comma": "[1,]",
    "nothing": "",
    "two": "1 2",
}


@pytest.mark.parametrize("what", list(ODD_JSON))
def test_odd_json_is_refused(what: str) -> None:
    with pytest.raises(InputRefused, match=r"\.$"):
        read_json(ODD_JSON[what], "The file")


def test_plain_json_is_read_as_it_is() -> None:
    said = {"a": [1, -2.5, None, True, "é💥"], "b": {"c": 2**53 - 1, "d": 0.1}}
    deep = "[" * DEEPEST + "]" * DEEPEST

    assert read_json(json.dumps(said), "x") == said
    assert json.dumps(read_json(deep, "x")) == deep


@pytest.mark.proof(
    "url",
    [
        "http://[::1", "https://[", "https://h:99999/", "https://h:x/", "https://",
        "https://a b/", "https://h/\r\nX: y", "https://" + "a" * 300 + "/",
        "https://user:secret@h/", "https://\u2100/", "https://h\u0000/", "ftp://h/",
        "", "hub.example", "https:/h", "http://example.org/",
    ],
    sample=4,
    ids=ascii,
)  # fmt: skip
def test_an_odd_address_is_no_hub(run: Run, store: str, url: str) -> None:
    refused = run("enrol", store, f"--hub={url}", "--code", "x")

    assert refused.code == 1
    assert "inside IOM Desk" not in refused.err
    assert refused.err.strip().endswith(".")


@pytest.mark.parametrize(
    "url",
    ["https://hub.example", "https://hub.example:8443/a/", "https://bücher.example",
     "http://127.0.0.1:8420", "http://[::1]:8420/", "http://localhost:1"],
)  # fmt: skip
def test_a_plain_address_is_one(url: str) -> None:
    demand_private(url)


def test_a_store_is_not_made_inside_another(
    run: Run, store: str, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(store)

    for place in (f"{store}/sub", f"{store}/a/b", f"{tmp_path}/link/sub"):
        refused = run("new", place)
        assert refused.code == 1
        assert "store or a hub" in refused.err
    assert run("check", store).code == 0
