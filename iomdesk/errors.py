"""What may go wrong, each with a sentence that an officer can act on."""


class UserError(Exception):
    """A refusal whose text may be shown to a person as it stands."""


class NotFound(UserError):
    """What was asked for is not held here."""


class NotAllowed(UserError):
    """The officer's role does not cover the action."""


class InputRefused(UserError):
    """A value in an input file or form cannot be taken; *field* says which."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class StoreClosed(UserError):
    """The store is locked, so nothing can be read or written."""


class StoreDamaged(UserError):
    """The store's files are not what this program last wrote."""


class StoreRevoked(UserError):
    """The hub had this laptop's keys destroyed; nothing opens the store any more."""


class WrongKey(UserError):
    """The passphrase, recovery code or key does not open the store."""


class StoreInUse(UserError):
    """Another process has the store open."""


class StoreTooNew(UserError):
    """A newer program wrote the store."""


class ReadOnlyStore(UserError):
    """The store is open for reading only."""


class DiskTrouble(UserError):
    """The disk, or this machine, did not do what was asked of it."""


class DiskFull(DiskTrouble):
    """There was no room on the disk; what was saved before is unharmed."""


class QuotaFull(DiskFull):
    """There is room, but not for this account."""


class DiskFailing(DiskTrouble):
    """The disk could not be read or written."""


class DiskReadOnly(DiskTrouble):
    """The disk takes no writing."""


class DiskGone(DiskTrouble):
    """The disk was taken away, or the line to it is cut."""


class NoLocks(DiskTrouble):
    """The disk's system cannot keep others out."""


class TooManyOpen(DiskTrouble):
    """No more files may be opened."""


class FileTooLarge(DiskTrouble):
    """The disk or the account allows no file of that length."""


class NotPermitted(DiskTrouble):
    """The account has no rights to a file."""


class NoMemory(DiskTrouble):
    """The machine has no memory to give."""


class HubUnreachable(UserError):
    """The hub could not be reached; all work stays on this laptop."""


class HubRefused(UserError):
    """The hub answered, and said no."""


class Cancelled(UserError):
    """A person stopped long work; what was done until then stays."""
