"""Put the three together: the only module that knows both `ui` and `db`."""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iomdesk import __version__
from iomdesk.errors import InputRefused, UserError
from iomdesk.troubles import trouble_of

if TYPE_CHECKING:  # the window starts without what only commands need
    import argparse

    from iomdesk.commands.doors import Doors


def main(words: list[str] | None = None, doors: Doors | None = None) -> int:
    """Run one command, or open the window; return the exit code.

    0 is done, 1 refused with a sentence, 2 wrong usage. Tests give their own *doors*.
    """
    from db.process import forbid_dumps, keep_files_private

    forbid_dumps()
    keep_files_private()
    said = sys.argv[1:] if words is None else words
    if words is None and not sys.warnoptions:
        warnings.simplefilter("ignore")  # a library's own words, with a path
    if not said:
        return _window(None)
    doors = doors or usual_doors()
    try:
        _demand_text(said)
        args = _parser().parse_args(said)
        code: int = args.run(args, doors)
        doors.out.flush()
    except UserError as refusal:
        _refuse(refusal, doors, as_json="--json" in said)
        return 1
    except KeyboardInterrupt:
        doors.note("Stopped. What was done until then is kept.")
        return 1
    except BrokenPipeError:
        return 1
    except Exception as fault:  # noqa: BLE001  the crash handler: no traceback, no data
        trouble = trouble_of(fault) if isinstance(fault, OSError) else None
        if trouble:
            _refuse(trouble, doors, as_json="--json" in said)
        else:
            doors.note(_crash_sentence(fault))
        return 1
    return code


def _demand_text(words: list[str]) -> None:
    """Refuse words that are no text: other bytes arrive as half characters."""
    try:
        "".join(words).encode()
    except UnicodeEncodeError:
        raise InputRefused(
            "A word of the command holds bytes that are no text in UTF-8. Type it anew;"
            " a file of such a name must be renamed first."
        ) from None
    if any("\0" in word for word in words):
        raise InputRefused("A word of the command holds a NUL. Type it anew.")
    if words.count("--") > 1 or any(word.endswith("=--") for word in words):
        raise InputRefused("“--” is said where a word belongs. Type it anew.")


def _refuse(refusal: UserError, doors: Doors, *, as_json: bool) -> None:
    if as_json:
        from iomdesk.assessments.score import error_object

        doors.say(error_object(refusal))
    doors.note(str(refusal))


def _crash_sentence(fault: BaseException) -> str:
    """Say where it went wrong in the program, and nothing of what was in hand.

    What the system says of a file or a connection is no fault of the program.
    """
    if isinstance(fault, OSError):
        from iomdesk.file_faults import file_sentence

        return file_sentence(fault)
    place = fault.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = (
        f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}"
        if place
        else "?"
    )
    return (
        "Something went wrong inside IOM Desk; nothing that was saved is lost. "
        f"Tell your IT desk: {type(fault).__name__} at {where}, version {__version__}."
    )


