"""The hub's commands: serve, and who may have which case; for the force's IT desk."""

import argparse
import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from iomdesk.clock import system_clock
from iomdesk.commands.doors import Doors, write_out
from iomdesk.errors import InputRefused, NotFound, UserError
from iomdesk.ids import CaseId, DeskId

_LOOPBACK = "127.0.0.1"


def add_hub_commands(commands: Any) -> None:
    hub = commands.add_parser("hub", help="serve and steer a hub")
    parts = hub.add_subparsers(metavar="COMMAND", required=True)
    serve = _part(parts, "serve", _serve, "serve desks")
    serve.add_argument("--host", default=_LOOPBACK)
    serve.add_argument("--port", type=int, default=8420, help="0 takes a free one")
    serve.add_argument("--certificate", metavar="FILE", help="TLS certificate (PEM)")
    serve.add_argument("--key", metavar="FILE", help="the certificate's key (PEM)")
    keys = parts.add_parser("keys", help="make a force's pair of recovery keys")
    keys.add_argument("--out", default=".", metavar="FOLDER")
    keys.add_argument("--json", action="store_true")
    keys.set_defaults(run=_keys)
    invite = _part(parts, "invite", _invite, "make a code that one laptop enrols with")
    invite.add_argument("--officer", required=True, help="name, rank and number")
    invite.add_argument("--team", default="")
    invite.add_argument("--role", action="append", choices=("officer", "supervisor"))
    invite.add_argument("--hours", type=int, default=24)
    for name, run, words in (
        ("grant", _grant, "give a desk a case"),
        ("withdraw", _withdraw, "take a case from a desk"),
    ):
        part = _part(parts, name, run, words)
        part.add_argument("desk")
        part.add_argument("case")
    revoke = _part(parts, "revoke", _revoke, "refuse a desk from now on")
    revoke.add_argument("desk")
    _part(parts, "desks", _desks, "list the desks")


def _part(parts: Any, name: str, run: Any, words: str) -> argparse.ArgumentParser:
    part: argparse.ArgumentParser = parts.add_parser(name, help=words)
    part.add_argument("--db", metavar="URL", default="iomdesk-hub")
    part.add_argument("--json", action="store_true")
    part.set_defaults(run=run)
    return part


@contextlib.contextmanager
def _work(args: argparse.Namespace, doors: Doors) -> Iterator[Any]:
    """Open the hub's store for one transaction."""
    store = doors.hub_store(args.db)
    try:
        with store.work() as work:
            yield work
    finally:
        store.close()


def _serve(args: argparse.Namespace, doors: Doors) -> int:
    import uvicorn

    from iomdesk.hub.app import create_app
    from iomdesk.hub.enrolment import prepare

    _demand_safe(args)
    store = doors.hub_store(args.db)
    try:
        with store.work() as work:
            prepare(work)
        config = uvicorn.Config(
            create_app(store),
            host=args.host,
            port=args.port,
            ssl_certfile=args.certificate,
            ssl_keyfile=args.key,
            log_level="critical",
            access_log=False,
            server_header=False,
        )
        _run(uvicorn.Server(config), config, args, doors)
    finally:
        store.close()
    return 0


def _run(server: Any, config: Any, args: argparse.Namespace, doors: Doors) -> None:
    """Bind first, so that the address that is told is the one that answers."""
    socket = config.bind_socket()
    socket.listen(config.backlog)  # who calls before the server has started waits
    port = socket.getsockname()[1]
    scheme = "https" if args.certificate else "http"
    doors.tell(f"Serving at {scheme}://{args.host}:{port}")
    doors.out.flush()
    server.run(sockets=[socket])


def _demand_safe(args: argparse.Namespace) -> None:
    from iomdesk.sync.addresses import is_loopback

    if bool(args.certificate) != bool(args.key):
        raise InputRefused("A certificate needs its key: give both, or neither.")
    if not args.certificate and not is_loopback(args.host):
        raise UserError(
            "Without a certificate the hub serves this machine only. Give --certificate"
            " and --key, or put it behind a proxy that has them."
        )


