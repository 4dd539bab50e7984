"""What a command needs from outside; `iomdesk.__main__` puts it together."""

import argparse
import codecs
import contextlib
import json
import os
import re
import select
import stat
import sys
from collections.abc import Callable, Sequence
from getpass import getpass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TextIO

from attrs import field, frozen

from iomdesk.commands.reading_json import read_json
from iomdesk.dates import date_text
from iomdesk.errors import InputRefused, NotFound
from iomdesk.file_faults import disk_trouble, reason
from iomdesk.kinds.registry import Kinds
from iomdesk.permissions import Officer
from iomdesk.ports import Store
from iomdesk.records.codec import Json

LARGEST_INPUT = 100 * 1024 * 1024
"""Bytes of one input file; more is refused before it is read."""


class Vault(Protocol):
    """A store's folder: made, opened, recovered, restored."""

    @property
    def exists(self) -> bool: ...

    @property
    def told(self) -> Sequence[Any]: ...

    def new(
        self,
        passphrase: str,
        officer: Officer,
        force_pem: bytes | None = None,
        pack_keys: Sequence[str] = (),
    ) -> str | None: ...

    def held(self) -> contextlib.AbstractContextManager[None]: ...

    def key(self, passphrase: str) -> bytes: ...

    def open(self, key: bytes) -> Any: ...

    def change_passphrase(self, key: bytes, passphrase: str) -> None: ...

    def new_sheet(self, key: bytes) -> str: ...

    def sheet_seen(self) -> None: ...

    def destroy_keys(self) -> None: ...


@frozen(kw_only=True)
class Doors:
    """The ways out of a command: the store's folder, the check, the hub, the window."""

    kinds: Kinds
    vault: Callable[..., Any]
    check: Callable[[Any], Any]
    rebuild: Callable[[Any], None]
    openers: Callable[[], Any]
    desk_store: Callable[[Any], Any]
    hub_store: Callable[[str], Any]
    new_hub_store: Callable[[str], Any]
    window: Callable[[Path | None], int]
    out: TextIO = field(factory=lambda: sys.stdout)
    err: TextIO = field(factory=lambda: sys.stderr)

    def say(self, value: Json) -> None:
        """Print the one JSON value of a command; escaped where not all can be shown."""
        escaped = not _shows_all(self.out)
        print(json.dumps(value, ensure_ascii=escaped, indent=1), file=self.out)

    def tell(self, line: str) -> None:
        """Print a line for a person."""
        print(_shown(line, self.out), file=self.out)

    def note(self, line: str) -> None:
        """Print a message that is no part of the answer."""
        print(_shown(line, self.err), file=self.err)

    def note_all(self, told: Sequence[Any]) -> None:
        """Print what opening a store found and put right."""
        for fault in told:
            self.note(fault.sentence)

    def passphrase(self, prompt: str = "Passphrase: ") -> str:
        """Return the passphrase from the environment, or ask for it."""
        said = os.environ.get("IOMDESK_PASSPHRASE")
        if said:
            return said
        if not sys.stdin.isatty():
            raise InputRefused(
                "The passphrase is missing. Set IOMDESK_PASSPHRASE, or run this in a "
                "terminal to be asked for it."
            )
        return getpass(prompt)

    def new_passphrase(self) -> str:
        """Return a new passphrase, typed twice where a person is asked."""
        said = os.environ.get("IOMDESK_NEW_PASSPHRASE")
        if said:
            return said
        first = self.ask("New passphrase: ", secret=True)
        if self.ask("The same again: ", secret=True) != first:
            raise InputRefused("The two are not the same. Nothing was changed.")
        return first

    def key_passphrase(self) -> str:
        """Return the passphrase of a private key's file."""
        said = os.environ.get("IOMDESK_KEY_PASSPHRASE")
        if said:
            return said
        if not sys.stdin.isatty():
            raise InputRefused(
                "The key file is under a passphrase. Set IOMDESK_KEY_PASSPHRASE, or "
                "run this in a terminal to be asked for it."
            )
        return getpass("Passphrase of the key file: ")

    def new_key_passphrase(self) -> str:
        """Return the passphrase for a new private key; none where nobody gives one."""
        said = os.environ.get("IOMDESK_KEY_PASSPHRASE")
        if said or not sys.stdin.isatty():
            return said or ""
        first = getpass("Passphrase for the private key (none: Enter): ")
        if first and getpass("The same again: ") != first:
            raise InputRefused("The two are not the same. Nothing was made.")
        return first

    def ask(self, prompt: str, *, secret: bool = False) -> str:
        """Return what a person types; without a terminal, the next line of input."""
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        return getpass(prompt) if secret else input(prompt)

    @contextlib.contextmanager
    def open_store(self, path: str) -> Any:
        """Open the store for the length of the block, for this process alone."""
        vault = self.vault(Path(path))
        with vault.held():
            store: Store = vault.open(vault.key(self.passphrase()))
            try:
                self.tell_opened(store)
                yield store
            finally:
                store.close()

    def tell_opened(self, store: Any) -> None:
        """Say what opening *store* found, and whether it can be written."""
        if not store.freshness.fresh:
            self.note(store.freshness.sentence)
        self.note_all(store.told)
        if since := store.officer.unconfirmed_since:
            self.note(
                f"Your role is not confirmed since {date_text(since)}. Recording goes "
                "on; sync with the hub to have it confirmed."
            )
        if store.read_only_words:
            self.note(store.read_only_words)


