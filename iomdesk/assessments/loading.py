"""Instruments from their files: TOML to `Instrument`."""

import csv
import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from attrs import evolve

from iomdesk.assessments.instrument import Instrument, Status
from iomdesk.assessments.tables import PARTS
from iomdesk.errors import InputRefused, NotFound
from iomdesk.records.codec import Document, Json, digest, from_input
from iomdesk.resources import resource_bytes, resource_names, resource_text
from iomdesk.toml_reading import read_toml

FOLDER = "instruments"
OFFENCE_MAP = ("file", "sha256", "column")
PART = ("file", "sha256")
LARGEST = 2**53
"""Numbers beyond it have no exact canonical form."""


@cache
def shipped_instruments() -> tuple[Instrument, ...]:
    """Return every instrument that comes with the program, by code and version.

    They are read without looking for faults, which takes as long again: a test and
    `iomdesk pack lint` look.
    """
    names = resource_names(FOLDER, ".toml")
    read = [read_instrument(resource_text(name)) for name in names]
    return tuple(sorted(read, key=lambda one: (one.code, one.version)))


def find_instrument(code: str, version: str | None = None) -> Instrument:
    """Return this version, or the newest one in use."""
    named = [one for one in shipped_instruments() if one.code == code]
    if version is None:
        named = [one for one in named if one.status is Status.ACTIVE]
    else:
        named = [one for one in named if one.version == version]
    if not named:
        words = code if version is None else f"{code}, version {version}"
        raise NotFound(f"There is no instrument “{words}” here.")
    return max(named, key=lambda one: one.effective_from)


def read_instrument(text: str) -> Instrument:
    """Return the instrument that *text* says, without looking for faults in it."""
    read = _read(instrument_data(text))
    return evolve(read, tables=_with_parts(with_offence_classes(read.tables)))


def offence_classes(
    name: str, sha256: str, column: str
) -> dict[str, tuple[str, float]]:
    """Return category and share by class, from the very file that *sha256* names."""
    content = _very_file(name, sha256, "tables.offence_map")
    rows = csv.DictReader(StringIO(content))
    if f"{column}_share" not in (rows.fieldnames or ()):
        raise InputRefused(f"“{name}” has no “{column}”.", "tables.offence_map")
    return {
        row["ho_class_3digit"]: (
            row[f"{column}_category_modal"],
            float(row[f"{column}_share"]),
        )
        for row in rows
    }


def instrument_data(text: str) -> Document:
    """Return what TOML says, before it is read as an instrument."""
    try:
        parsed: Document = _plain(read_toml(text))
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(f"this is not TOML: {error}.") from None
    except RecursionError:
        raise InputRefused("it is nested too deeply to be read.") from None
    return parsed


def _read(data: Document) -> Instrument:
    """Return the record; its digest is over the data as the file says them."""
    if "digest" in data:
        raise InputRefused("“digest” is worked out, not written.", "digest")
    return from_input(Instrument, {**data, "digest": digest(data)})


def with_offence_classes(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return *tables* with the classes of its offence map, if it names one."""
    said = tables.get("offence_map")
    if said is None:
        return dict(tables)
    fields = said if isinstance(said, Mapping) else {}
    named = [one for n in OFFENCE_MAP if isinstance(one := fields.get(n), str)]
    if len(named) < len(OFFENCE_MAP):
        raise InputRefused(
            "it needs its file, sha256 and column.", "tables.offence_map"
        )
    return {**tables, "offence_classes": offence_classes(*named)}


def _with_parts(tables: dict[str, Any]) -> dict[str, Any]:
    """Return *tables* with the instruments whose numbers they are made of.

    The digest of an instrument covers them, since it covers their sha256.
    """
    said = tables.get("parts")
    if said is None:
        return tables
    if not isinstance(said, Mapping):
        raise InputRefused("each part needs its file and sha256.", "tables.parts")
    return {**tables, PARTS: {code: _part(code, one) for code, one in said.items()}}


def _part(code: str, said: Any) -> Instrument:
    place = f"tables.parts.{code}"
    fields = said if isinstance(said, Mapping) else {}
    named = [one for n in PART if isinstance(one := fields.get(n), str)]
    if len(named) < len(PART):
        raise InputRefused("it needs its file and sha256.", place)
    file, sha256 = named
    return read_instrument(_very_file(file, sha256, place))


def _very_file(name: str, sha256: str, place: str) -> str:
    """Return what stands in the file that comes with the program, if it is that one."""
    if f"{FOLDER}/{name}" not in resource_names(FOLDER, Path(name).suffix or "."):
        raise InputRefused(f"there is no file “{name}” here.", place)
    content = resource_bytes(f"{FOLDER}/{name}")
    if hashlib.sha256(content).hexdigest() != sha256:
        said = f"“{name}” is not the file that the instrument was made for."
        raise InputRefused(said, place)
    return content.decode("utf-8")


def _plain(value: Json) -> Json:
    """Return TOML's values as JSON's: a day or time as its text."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, int | float) and not -LARGEST <= value <= LARGEST:
        raise InputRefused(f"{value} is not a number that can be kept exactly.")
    return value.isoformat() if isinstance(value, date | time) else value