def _keys(args: argparse.Namespace, doors: Doors) -> int:
    folder = Path(args.out)
    names = ("recovery-private.pem", "recovery-public.pem")
    for name in names:
        if (folder / name).exists():
            raise UserError(f"{folder / name} exists already. Name another folder.")
    passphrase = doors.new_key_passphrase()
    *pems, fingerprint = doors.openers().new_force_keys(passphrase)
    for name, pem in zip(names, pems, strict=True):
        write_out(str(folder / name), pem, private=name == names[0])
    if args.json:
        said = {"fingerprint": fingerprint, "files": list(names)}
        doors.say(said | {"passphrase": bool(passphrase)})
        return 0
    doors.tell(f"Made {folder}/recovery-private.pem and recovery-public.pem.")
    doors.tell("The private one opens every store made with the public one: keep it")
    doors.tell("off every network, and a copy in another building.")
    doors.tell(_GUARDED if passphrase else _BARE)
    doors.tell(f"Fingerprint, for comparing: {fingerprint}")
    return 0


_GUARDED = "It is under the passphrase that was given; without it, it opens nothing."
_BARE = (
    "No passphrase protects it. Set IOMDESK_KEY_PASSPHRASE, or run this in a terminal, "
    "to make one that is under a passphrase."
)


def _invite(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.hub.enrolment import invite

    until = system_clock() + timedelta(hours=args.hours)
    with _work(args, doors) as work:
        code = invite(
            work,
            name=args.officer,
            team=args.team,
            roles=args.role or ["officer"],
            until=until,
        )
    if args.json:
        doors.say({"code": code, "expires_at": until.isoformat()})
    else:
        doors.tell(f"Code for {args.officer}, once, for {args.hours} hours: {code}")
    return 0


def _grant(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.hub.granting import grant_cases
    from iomdesk.hub.succession import newest

    with _work(args, doors) as work:
        desk = newest(work, _desk(work, args.desk))
        given = grant_cases(work, [desk], [_case(work, args.case)])
    return _counted(args, doors, given, "The desk gets the case at its next sync.")


def _withdraw(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.hub.granting import withdraw_case
    from iomdesk.hub.succession import same_store

    with _work(args, doors) as work:
        desks = same_store(work, _desk(work, args.desk))
        taken = withdraw_case(work, desks, _case(work, args.case))
    return _counted(args, doors, taken, "The desk loses the case at its next sync.")


def _revoke(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.hub.succession import revoke

    with _work(args, doors) as work:
        count = revoke(work, _desk(work, args.desk), system_clock())
    words = (
        "The desk is refused from now on and told to destroy its keys. “iomdesk hub "
        "desks” says when it has done so."
    )
    return _counted(args, doors, count, words)


def _desks(args: argparse.Namespace, doors: Doors) -> int:
    with _work(args, doors) as work:
        desks = work.desks.all()
    if args.json:
        doors.say([_said(desk) for desk in desks])
        return 0
    for desk in desks:
        seen = f"{desk.seen_at:%d %b %Y %H:%M}" if desk.seen_at else "never"
        doors.tell(f"{desk.id}  {desk.name}  {desk.team}  seen {seen}{_state(desk)}")
    return 0


def _state(desk: Any) -> str:
    """Say what became of a desk: the row of a revoked one stays, for the receipt."""
    if desk.wiped_at:
        return f"  revoked, keys destroyed {desk.wiped_at:%d %b %Y %H:%M}"
    if desk.revoked_at:
        return "  revoked, keys not destroyed yet"
    return f"  goes on as {desk.followed_by}" if desk.followed_by else ""


def _said(desk: Any) -> dict[str, object]:
    return {
        "id": desk.id,
        "officer": desk.name,
        "team": desk.team,
        "roles": list(desk.roles),
        "seen_at": desk.seen_at.isoformat() if desk.seen_at else None,
        "revoked": desk.revoked_at is not None,
        "wiped_at": desk.wiped_at.isoformat() if desk.wiped_at else None,
        "followed_by": desk.followed_by,
    }


def _counted(args: argparse.Namespace, doors: Doors, count: int, words: str) -> int:
    if args.json:
        doors.say({"done": count})
    else:
        doors.tell(words if count else "Nothing had to be changed.")
    return 0


def _desk(work: Any, name: str) -> Any:
    found = work.desks.get(DeskId(name))
    if found is None:
        raise NotFound(f"The hub knows no desk {name}. “iomdesk hub desks” lists them.")
    return found


def _case(work: Any, name: str) -> CaseId:
    if not work.cases.known([CaseId(name)]):
        raise NotFound(f"The hub knows no case {name}.")
    return CaseId(name)
