"""The hub's commands: what they make, what they refuse, and the sentence for it."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Answer

Run = Callable[..., Answer]

HUB_COMMANDS = (
    ("desks",),
    ("twins",),
    ("serve", "--port", "0"),
    ("invite", "--officer", "DC Marsh", "--alone"),
    ("grant", "desk", "case"),
    ("withdraw", "desk", "case"),
    ("revoke", "desk"),
)


@pytest.fixture
def hub(run: Run, tmp_path: Path) -> str:
    db = str(tmp_path / "hub")
    assert run("hub", "new", "--db", db).code == 0
    return db


def _a_shared_folder(folder: Path) -> str:
    folder.mkdir()
    (folder / "minutes.txt").write_text("ours")
    folder.chmod(0o775)
    return str(folder)


def _an_empty_folder(folder: Path) -> str:
    folder.mkdir(mode=0o775)
    folder.chmod(0o775)
    return str(folder)


def _a_store(folder: Path) -> str:
    """Return a folder that looks as an officer's does."""
    folder.mkdir(mode=0o700)
    for name in ("store.db", "slots.json", "lock"):
        (folder / name).write_bytes(b"x")
    return str(folder)


def _a_file(path: Path) -> str:
    path.write_text("notes")
    return str(path)


def _nothing(path: Path) -> str:
    return str(path)


def _a_key_alone(folder: Path) -> str:
    folder.mkdir()
    (folder / "hub.key").write_text("0" * 64)
    return str(folder)


def _folders_for_files(folder: Path) -> str:
    (folder / "hub.key").mkdir(parents=True)
    (folder / "hub.db").mkdir()
    return str(folder)


def _another_database(folder: Path) -> str:
    folder.mkdir()
    for name, said in (("hub.key", "0" * 64), ("hub.db", "not a database at all" * 99)):
        (folder / name).write_text(said)
        (folder / name).chmod(0o600)
    return str(folder)


def _a_key_of_rubbish(folder: Path) -> str:
    folder.mkdir()
    for name, said in (("hub.key", "né"), ("hub.db", "")):
        (folder / name).write_text(said)
        (folder / name).chmod(0o600)
    return str(folder)


PLACES = (
    _a_shared_folder,
    _an_empty_folder,
    _a_store,
    _a_file,
    _nothing,
    _a_key_alone,
    _folders_for_files,
    _another_database,
    _a_key_of_rubbish,
)


def _seen(path: Path) -> list[tuple[str, int, int]]:
    """Return all that is there below *path*, with its mode and size."""
    found = sorted([path.parent, *path.parent.rglob("*")])
    stats = [(str(each), each.lstat()) for each in found]
    return [
        (name, s.st_mode, 0 if stat.S_ISDIR(s.st_mode) else s.st_size)
        for name, s in stats
    ]


@pytest.mark.parametrize("command", HUB_COMMANDS, ids=lambda c: c[0])
@pytest.mark.parametrize("place", PLACES, ids=lambda p: p.__name__.strip("_"))
def test_what_no_hub_made_is_refused_and_left_as_it_is(
    run: Run, tmp_path: Path, command: tuple[str, ...], place: Callable[[Path], str]
) -> None:
    db = place(tmp_path / "place")
    before = _seen(Path(db))

    said = run("hub", *command, "--db", db)

    assert said.code == 1
    assert "inside IOM Desk" not in said.err
    assert len(said.err) > 20
    assert _seen(Path(db)) == before


