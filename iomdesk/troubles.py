"""What a disk or a machine answers when it does not do its work, as sentences."""

import errno

from iomdesk.errors import (
    DiskFailing,
    DiskFull,
    DiskGone,
    DiskReadOnly,
    DiskTrouble,
    FileTooLarge,
    NoLocks,
    NoMemory,
    NotPermitted,
    QuotaFull,
    TooManyOpen,
)

_WINDOWS_HANDLE_DISK_FULL = 39  # Python does not turn this one into ENOSPC

_SOME_FILE = "a file or folder that is needed here"
_UNHARMED = "Nothing was lost that was saved before."
_GONE = DiskGone(
    "The disk is gone, or the line to it is cut: this could not be read or "
    "written. Put it back, then open the store again. If it does not come "
    "back, tell your IT desk."
)
_TROUBLES: dict[int, DiskTrouble] = {
    errno.ENOSPC: DiskFull(
        f"There is no room on the disk: this could not be written. {_UNHARMED} "
        "Make room, then try again."
    ),
    errno.EDQUOT: QuotaFull(
        "Your share of the disk is used up (a quota): there is no room for "
        f"this, so it could not be written. {_UNHARMED} Make room by deleting "
        "what you do not need, or ask your IT desk for more, then try again."
    ),
    errno.EIO: DiskFailing(
        "The disk did not read or write what it was asked to, so it may be "
        "failing. Do not record on it. Copy the newest backup to another disk, "
        "then tell your IT desk."
    ),
    errno.EROFS: DiskReadOnly(
        f"The disk can only be read, so this could not be written. {_UNHARMED} A"
        " disk that begins to fail is often set so: tell your IT desk."
    ),
    errno.ENOLCK: NoLocks(
        "This disk gives no locks, as is so in some network folders, so the "
        "store could be opened twice at once. It was not opened. Move it to a "
        "disk of this laptop."
    ),
    errno.EMFILE: TooManyOpen(
        "IOM Desk has as many files open as it may. Close it and open it again."
    ),
    errno.ENFILE: TooManyOpen(
        "This machine has as many files open as it can. Close other programs, "
        "then try again."
    ),
    errno.EFBIG: FileTooLarge(
        "The disk or your account allows no file as long as this one would be. "
        f"{_UNHARMED} Tell your IT desk."
    ),
    errno.EACCES: NotPermitted(
        f"Your account has no rights to {_SOME_FILE}, so it was not read or written. "
        "Ask your IT desk for them."
    ),
    errno.EPERM: NotPermitted(
        f"This machine does not let your account do that to {_SOME_FILE}. It was left "
        "as it is. Ask your IT desk."
    ),
    errno.ENOMEM: NoMemory(
        "This machine has no memory left. Close other programs, then try again."
    ),
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
    errno.ESTALE: _GONE,
}


def trouble_of(fault: OSError) -> DiskTrouble | None:
    """Return the sentence for *fault*, None where it is no trouble of the machine's."""
    if getattr(fault, "winerror", None) == _WINDOWS_HANDLE_DISK_FULL:
        return trouble(errno.ENOSPC)
    if fault.errno not in _TROUBLES:
        return None
    said = trouble(fault.errno)
    if not fault.filename:
        return said
    return type(said)(str(said).replace(_SOME_FILE, str(fault.filename)))


def trouble(number: int) -> DiskTrouble:
    """Return the sentence for an error number of `errno`, to be raised."""
    said = _TROUBLES[number]
    return type(said)(str(said))
