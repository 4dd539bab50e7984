"""Every command and option of the parser, and words that nobody means to type."""

import argparse
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from iomdesk.__main__ import _parser

Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


@frozen(kw_only=True)
class Slot:
    """One argument of one command, that takes a word."""

    command: tuple[str, ...]
    dest: str

    def __str__(self) -> str:
        return f"{' '.join(self.command)} {self.dest}"


INVITE = ("hub", "invite")
"""It wants one of two options, and says so itself."""


def commands(
    parser: argparse.ArgumentParser | None = None, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Yield each command by its words, with what reads its arguments."""
    parser = parser or _parser()
    parts = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not parts:
        yield path, parser
    for name, part in (pair for action in parts for pair in action.choices.items()):
        yield from commands(part, (*path, name))


def arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the arguments that take a word."""
    return [action for action in parser._actions if action.nargs != 0]


def slots() -> list[Slot]:
    return [
        Slot(command=path, dest=action.dest)
        for path, parser in commands()
        for action in arguments(parser)
    ]


def typed(slot: Slot, odd: str, good: dict[str, str]) -> list[str]:
    """Return a command with *odd* in one place and good words in the others.

    What *good* does not know gets a word that is as good as any.
    """
    (parser,) = [parser for path, parser in commands() if path == slot.command]
    words = ["--alone"] if slot.command == INVITE and slot.dest != "team" else []
    for group in parser._mutually_exclusive_groups:
        inside = {action.dest for action in group._group_actions}
        if group.required and slot.dest not in inside:
            words.append(group._group_actions[-1].option_strings[0])
    for action in arguments(parser):
        if action.dest not in {slot.dest, "store", "db"} and not action.required:
            continue
        if action.dest != slot.dest and action.nargs == "?":
            continue
        word = odd if action.dest == slot.dest else _good(slot, action, good)
        # So that an odd word is the option's own, whatever it begins with.
        words.append(
            f"{action.option_strings[-1]}={word}" if action.option_strings else word
        )
    options = [word for word in words if word.startswith("--") and word != odd]
    places = [word for word in words if word not in options]
    return (
        [*slot.command, *options, "--", *places]
        if places
        else [*slot.command, *options]
    )


def _good(slot: Slot, action: argparse.Action, good: dict[str, str]) -> str:
    if action.choices:
        return str(next(iter(action.choices)))
    name = " ".join((*slot.command, action.dest))
    return good.get(name) or good.get(action.dest) or "1"


NAMES = [
    "", " ", ".", "..", "-", "--", "-1", "0", "1_000", "9" * 23, "-" + "9" * 30,
    "9" * 5000, "1e309", "NaN", "٣", "½", "0x1F", "new", "None", "null",
    "n" * 300, "n/" * 3000, "\udcff", "caf\udce9.csv", "\ud800", "\0", "a\0b",
    "\x1b[2J", "a\nb", "\u202egnp.exe", "％ｓ", "%s%n%(x)s", "{0.__class__}", "💥" * 99,
    "'; DROP TABLE record; --", '"', "*", "a*b", "AND OR NOT", '"unclosed', "NEAR(",
    "[" * 100_000, '{"a":' * 5000, '"\\ud800"', "[NaN]", "1e999", '{"a":1,"a":2}',
    "http://[::1", "http://", "https://a:99999999/", "http://\u2100", "ftp://x",
    "https://user:pass@h/", "postgresql://[", "mysql://x", "http://h/\r\nX: y",
    "https://" + "h." * 2000, "file:///etc/passwd", "https://h:port/",
    "9999-12-31", "0001-01-01", "0000-00-00", "2026-02-30", "99999-01-01",
    "٢٠٢٦-٠١-٠١", "31/12/9999", "1/1/0001",
    "/dev/null", "/dev/full", "/dev/stdin", "/proc/x", "/proc/self/mem", "/proc/1/mem",
    "/dev/null/x", "/proc/none/a/b",
]  # fmt: skip

ZOO = {
    "empty": b"",
    "nul": b"\0" * 64,
    "binary": bytes(range(256)) * 8,
    "deep.json": b"[" * 100_000,
    "closed.json": b"[" * 60_000 + b"]" * 60_000,
    "objects.json": b'{"a":' * 900 + b"1" + b"}" * 900,
    "nan.json": b'{"seen": NaN}',
    "infinite.json": b'{"age": 1e999, "started_at": -1e999}',
    "huge.json": b'{"age": ' + b"9" * 400 + b"}",
    "digits.json": b'{"age": ' + b"9" * 6000 + b"}",
    "twice.json": b'{"seen": 1, "seen": 2}',
    "half.json": b'{"seen": "\\ud800"}',
    "null.json": b"null",
    "list.json": b"[[], {}, 1]",
    "pictures.json": b'{"photos": {"a": {"file": "\\u0000"}, "b": {"file": "../.."}}}',
    "long.json": json.dumps({"photos": {"a": {"file": "n" * 300}}}).encode(),
    "odd.json": json.dumps({"photos": [], "signature": 7, "person": {"": {}}}).encode(),
    "deep.toml": b"a = " + b"[" * 60_000,
    "nested.toml": b"a = " + b"[" * 900 + b"]" * 900,
    "tables.toml": b"[" + b"a." * 3000 + b"a]\n",
    "types.toml": b"recovery = 1\npacks = [1]\nhub = 'x'\nname = 1979-05-27\n",
    "keys.toml": b"[recovery]\npublic_key = 'x'\n[packs]\npublic_keys = [1, {}]\n",
    "one.csv": b"Surname\n" + b'"' * 50_001,
    "wide.csv": b"," * 5_000 + b"\n",
    "line.csv": b"x" * 300_000,
    "utf16.csv": "Surname,CRN\nA,X1\n".encode("utf-16"),
    "torn.zip": b"PK\x03\x04" + b"\0" * 60,
    "key.pem": b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    "guarded.pem": b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAAA\n-----END ENCRYPTED "
    b"PRIVATE KEY-----\n",
}


def make_zoo(folder: Path) -> None:
    """Fill *folder* with files and other things that no command should trip over."""
    folder.mkdir()
    for name, content in ZOO.items():
        (folder / name).write_bytes(content)
    (folder / "empty.xlsx").write_bytes(_zip({"[Content_Types].xml": b"<Types/>"}))
    (folder / "bomb.xlsx").write_bytes(_zip({"a.xml": b"\0" * 70_000_000}))
    (folder / "folder").mkdir()
    (folder / "folder" / "inside").mkdir()
    (folder / "full").mkdir()
    (folder / "full" / "people.csv").mkdir()
    (folder / "full" / "people.json").write_bytes(b"[")
    os.mkfifo(folder / "fifo")
    (folder / "dangling").symlink_to(folder / "nothing")
    (folder / "circle").symlink_to(folder / "circle")
    (folder / "null").symlink_to(os.devnull)
    for name in ("store.db", "slots.json", "lock", "reserve", "head"):
        (folder / "stores" / name / name).mkdir(parents=True)


def zoo_names() -> list[str]:
    """Return the names in the zoo, as words of a command."""
    made = ["empty.xlsx", "bomb.xlsx", "folder", "full", "fifo", "dangling", "circle"]
    made += ["null", "empty/x", "folder/../empty", "stores", "stores/lock"]
    return [f"zoo/{name}" for name in (*ZOO, *made)]


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()
