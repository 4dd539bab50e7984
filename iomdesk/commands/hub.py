"""The hub's commands: serve, and who may have which case; for the force's IT desk."""

import argparse
import socket
import ssl
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from iomdesk.clock import system_clock
from iomdesk.commands.doors import Doors, input_bytes
from iomdesk.commands.hub_cases import add_case_commands
from iomdesk.commands.hub_work import (
    add_part,
    hub_work,
    named_desk,
    tell_counted,
    typed_name,
)
from iomdesk.errors import InputRefused, UserError
from iomdesk.plain_copy import demand_new, write_new_files

_LOOPBACK = "127.0.0.1"
_LAST_PORT = 65_535
_LAST_ANSWERS = 5
"""Seconds that whoever is being answered has when the hub is told to end."""
_TURN = 0.0005
"""Seconds after which a thread that reads a long message lets another go on."""
_LONGEST_HOURS = 24 * 31
_WAITING = 2048
"""Who calls before the hub has started waits, as many as these."""


def add_hub_commands(commands: Any) -> None:
    hub = commands.add_parser("hub", help="serve and steer a hub")
    parts = hub.add_subparsers(metavar="COMMAND", required=True)
    add_part(parts, "new", _new, "make a hub, in a folder or in PostgreSQL")
    serve = add_part(parts, "serve", _serve, "serve desks")
    serve.add_argument("--host", default=_LOOPBACK)
    serve.add_argument("--port", type=int, default=8420, help="0 takes a free one")
    serve.add_argument("--certificate", metavar="FILE", help="TLS certificate (PEM)")
    serve.add_argument("--key", metavar="FILE", help="the certificate's key (PEM)")
    keys = parts.add_parser("keys", help="make a force's pair of recovery keys")
    keys.add_argument("--out", default=".", metavar="FOLDER")
    keys.add_argument("--json", action="store_true")
    keys.set_defaults(run=_keys)
    invite = add_part(
        parts, "invite", _invite, "make a code that one laptop enrols with"
    )
    invite.add_argument("--officer", required=True, help="name, rank and number")
    invite.add_argument("--team", help="whose cases it shares")
    invite.add_argument("--alone", action="store_true", help="it shares with nobody")
    invite.add_argument("--role", action="append", choices=("officer", "supervisor"))
    invite.add_argument("--hours", type=int, default=24)
    invite.set_defaults(usage=invite)
    add_case_commands(parts)
    revoke = add_part(parts, "revoke", _revoke, "refuse a desk from now on")
    revoke.add_argument("desk")
    add_part(parts, "desks", _desks, "list the desks")
    rules = add_part(parts, "rules", _rules, "give every desk the force's rules")
    rules.add_argument("file", help="signed: iomdesk pack sign")


