"""Faults of an instrument's wording: each text in each of its languages."""

from collections.abc import Iterator

from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.wording import Text
from iomdesk.packs.fault import Finder

ENGLISH = "en"


def find_wording(finder: Finder, instrument: Instrument) -> None:
    """Find texts that are missing, or that are there in some languages only."""
    languages = instrument.languages
    if ENGLISH not in languages or len(set(languages)) < len(languages):
        said = "English (en) is always one of the languages, and each is named once."
        finder.add("language", "languages", said)
    for place, text in _needed(instrument):
        _find_missing(finder, place, text, languages)
    for place, text in _optional(instrument):
        if any(words.strip() for words in text.values()):
            _find_missing(finder, place, text, languages)
    for place, text in (*_needed(instrument), *_optional(instrument)):
        for language in text.keys() - set(languages):
            words = f"“{language}” is not one of the instrument's languages."
            finder.add("language", place, words)


def _find_missing(
    finder: Finder, place: str, text: Text, languages: tuple[str, ...]
) -> None:
    for language in languages:
        if not text.get(language, "").strip():
            finder.add("wording", place, f"there is no wording in “{language}”.")


def _needed(instrument: Instrument) -> Iterator[tuple[str, Text]]:
    yield "title", instrument.title
    for section in instrument.sections:
        yield f"sections.{section.code}.title", section.title
    for item in instrument.items:
        yield f"items.{item.code}.label", item.label
        for choice in item.choices:
            yield f"items.{item.code}.choices.{choice.code}", choice.label
    for band in instrument.bands:
        yield f"bands.{band.code}.label", band.label
    for output in instrument.outputs:
        yield f"outputs.{output.code}.label", output.label


def _optional(instrument: Instrument) -> Iterator[tuple[str, Text]]:
    yield "notice", instrument.notice
    yield "applicability.otherwise", instrument.applicability.otherwise
    for section in instrument.sections:
        yield f"sections.{section.code}.help", section.help
    for item in instrument.items:
        yield f"items.{item.code}.help", item.help
