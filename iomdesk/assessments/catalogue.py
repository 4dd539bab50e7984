"""The instruments of a desk: those that come with the program, and the store's packs.

The newest version that has taken effect decides whether an instrument is offered: one
that is retired, or whose last day is over, takes the instrument out of use. Every
version still opens what was made with it.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from attrs import frozen

from iomdesk.assessments.instrument import Instrument, Status
from iomdesk.assessments.loading import read_instrument, shipped_instruments
from iomdesk.errors import InputRefused, NotFound
from iomdesk.signed_pack import PackQueries


@frozen(kw_only=True)
class Catalogue:
    """Instruments by code and version, oldest version first."""

    instruments: tuple[Instrument, ...]

    def versions(self, code: str) -> tuple[Instrument, ...]:
        return tuple(one for one in self.instruments if one.code == code)

    def version(self, code: str, version: str) -> Instrument:
        """Return this version, whether it is in use or not."""
        for one in self.versions(code):
            if one.version == version:
                return one
        raise NotFound(f"There is no instrument “{code}, version {version}” here.")

    def newest(self, code: str, on: date) -> Instrument:
        """Return the version that a new assessment is made with on this day."""
        versions = self.versions(code)
        if not versions:
            raise NotFound(f"There is no instrument “{code}” here.")
        begun = [one for one in versions if _has_begun(one, on)]
        if not begun:
            raise NotFound(f"The instrument “{code}” is not in use yet.")
        newest = max(begun, key=_age)
        if not _is_in_use(newest, on):
            raise NotFound(f"The instrument “{code}” is not in use any more.")
        return newest

    def in_use(self, on: date) -> tuple[Instrument, ...]:
        """Return what a new assessment can be made with on this day, by code."""
        codes = sorted({one.code for one in self.instruments})
        begun = (
            [one for one in self.versions(code) if _has_begun(one, on)]
            for code in codes
        )
        newest = (max(versions, key=_age) for versions in begun if versions)
        return tuple(one for one in newest if _is_in_use(one, on))


def catalogue(queries: PackQueries) -> Catalogue:
    """Return the instruments of the desk whose store *queries* reads."""
    packed = [_packed(pack.text) for pack in queries.packs()]
    return _catalogue([*shipped_instruments(), *(one for one in packed if one)])


def shipped_catalogue() -> Catalogue:
    """Return the instruments that come with the program."""
    return _catalogue(shipped_instruments())


def _catalogue(instruments: Iterable[Instrument]) -> Catalogue:
    return Catalogue(
        instruments=tuple(sorted(instruments, key=lambda one: (one.code, _age(one))))
    )


@cache
def _packed(text: str) -> Instrument | None:
    """Return the instrument of a pack, or None where this program cannot read it.

    It was looked at by the linter when it was added, and is taken as it was then.
    """
    try:
        return read_instrument(text)
    except InputRefused:
        return None


def _has_begun(one: Instrument, on: date) -> bool:
    return one.status is not Status.DRAFT and one.effective_from <= on


def _is_in_use(one: Instrument, on: date) -> bool:
    ended = one.effective_to is not None and one.effective_to < on
    return one.status is Status.ACTIVE and not ended


def _age(one: Instrument) -> tuple[date, list[tuple[int, str]]]:
    """Return what versions are ordered by: their first day, then their numbers."""
    parts = re.findall(r"\d+|\D+", one.version)
    return one.effective_from, [
        (int(part), "") if part.isdecimal() else (-1, part) for part in parts
    ]
