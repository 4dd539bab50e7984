"""What the system says of a file, in words for the person who named it."""

import errno
from pathlib import Path

from iomdesk.errors import DiskGone, DiskTrouble, NotPermitted
from iomdesk.troubles import trouble_of

_WORDS = {
    errno.EACCES: "this account may not use it",
    errno.EBUSY: "something else is using it",
    errno.EEXIST: "something of that name is there already",
    errno.EISDIR: "it is a folder, not a file",
    errno.ELOOP: "its links lead in a circle",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENODEV: "there is no such device",
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "a part of its name is a file, not a folder",
    errno.ENOTEMPTY: "the folder holds other things",
    errno.ENXIO: "there is no such device",
    errno.EPERM: "this account may not do that there",
    errno.ETXTBSY: "a program is running from it",
}


def reason(fault: OSError | ValueError) -> str:
    """Return why a file could not be used, as the second half of a sentence.

    A ValueError is what Python makes of a name that no file can have (a NUL byte).
    """
    if not isinstance(fault, OSError):
        return "no file can have that name"
    known = _WORDS.get(fault.errno or 0)
    return known or (fault.strerror or "the system refused it").lower()


def disk_trouble(fault: OSError | ValueError) -> DiskTrouble | None:
    """Return what is wrong with the disk; None where it is the name that is wrong."""
    said = trouble_of(fault) if isinstance(fault, OSError) else None
    return None if isinstance(said, NotPermitted | DiskGone) else said


def file_sentence(fault: OSError) -> str:
    """Return what to say of a fault that nobody met nearer to where it came from."""
    if said := disk_trouble(fault):
        return str(said)
    named = fault.filename
    what = f"“{named}”" if isinstance(named, str | Path) else "A file or connection"
    return (
        f"{what} cannot be used: {reason(fault)}. Nothing that was saved is lost. "
        "Look at what you named, and try again."
    )
