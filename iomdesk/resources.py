"""Read a file of resources/ by name, from a checkout, a wheel or a frozen bundle."""

from pathlib import PurePath
from typing import Any

import resources


def resource_bytes(name: str) -> bytes:
    # importlib.resources would say the same, a hundredth of a second later at start.
    folder = PurePath(str(resources.__file__)).parent
    loader: Any = resources.__loader__
    content: bytes = loader.get_data(str(folder / name))
    return content


def resource_text(name: str) -> str:
    return resource_bytes(name).decode("utf-8")


def resource_toml(name: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  the unlock screen has no use for it

    return tomllib.loads(resource_text(name))


def resource_names(folder: str, suffix: str) -> list[str]:
    """Return the names, folder included, of the files of *folder* that end so."""
    from importlib.resources import files  # noqa: PLC0415

    found = files("resources").joinpath(folder).iterdir()
    return sorted(f"{folder}/{f.name}" for f in found if f.name.endswith(suffix))
