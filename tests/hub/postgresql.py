"""A PostgreSQL of our own, in a temporary folder, run by nobody in particular."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.children import marked

_PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/postgresql")


def server_programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, or None where there is no server."""
    found = [p.parent for place in _PLACES for p in Path(place).glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    found += [Path(on_path).parent] if on_path else []
    return max(found, default=None)


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Yield the URL of a server that answers on a socket file only."""
    folder = Path(tempfile.mkdtemp(prefix="iomdesk-pg-"))
    user = _unprivileged()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    run = _runner(programs, folder, user)
    run(["initdb", "-D", "data", "-U", "hub", "-A", "trust", "-E", "UTF8"])
    options = f"-c listen_addresses= -c unix_socket_directories={folder}"
    run(["pg_ctl", "-D", "data", "-l", "log", "-w", "-o", options, "start"])
    try:
        yield f"postgresql://hub@/postgres?host={folder}"
    finally:
        run(["pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop"])
        shutil.rmtree(folder)


def _unprivileged() -> pwd.struct_passwd | None:
    """Return whom to run as where we are root, which the server refuses to be."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else None


def _runner(
    programs: Path, folder: Path, user: pwd.struct_passwd | None
) -> Callable[[Sequence[str]], None]:
    def run(command: Sequence[str]) -> None:
        subprocess.run(
            [str(programs / command[0]), *command[1:]],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            env={"LC_ALL": "C", "PATH": os.defpath} | marked(),
        )

    return run
