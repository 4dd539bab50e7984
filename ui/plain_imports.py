"""Python's own import, without the look into each module that PySide adds to it."""

import builtins

import PySide6.QtCore  # noqa: F401  it puts the hook there


def plain_imports() -> None:
    """Take PySide's hook off `import`, before the rest of the program is loaded.

    Once loaded, PySide reads the source of every module that is imported after it, to
    see whether it might ask for `__feature__` names, as nothing here does (a test
    holds that): a fifth of what the program costs until Today stands.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
