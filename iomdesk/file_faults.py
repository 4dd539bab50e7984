"""What the system says of a file, in words for the person who named it."""

import errno
from pathlib import Path

_WORDS = {
    errno.EACCES: "this account may not use it",
    errno.EBUSY: "something else is using it",
    errno.EDQUOT: "there is no room left for you on the disk",
    errno.EEXIST: "something of that name is there already",
    errno.EFBIG: "the disk takes no file that large",
    errno.EIO: "the disk does not read or write it; it may be failing",
    errno.EISDIR: "it is a folder, not a file",
    errno.ELOOP: "its links lead in a circle",
    errno.EMFILE: "too many files are open",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENFILE: "too many files are open on this computer",
    errno.ENODEV: "there is no such device",
    errno.ENOENT: "there is no such file or folder",
    errno.ENOLCK: "the disk lets nobody lock a file",
    errno.ENOSPC: "there is no room on the disk",
    errno.ENOTDIR: "a part of its name is a file, not a folder",
    errno.ENOTEMPTY: "the folder holds other things",
    errno.ENXIO: "there is no such device",
    errno.EPERM: "this account may not do that there",
    errno.EROFS: "the disk can only be read",
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


def file_sentence(fault: OSError) -> str:
    """Return what to say of a fault that nobody met nearer to where it came from."""
    named = fault.filename
    what = f"“{named}”" if isinstance(named, str | Path) else "A file or connection"
    return (
        f"{what} cannot be used: {reason(fault)}. Nothing that was saved is lost. "
        "Look at what you named, and try again."
    )
