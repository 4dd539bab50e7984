"""What this process keeps to itself: its memory out of dumps, its files from others."""

import os
import sys

_FOR_OWNER = 0o077


def keep_files_private() -> None:
    """Let nobody else read what this process writes, whatever is written by whom.

    The store's own files carry their rights besides, for whoever opens it otherwise.
    """
    os.umask(_FOR_OWNER)


if sys.platform == "win32":
    import ctypes

    _NO_BOXES = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
    _NO_HEAP = 0x0001  # WER_FAULT_REPORTING_FLAG_NOHEAP

    def forbid_dumps() -> None:
        """Keep the heap out of Windows Error Reporting, and show no crash box."""
        ctypes.windll.kernel32.SetErrorMode(_NO_BOXES)
        ctypes.windll.kernel32.WerSetFlags(_NO_HEAP)

elif sys.platform == "linux":
    import ctypes
    import resource

    _PR_SET_DUMPABLE = 4

    def forbid_dumps() -> None:
        """Let the kernel write no core of this process, and nobody else read it.

        Both are needed: a core that is piped to a program ignores the limit, and a
        child that this process starts inherits the limit but not the other.
        """
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

else:
    import resource

    def forbid_dumps() -> None:
        """Let the kernel write no core of this process."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
