"""The linter of instruments: every fault of a file, of a pack, of all that ship."""

from iomdesk.assessments.formulas.registry import FORMULAS
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.loading import FOLDER, read_instrument
from iomdesk.assessments.numbers import FOLDER as SCORES
from iomdesk.assessments.numbers import ScoreFile
from iomdesk.errors import InputRefused
from iomdesk.packs.fault import Fault, Finder
from iomdesk.packs.faults import faults_of
from iomdesk.packs.score_faults import find_bands
from iomdesk.records.codec import from_input
from iomdesk.resources import resource_names, resource_text, resource_toml


class InstrumentFaulty(InputRefused):
    """An instrument's file cannot be used; *faults* says why, each with its place."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def instrument_of(text: str, file: str) -> Instrument:
    """Return the instrument that *text* says, or raise all its faults."""
    found = faults(text, file)
    if found:
        raise InstrumentFaulty(found)
    return read_instrument(text)


def faults(text: str, file: str) -> list[Fault]:
    """Return what is wrong with an instrument's file; nothing if it can be used."""
    try:
        return faults_of(read_instrument(text), file)
    except InputRefused as error:
        return [Fault(file=file, place=error.field, kind="unreadable", text=str(error))]


def shipped_faults() -> list[Fault]:
    """Return the faults of all instruments that come with the program."""
    names = resource_names(FOLDER, ".toml")
    return [fault for name in names for fault in faults(resource_text(name), name)]


def number_faults() -> list[Fault]:
    """Return the faults of the files of scores that have no form of their own."""
    found: list[Fault] = []
    for name in resource_names(SCORES, ".toml"):
        read, finder = from_input(ScoreFile, resource_toml(name)), Finder(name)
        find_bands(finder, read.bands)
        if not read.source.strip():
            finder.add("source", "source", "the source is not said.")
        if read.code not in FORMULAS:
            finder.add("unknown", "code", f"there is no formula “{read.code}”.")
        found += finder.found
    return found
