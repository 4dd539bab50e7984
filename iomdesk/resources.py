"""Read a file of resources/ by name, from a checkout, a wheel or a frozen bundle."""

import tomllib
from importlib.resources import files
from typing import Any


def resource_bytes(name: str) -> bytes:
    return files("resources").joinpath(name).read_bytes()


def resource_text(name: str) -> str:
    return resource_bytes(name).decode("utf-8")


def resource_toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resource_text(name))


def resource_names(folder: str, suffix: str) -> list[str]:
    """Return the names, folder included, of the files of *folder* that end so."""
    found = files("resources").joinpath(folder).iterdir()
    return sorted(f"{folder}/{f.name}" for f in found if f.name.endswith(suffix))
