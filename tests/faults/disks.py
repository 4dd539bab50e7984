"""Small file systems that are really full, or really take no writing; root only."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEGABYTE = 1024 * 1024


@contextmanager
def small_disk_at(place: Path, megabytes: int = 24) -> Iterator[Path]:
    """Mount a disk of its own for the length of the block."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("a small disk can only be mounted as root")
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let a small disk be mounted")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def set_read_only(place: Path, *, is_set: bool = True) -> None:
    """Do to the disk what Linux does to one that begins to fail."""
    how = "remount,ro" if is_set else "remount,rw"
    subprocess.run(["mount", "-o", how, str(place)], check=True)


def fill(place: Path) -> Path:
    """Take every free byte of the disk."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        block = MEGABYTE
        while block:
            try:
                if file.write(b"\0" * block) < block:
                    block //= 2
            except OSError:
                block //= 2
    return ballast


def strace(*inject: str) -> list[str]:
    """Return the words that run a command with faults put into its system calls."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not here, so no call can be made to fail")
    if subprocess.run([found, "-o", "/dev/null", "true"], check=False).returncode:
        pytest.skip("this machine does not let strace look on")
    words = [found, "-f", "-qq", "-o", "/dev/null"]
    return words + [part for each in inject for part in ("-e", f"inject={each}")]