def _shows_all(stream: TextIO) -> bool:
    """Say whether *stream* has every character; a pipe on Windows has few."""
    encoding: str | None = stream.encoding
    return encoding is None or codecs.lookup(encoding).name == "utf-8"


def _shown(line: str, stream: TextIO) -> str:
    """Return *line* as *stream* can show it; half characters it never can."""
    encoding = "utf-8" if _shows_all(stream) else stream.encoding
    return line.encode(encoding, "replace").decode(encoding)


def input_bytes(name: str) -> bytes:
    """Return what a file, or standard input for “-”, holds."""
    if name == "-":
        return _not_too_large(sys.stdin.buffer, "Standard input")
    try:
        with open(name, "rb", opener=_without_waiting) as content:
            _demand_readable(content.fileno(), name)
            return _not_too_large(content, name)
    except FileNotFoundError:
        raise NotFound(f"There is no file {name}.") from None
    except (OSError, ValueError) as fault:
        if trouble := disk_trouble(fault):
            raise trouble from fault
        raise NotFound(f"{name} cannot be read: {reason(fault)}.") from None


def _without_waiting(name: str, flags: int) -> int:
    """Open a pipe although nobody writes to it yet: opening would wait for ever."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _demand_readable(opened: int, name: str) -> None:
    """Refuse what is neither a file nor a pipe that somebody writes to."""
    found = os.fstat(opened)
    if stat.S_ISFIFO(found.st_mode):
        is_named = Path(os.path.realpath(name)).exists()  # a shell's own has a writer
        ready = select.select([opened], [], [], _PIPE_SECONDS if is_named else None)
        if not ready[0]:
            raise NotFound(f"Nothing came through {name}, which is a pipe.")
        if sys.platform != "win32":
            os.set_blocking(opened, True)
    elif not stat.S_ISREG(found.st_mode):
        raise NotFound(f"{name} is a device, not a file. Name a file.")
    elif found.st_size > LARGEST_INPUT:
        raise InputRefused(f"{name} is larger than 100 MB, so it was not read.")


_PIPE_SECONDS = 5


def _not_too_large(content: BinaryIO, called: str) -> bytes:
    """Return all of *content*; a device or a pipe has no size to look at first."""
    said = content.read(LARGEST_INPUT + 1)
    if len(said) > LARGEST_INPUT:
        raise InputRefused(f"{called} is larger than 100 MB, so it was not taken.")
    return said


def input_json(name: str) -> Json:
    """Return what a JSON file says; what it says twice, or not as JSON, is refused."""
    called = "Standard input" if name == "-" else name
    try:
        text = input_bytes(name).decode("utf-8-sig")
    except ValueError:
        raise InputRefused(f"{called} is not a JSON file in UTF-8.") from None
    return read_json(text, called)


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return what reads an option that is a whole number from *least* to *most*."""

    def read(text: str) -> int:
        if not re.fullmatch("-?[0-9]+", text):
            raise argparse.ArgumentTypeError(f"“{text[:20]}” is no whole number")
        if len(text) > len(str(most)) + 1 or not least <= int(text) <= most:
            raise InputRefused(
                f"{text[:20]} is not from {least} to {most}. Type another number."
            )
        return int(text)

    return read


def add_replace(parser: argparse.ArgumentParser) -> None:
    """Let a command that writes to --out write over the file that is there."""
    parser.add_argument(
        "--replace", action="store_true", help="write over the file that is there"
    )
