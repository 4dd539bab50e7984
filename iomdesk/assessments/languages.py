"""An instrument in the language that the officer chose; English where it has no other.

Answers, score and working are kept the same whatever the language: codes, figures and
English words. What a person reads is worded anew each time.
"""

from functools import partial

from attrs import evolve

from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.catalogue import Catalogue, catalogue
from iomdesk.assessments.instrument import Instrument, Item
from iomdesk.assessments.unheld import made_with
from iomdesk.assessments.wording import Text, wording
from iomdesk.ports import Queries

ENGLISH = "en"
LANGUAGES = {"en": "English", "cy": "Welsh"}
"""The languages that an officer can choose, in English."""


def chosen_language(queries: Queries) -> str:
    """Return the language that the officer reads instruments in."""
    said = queries.setting("instrument_language")
    return said if said in LANGUAGES else ENGLISH


def shown_catalogue(queries: Queries) -> Catalogue:
    """Return the instruments of the desk as the officer reads them."""
    language = chosen_language(queries)
    held = catalogue(queries)
    if language == ENGLISH:
        return held
    return Catalogue(
        instruments=tuple(in_language(one, language) for one in held.instruments)
    )


def title_shown(queries: Queries, assessment: Assessment) -> str:
    """Return the title of what *assessment* was made with, as the officer reads it."""
    instrument = made_with(catalogue(queries), assessment)
    return wording(in_language(instrument, chosen_language(queries)).title)


def in_language(instrument: Instrument, language: str) -> Instrument:
    """Return *instrument* worded in *language*, the same in all else."""
    if language == ENGLISH or language not in instrument.languages:
        return instrument

    say = partial(_said, language=language)
    rule = instrument.applicability
    return evolve(
        instrument,
        title=say(instrument.title),
        notice=say(instrument.notice),
        applicability=evolve(rule, otherwise=say(rule.otherwise)),
        sections=tuple(
            evolve(one, title=say(one.title), help=say(one.help))
            for one in instrument.sections
        ),
        items=tuple(_item_in(one, language) for one in instrument.items),
        bands=tuple(evolve(one, label=say(one.label)) for one in instrument.bands),
        outputs=tuple(evolve(one, label=say(one.label)) for one in instrument.outputs),
    )


def language_note(instrument: Instrument, language: str) -> str:
    """Say that English stands for a language that the instrument has no wording in."""
    if language in instrument.languages:
        return ""
    named = LANGUAGES.get(language, language)
    return f"This instrument has no wording in {named}. It is shown in English."


def _item_in(item: Item, language: str) -> Item:
    say = partial(_said, language=language)
    choices = tuple(evolve(one, label=say(one.label)) for one in item.choices)
    return evolve(item, label=say(item.label), help=say(item.help), choices=choices)


def _said(text: Text, language: str) -> Text:
    return {**text, ENGLISH: wording(text, language)} if text else text
