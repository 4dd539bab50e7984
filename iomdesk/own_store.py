"""Where the officer's own store lies."""

from pathlib import Path


def own_store() -> Path:
    """Return the place of the officer's own store: local, never roaming."""
    from platformdirs import user_data_path  # noqa: PLC0415  only where none was named

    return user_data_path("iomdesk", appauthor=False, roaming=False) / "store"
