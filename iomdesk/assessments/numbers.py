"""The numbers of each named formula: from its instrument, or from a file of its own."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import field, frozen

from iomdesk.assessments.bands import Band
from iomdesk.assessments.formulas.registry import FORMULAS
from iomdesk.assessments.instrument import Instrument, RuleKind
from iomdesk.assessments.loading import shipped_instruments, with_offence_classes
from iomdesk.assessments.scoring import tables_of
from iomdesk.assessments.tables import Tables
from iomdesk.assessments.wording import Text, wording
from iomdesk.errors import NotFound
from iomdesk.records.codec import from_input
from iomdesk.resources import resource_names, resource_toml

FOLDER = "instruments/scores"


@frozen(kw_only=True)
class ScoreFile:
    """Numbers of a score that has no form of its own."""

    code: str
    version: str
    title: Text
    source: str
    licence: str
    notice: Text
    bands: tuple[Band, ...] = ()
    tables: dict[str, Any] = field(factory=dict)


@frozen(kw_only=True)
class FormulaNumbers:
    """What `score` needs to know about one formula."""

    name: str
    version: str
    notice: str
    source: str
    bands: tuple[Band, ...]
    data: dict[str, Any]
    parts: Mapping[str, Tables] = field(factory=dict)

    @property
    def variants(self) -> tuple[str, ...]:
        return tuple(self.data.get("variants", {}))

    def tables(self, variant: str | None) -> Tables:
        """Return the numbers, with those of the scores that this one is made of."""
        return Tables(
            data=self.data,
            source=self.source,
            bands=self.bands,
            variant=variant,
            parts=self.parts,
        )


@cache
def formula_numbers(name: str) -> FormulaNumbers:
    """Return the newest numbers for the formula, or say that there is none."""
    if name not in FORMULAS:
        listed = ", ".join(FORMULAS)
        raise NotFound(f"There is no score “{name}”. There are: {listed}.")
    for instrument in reversed(shipped_instruments()):
        rule = instrument.score
        if rule.kind is RuleKind.FORMULA and rule.formula == name:
            return _of_instrument(name, instrument)
    return _of_file(name)


def _of_instrument(name: str, instrument: Instrument) -> FormulaNumbers:
    return FormulaNumbers(
        name=name,
        version=instrument.version,
        notice=wording(instrument.notice),
        source=instrument.score.source,
        bands=instrument.bands,
        data=dict(instrument.tables),
        parts=tables_of(instrument).parts,
    )


def _of_file(name: str) -> FormulaNumbers:
    for file in reversed(resource_names(FOLDER, ".toml")):
        read = from_input(ScoreFile, resource_toml(file))
        if read.code == name:
            return FormulaNumbers(
                name=name,
                version=read.version,
                notice=wording(read.notice),
                source=read.source,
                bands=read.bands,
                data=with_offence_classes(read.tables),
            )
    raise NotFound(f"The numbers of “{name}” are not here.")