@pytest.mark.parametrize(
    "address",
    ["mysql://x", "sqlite:///x", "postgresql://[::", "postgresql://127.0.0.1:1/x", "",
     "http://127.0.0.1/x", "/dev/null", "/dev/null/x", "x" * 300, "postgres://\udcff"],
)  # fmt: skip
@pytest.mark.parametrize("command", ["new", "desks"])
def test_an_address_where_no_hub_can_be_is_refused(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    said = run("hub", command, "--db", address)

    assert said.code == 1
    assert "inside IOM Desk" not in said.err
    assert len(said.err) > 20
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", [_a_shared_folder, _a_store, _a_file])
def test_a_hub_is_made_only_where_nothing_is(
    run: Run, tmp_path: Path, place: Callable[[Path], str]
) -> None:
    db = place(tmp_path / "place")
    before = _seen(Path(db))

    said = run("hub", "new", "--db", db)

    assert (said.code, _seen(Path(db))) == (1, before)


def _in_it(holder: Path) -> Path:
    return holder / "sub"


def _deep_in_it(holder: Path) -> Path:
    return holder / "not yet" / "sub"


def _through_a_link(holder: Path) -> Path:
    link = holder.with_name("link")
    link.symlink_to(holder)
    return link / "sub"


def _through_dots(holder: Path) -> Path:
    holder.with_name("beside").mkdir()
    return holder.with_name("beside") / ".." / holder.name / "sub"


@pytest.mark.parametrize("mark", ["store.db", "slots.json", "hub.db"])
@pytest.mark.parametrize(
    "way",
    [_in_it, _deep_in_it, _through_a_link, _through_dots],
    ids=lambda w: w.__name__,
)
def test_no_hub_is_made_inside_a_store_or_another_hub(
    run: Run, tmp_path: Path, way: Callable[[Path], Path], mark: str
) -> None:
    holder = tmp_path / "holder"
    holder.mkdir()
    (holder / mark).write_bytes(b"what is held")

    said = run("hub", "new", "--db", str(way(holder)))

    assert said.code == 1
    assert "lies inside the folder of a store or a hub" in said.err
    assert [path.name for path in holder.iterdir()] == [mark]


def test_a_hub_is_made_once(run: Run, hub: str) -> None:
    again = run("hub", "new", "--db", hub)

    assert again.code == 1
    assert "already" in again.err
    assert run("hub", "desks", "--db", hub).code == 0


def test_a_hub_whose_making_was_cut_short_is_made_whole(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "hub.key").write_text("ab" * 32)
    (folder / "hub.key").chmod(0o600)

    assert run("hub", "new", "--db", str(folder)).code == 0
    assert run("hub", "desks", "--db", str(folder)).code == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--team", "north", "--alone"),
        ("--team", ""),
        ("--team", "  "),
        ("--team", "\u00a0"),
        ("--team", "…"),
        ("--team", "", "--alone"),
    ],
)
def test_whether_a_laptop_has_a_team_must_be_said(
    run: Run, hub: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run("hub", "invite", "--officer", "DC Marsh", "--db", hub, *words)

    assert ended.value.code == 2
    assert "shares with nobody" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("--officer", "\udcff"),
        ("--officer", ""),
        ("--officer", "x" * 201),
        ("--officer", "a\nb"),
        ("--officer", "DC", "--hours", "999999999999"),
        ("--officer", "DC", "--hours", "0"),
        ("--officer", "DC", "--hours", "-1"),
        ("--officer", "DC", "--team", "n" * 201),
        ("--officer", "DC", "--team", "\udcff"),
    ],
)
def test_an_invitation_that_cannot_be_kept_is_refused_in_a_sentence(
    run: Run, hub: str, words: tuple[str, ...]
) -> None:
    said = run(
        "hub",
        "invite",
        "--db",
        hub,
        *words,
        *(() if "--team" in words else ("--alone",)),
    )

    assert said.code == 1
    assert "inside IOM Desk" not in said.err
    assert len(said.err) > 20


@pytest.mark.parametrize(
    "words",
    [
        ("--port", "99999"),
        ("--port", "-1"),
        ("--port", "65536"),
        ("--port", "9" * 30),
        ("--host", "::1%x"),
        ("--host", "127.0.0.999"),
        ("--host", "localhost\udcff"),
        ("--certificate", "none.pem", "--key", "none.pem"),
        ("--certificate", "{file}", "--key", "{file}"),
        ("--certificate", "{folder}", "--key", "{folder}"),
        ("--certificate", "{pipe}", "--key", "{pipe}"),
        ("--certificate", "{file}"),
    ],
)
def test_a_hub_that_cannot_serve_says_why(
    run: Run, hub: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("no certificate")
    os.mkfifo(tmp_path / "pipe")
    places = {"file": tmp_path / "file", "folder": tmp_path, "pipe": tmp_path / "pipe"}

    said = run(
        "hub",
        "serve",
        "--db",
        hub,
        *(w.format(**places) if "{" in w else w for w in words),
    )

    assert said.code == 1
    assert "inside IOM Desk" not in said.err
    assert len(said.err) > 20
    assert "Serving" not in said.out


@pytest.mark.parametrize("out", ["{file}", "/dev/null", "x" * 300, "\udcff", "none/x"])
def test_keys_that_cannot_be_written_are_refused_in_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "file"
    file.write_text("ours")

    said = run("hub", "keys", "--out", out.format(file=file))

    assert said.code == 1
    why = ("cannot be written", "There is no folder", "no text in UTF-8")
    assert any(words in said.err for words in why), said.err
    assert file.read_text() == "ours"


@pytest.mark.parametrize("command", ["grant", "withdraw", "revoke"])
@pytest.mark.parametrize("name", ["nobody", "\udcff", "", "x" * 5000, "a\x07b"])
def test_a_name_that_the_hub_does_not_know_is_refused_in_a_sentence(
    run: Run, hub: str, command: str, name: str
) -> None:
    said = run(
        "hub", command, "--db", hub, name, *(() if command == "revoke" else ("x",))
    )

    assert said.code == 1
    assert "inside IOM Desk" not in said.err


@pytest.mark.parametrize("words", [("one",), ("two",)])
def test_a_decision_needs_its_case(
    run: Run, hub: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run("hub", "twins", "--db", hub, *words)
    assert "Name the case" in capsys.readouterr().err

    said = run("hub", "twins", "--db", hub, *words, "no such case")
    assert (said.code, "knows no case" in said.err) == (1, True)


def test_a_hub_without_twins_says_so(run: Run, hub: str) -> None:
    assert run("hub", "twins", "--db", hub, "--json").json == []
    assert run("hub", "twins", "--db", hub).out.startswith("0 to decide")