def _parser() -> argparse.ArgumentParser:
    import argparse

    from iomdesk.commands.casework import add_casework_commands
    from iomdesk.commands.demo import add_demo_command
    from iomdesk.commands.exporting import add_export_command
    from iomdesk.commands.hub import add_hub_commands
    from iomdesk.commands.looking_up import add_looking_up_commands
    from iomdesk.commands.packs import add_pack_commands
    from iomdesk.commands.papers import add_paper_commands
    from iomdesk.commands.people import add_people_commands
    from iomdesk.commands.recording import add_recording_commands
    from iomdesk.commands.rules import add_rules_command
    from iomdesk.commands.scores import add_person_score_commands
    from iomdesk.commands.scoring import add_scoring_commands
    from iomdesk.commands.stores import add_store_commands
    from iomdesk.commands.syncing import add_sync_commands

    parser = argparse.ArgumentParser(
        prog="iomdesk", description="Offline desk of offender managers."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in (
        add_demo_command,
        add_store_commands,
        add_people_commands,
        add_casework_commands,
        add_looking_up_commands,
        add_recording_commands,
        add_paper_commands,
        add_scoring_commands,
        add_person_score_commands,
        add_pack_commands,
        add_rules_command,
        add_sync_commands,
        add_export_command,
        add_hub_commands,
        _add_open_command,
    ):
        add(commands)
    return parser


def _add_open_command(commands: Any) -> None:
    window = commands.add_parser("open", help="open the window on a store")
    window.add_argument("store")
    window.set_defaults(run=lambda args, doors: doors.window(Path(args.store)))


def usual_doors() -> Doors:
    from iomdesk.commands.doors import Doors
    from iomdesk.kinds.shipped import SHIPPED

    return Doors(
        kinds=SHIPPED,
        vault=_vault,
        check=_check,
        rebuild=_rebuild,
        openers=_openers,
        desk_store=_desk_store,
        hub_store=_hub_store,
        new_hub_store=_new_hub_store,
        window=_window,
    )


def _vault(folder: Path, *, quick: bool = False) -> Any:
    """Return the store at *folder*; *quick* takes the least cost, unmeasured."""
    from db.keys import DEFAULT_COST
    from db.store_files import Options
    from db.vault import Vault
    from iomdesk.kinds.shipped import SHIPPED

    cost = DEFAULT_COST if quick else None
    return Vault(folder=folder, cost=cost, options=Options(kinds=SHIPPED))


def _check(store: Any) -> Any:
    from db.check import check

    return check(store)


def _rebuild(store: Any) -> None:
    from db.derived import Derived

    with store.writing() as connection:
        Derived(connection, store.kinds).rebuild()


def _openers() -> Any:
    from types import SimpleNamespace

    from db.force_keys import fingerprint, new_force_key_pair
    from db.key_file import is_guarded
    from db.vault import force_key_opener, sheet_opener

    def new_force_keys(passphrase: str) -> tuple[bytes, bytes, str]:
        private, public = new_force_key_pair(passphrase)
        return private, public, fingerprint(public)

    return SimpleNamespace(
        force_key=force_key_opener,
        is_guarded=is_guarded,
        sheet=sheet_opener,
        new_force_keys=new_force_keys,
    )


def _desk_store(store: Any) -> Any:
    from db.sync import DeskSide

    return DeskSide(store)


def _hub_store(address: str) -> Any:
    from db.hub.connect import open_hub_store

    return open_hub_store(address)


def _new_hub_store(address: str) -> Any:
    from db.hub.connect import new_hub_store

    return new_hub_store(address)


def _window(folder: Path | None) -> int:
    import gc

    gc.disable()  # until the window's collector takes over, once something is painted
    from ui.plain_imports import plain_imports

    plain_imports()
    from ui.app import run

    return run(outside(), folder)


def outside() -> Any:
    """Return what the window needs; nothing of `db` is loaded until it is called."""
    from ui.outside import Outside

    return Outside(
        has_store=_has_store,
        vault=_vault,
        warm_up=lambda: import_module("db.vault"),
        sheet_opener=lambda code: _openers().sheet(code),
        force_key_opener=lambda pem: _openers().force_key(pem),
        check=_check,
        backups=_backups,
        sync=_sync,
        enrol=_enrol,
    )


def _has_store(folder: Path) -> bool:
    """Say what `Vault.exists` says; a vault is loaded only where that is not plain."""
    if not folder.exists():
        return False
    if (folder / "store.db").is_file() and not (folder / "unfinished").exists():
        return True
    from db.vault import has_store

    return has_store(folder)


def _backups(store: Any) -> Any:
    return store.backups.beside()


def _sync(store: Any) -> Any:
    from iomdesk.sync.engine import sync

    return sync(_desk_store(store), _vault(store.folder).destroy_keys)


def _enrol(store: Any, url: str, code: str) -> Any:
    from iomdesk.sync.enrolment import enrol

    return enrol(_desk_store(store), url, code)


if __name__ == "__main__":
    sys.exit(main())
