"""Instruments from their files: TOML to `Instrument`, or every fault of it."""

import csv
import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from io import StringIO
from typing import Any

from attrs import evolve

from iomdesk.assessments.faults import Fault, faults_of
from iomdesk.assessments.instrument import Instrument, Status
from iomdesk.codec import Document, Json, digest, from_input
from iomdesk.errors import InputRefused, NotFound
from iomdesk.resources import resource_bytes, resource_names, resource_text

FOLDER = "instruments"


class InstrumentFaulty(InputRefused):
    """An instrument's file cannot be used; *faults* says why, each with its place."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@cache
def shipped_instruments() -> tuple[Instrument, ...]:
    """Return every instrument that comes with the program, by code and version."""
    names = resource_names(FOLDER, ".toml")
    read = [instrument_of(resource_text(name), name) for name in names]
    return tuple(sorted(read, key=lambda one: (one.code, one.version)))


def shipped_faults() -> list[Fault]:
    """Return the faults of all instruments that come with the program."""
    names = resource_names(FOLDER, ".toml")
    return [fault for name in names for fault in faults(resource_text(name), name)]


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


def instrument_of(text: str, file: str) -> Instrument:
    """Return the instrument that *text* says, or raise all its faults."""
    found = faults(text, file)
    if found:
        raise InstrumentFaulty(found)
    return read_instrument(text)


def read_instrument(text: str) -> Instrument:
    """Return the instrument that *text* says, without looking for faults in it."""
    try:
        return _with_offences(_read(instrument_data(text)))
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(f"This is not TOML: {error}.") from None


def faults(text: str, file: str) -> list[Fault]:
    """Return what is wrong with an instrument's file; nothing if it can be used."""
    try:
        return faults_of(_read(instrument_data(text)), file)
    except tomllib.TOMLDecodeError as error:
        return [Fault(file=file, place="", kind="unreadable", text=f"{error}.")]
    except InputRefused as error:
        return [Fault(file=file, place=error.field, kind="unreadable", text=str(error))]


def offence_classes(
    name: str, sha256: str, column: str
) -> dict[str, tuple[str, float]]:
    """Return category and share by class, from the very file that *sha256* names."""
    content = resource_bytes(f"{FOLDER}/{name}")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise InputRefused(
            f"“{name}” is not the file that the instrument was made for."
        )
    rows = csv.DictReader(StringIO(content.decode("utf-8")))
    return {
        row["ho_class_3digit"]: (
            row[f"{column}_category_modal"],
            float(row[f"{column}_share"]),
        )
        for row in rows
    }


def instrument_data(text: str) -> Document:
    """Return what TOML says, before it is read as an instrument."""
    parsed: Document = _plain(tomllib.loads(text))
    return parsed


def _read(data: Document) -> Instrument:
    """Return the record; its digest is over the data as the file says them."""
    if "digest" in data:
        raise InputRefused("“digest” is worked out, not written.", "digest")
    return from_input(Instrument, {**data, "digest": digest(data)})


def _with_offences(instrument: Instrument) -> Instrument:
    """Put the offence classes that the numbers name beside them."""
    return evolve(instrument, tables=with_offence_classes(instrument.tables))


def with_offence_classes(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return *tables* with the classes of its offence map, if it names one."""
    said = tables.get("offence_map")
    if said is None:
        return dict(tables)
    classes = offence_classes(said["file"], said["sha256"], said["column"])
    return {**tables, "offence_classes": classes}


def _plain(value: Json) -> Json:
    """Return TOML's values as JSON's: a date as its text."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