def _new(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.hub.enrolment import prepare

    store = doors.new_hub_store(args.db)
    try:
        with store.work() as work:
            prepare(work)
    finally:
        store.close()
    if args.json:
        doors.say({"made": args.db})
    else:
        doors.tell(f"Made a hub in {_place(args.db)}. “iomdesk hub serve” serves it.")
    return 0


def _place(address: str) -> str:
    """Return an address as it may be shown: one with “://” can hold a password."""
    return "the database" if "://" in address else address


def _serve(args: argparse.Namespace, doors: Doors) -> int:
    import uvicorn

    from iomdesk.hub.app import create_app
    from iomdesk.hub.enrolment import prepare

    sys.setswitchinterval(_TURN)
    _demand_safe(args)
    store = doors.hub_store(args.db)
    try:
        with store.work() as work:
            prepare(work)
        with _bound(args.host, args.port) as line:
            config = uvicorn.Config(
                create_app(store),
                ssl_certfile=args.certificate,
                ssl_keyfile=args.key,
                log_level="critical",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_LAST_ANSWERS,
            )
            _tell_address(args, doors, line)
            uvicorn.Server(config).run(sockets=[line])
    finally:
        store.close()
    return 0


def _bound(host: str, port: int) -> socket.socket:
    """Bind first, so that the address that is told is the one that answers."""
    if not 0 <= port <= _LAST_PORT:
        raise InputRefused(f"A port is a number from 0 to {_LAST_PORT}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "it is no address of this machine"
        raise UserError(f"Nothing can be served at {host}:{port}: {why}.") from fault


def _tell_address(args: argparse.Namespace, doors: Doors, line: socket.socket) -> None:
    scheme = "https" if args.certificate else "http"
    host = f"[{args.host}]" if ":" in args.host else args.host
    doors.tell(f"Serving at {scheme}://{host}:{line.getsockname()[1]}")
    doors.out.flush()


def _demand_safe(args: argparse.Namespace) -> None:
    from iomdesk.sync.addresses import is_loopback

    if bool(args.certificate) != bool(args.key):
        raise InputRefused("A certificate needs its key: give both, or neither.")
    if not args.certificate and not is_loopback(args.host):
        raise UserError(
            "Without a certificate the hub serves this machine only. Give --certificate"
            " and --key, or put it behind a proxy that has them."
        )
    if args.certificate:
        _demand_certificate(args.certificate, args.key)


def _demand_certificate(certificate: str, key: str) -> None:
    if not _is_certificate(certificate, key):
        raise InputRefused(
            f"{certificate} and {key} are no certificate and its key (PEM, the key "
            "without a passphrase)."
        )


def _is_certificate(certificate: str, key: str) -> bool:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        if not (Path(certificate).is_file() and Path(key).is_file()):
            return False  # a pipe would be waited for
        context.load_cert_chain(certificate, key, password="")
    except (OSError, ValueError):
        return False
    return True


def _keys(args: argparse.Namespace, doors: Doors) -> int:
    folder = Path(args.out)
    names = ("recovery-private.pem", "recovery-public.pem")
    for name in names:
        demand_new(folder / name)
    passphrase = doors.new_key_passphrase()
    *pems, fingerprint = doors.openers().new_force_keys(passphrase)
    write_new_files(folder, dict(zip(names, pems, strict=True)))
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

    name = typed_name(args.officer, "The officer's name")
    team = _team(args)
    if not 1 <= args.hours <= _LONGEST_HOURS:
        raise InputRefused(f"A code is for 1 to {_LONGEST_HOURS} hours.")
    until = system_clock() + timedelta(hours=args.hours)
    roles = args.role or ["officer"]
    with hub_work(args, doors) as work:
        code = invite(work, name=name, team=team, roles=roles, until=until)
    if args.json:
        doors.say({"code": code, "expires_at": until.isoformat()})
    else:
        doors.tell(f"Code for {name}, once, for {args.hours} hours: {code}")
    return 0


def _team(args: argparse.Namespace) -> str | None:
    """Return the team; whether there is one must be said, as it says who reads what."""
    from iomdesk.hub.teams import team_from

    team = team_from(args.team)
    if team and not args.alone:
        typed_name(args.team, "A team's name")
    if (team is not None) is args.alone or (args.team is not None and args.alone):
        args.usage.error(
            "Say --team NAME for a laptop that shares its cases with that team, or "
            "--alone for one that shares with nobody."
        )
    return team


def _revoke(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.hub.succession import revoke

    with hub_work(args, doors) as work:
        count = revoke(work, named_desk(work, args.desk), system_clock())
    words = (
        "The desk is refused from now on and told to destroy its keys. “iomdesk hub "
        "desks” says when it has done so."
    )
    return tell_counted(args, doors, count, words)


def _rules(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.hub.enrolment import keep_rules
    from iomdesk.packs.signing import read_signed
    from iomdesk.rules.loading import rules_file_of

    content = input_bytes(args.file)
    name = Path(args.file).name
    rules = rules_file_of(read_signed(content, name).text, name)
    with hub_work(args, doors) as work:
        keep_rules(work, content.decode(), system_clock())
    if args.json:
        doors.say({"force": rules.force, "version": rules.version})
    else:
        doors.tell(f"Each desk takes in {rules.name} when it syncs.")
    return 0


def _desks(args: argparse.Namespace, doors: Doors) -> int:
    with hub_work(args, doors) as work:
        desks = work.desks.all()
    if args.json:
        doors.say([_said(desk) for desk in desks])
        return 0
    for desk in desks:
        seen = f"{desk.seen_at:%d %b %Y %H:%M}" if desk.seen_at else "never"
        doors.tell(
            f"{desk.id}  {desk.name}  {desk.team or _ALONE}  seen {seen}{_state(desk)}"
        )
    return 0


_ALONE = "(alone)"


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
