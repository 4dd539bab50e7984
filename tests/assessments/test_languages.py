"""An instrument is read in the language that was chosen; English stands in."""

import re

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.catalogue import catalogue
from iomdesk.assessments.document import assessment_document
from iomdesk.assessments.form import form_view
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.languages import (
    chosen_language,
    in_language,
    language_note,
    shown_catalogue,
)
from iomdesk.assessments.unheld import is_worded, made_with
from iomdesk.assessments.wording import wording
from iomdesk.cases.whole import whole
from iomdesk.documents.blocks import Fields, Heading, Table, Text
from iomdesk.documents.printed import Printed
from iomdesk.packs.linting import instrument_of
from iomdesk.rules.actions import set_rule
from tests.assessments.test_catalogue import MADE_UP, a_pack, completed, keep
from tests.builders import a_case

CASE = a_case()
LANGUAGES = 'languages = ["en", "cy"]\n'
WELSH = (
    LANGUAGES
    + 'notice = { en = "Unofficial" }\n'
    + re.sub(r'\{ en = "([^"]+)" \}', r'{ en = "\1", cy = "Cy: \1" }', MADE_UP)
).replace('{ en = "Unofficial" }', '{ en = "Unofficial", cy = "Answyddogol" }')


@pytest.fixture
def welsh(store: EncryptedStore) -> EncryptedStore:
    store.do(keep, CASE, a_pack(WELSH))
    return store


def choose(store: EncryptedStore, language: str) -> None:
    store.do(set_rule, "instrument_language", language)


def shown(store: EncryptedStore) -> Instrument:
    return shown_catalogue(store.queries).version("made-up", "1")


def test_every_text_is_in_the_language_and_all_else_is_the_same(
    welsh: EncryptedStore,
) -> None:
    choose(welsh, "cy")

    read = shown(welsh)
    english = catalogue(welsh.queries).version("made-up", "1")

    assert wording(read.title) == "Cy: Made up"
    assert wording(read.notice) == "Answyddogol"
    assert [wording(i.label)[:4] for i in read.items] == ["Cy: "] * len(read.items)
    assert wording(read.items[1].choices[0].label) == "Cy: Heroin"
    assert wording(read.bands[0].label) == "Cy: Low"
    assert read.digest == english.digest
    assert in_language(read, "en") == read


def test_english_is_read_until_another_is_chosen(welsh: EncryptedStore) -> None:
    assert chosen_language(welsh.queries) == "en"
    assert wording(shown(welsh).title) == "Made up"


def test_an_instrument_without_the_language_is_shown_in_english_and_says_so() -> None:
    english = instrument_of(MADE_UP, "a")

    assert in_language(english, "cy") == english
    assert language_note(english, "cy") == (
        "This instrument has no wording in Welsh. It is shown in English."
    )
    assert language_note(instrument_of(WELSH, "a"), "cy") == ""


def test_a_form_asks_in_the_language(welsh: EncryptedStore) -> None:
    choose(welsh, "cy")

    view = form_view(shown(welsh), {})

    assert view.missing[0].text == "“Cy: Uses drugs” is not answered."


def document(store: EncryptedStore, done: Assessment, language: str) -> list[object]:
    instrument = made_with(catalogue(store.queries), done)
    printed = Printed(by="DC Marsh", at=store.clock(), language=language)
    made = assessment_document(whole(CASE), done, instrument, printed)
    return [made.title, *made.blocks]


def test_an_assessment_is_printed_in_welsh_with_the_same_answers_and_score(
    welsh: EncryptedStore,
) -> None:
    done = completed(welsh, CASE)

    blocks = document(welsh, done, "cy")

    assert str(blocks[0]).startswith("Cy: Made up")
    tables = [block for block in blocks if isinstance(block, Table)]
    assert ("Cy: Which", "Cy: Heroin", "") in tables[0].rows
    rows = [row for block in blocks if isinstance(block, Fields) for row in block.rows]
    assert ("Band, computed", "Cy: High") in rows
    assert "The working is kept in English." in words(blocks)
    assert "Answyddogol" in words(blocks)
    assert "Cy: First" in [one.text for one in blocks if isinstance(one, Heading)]


def words(blocks: list[object]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Text)]


def test_a_paper_says_where_english_stands_for_welsh(store: EncryptedStore) -> None:
    store.do(keep, CASE, a_pack())
    done = completed(store, CASE)

    assert any(
        "has no wording in Welsh" in said for said in words(document(store, done, "cy"))
    )
    assert not any("Welsh" in said for said in words(document(store, done, "en")))


def test_what_was_made_in_welsh_is_kept_as_in_english(welsh: EncryptedStore) -> None:
    choose(welsh, "cy")

    done = completed(welsh, CASE)

    assert done.score is not None
    assert done.score.band_label == "High"
    assert is_worded(made_with(shown_catalogue(welsh.queries), done), done)


def test_a_draft_on_paper_names_the_answers_that_no_longer_apply(
    welsh: EncryptedStore,
) -> None:
    done = completed(welsh, CASE)
    uses = evolve(done.answers["uses"], flag=False)
    draft = evolve(
        done, completed_at=None, score=None, answers={**done.answers, "uses": uses}
    )

    said = repr(document(welsh, draft, "en"))

    assert "Answers that no longer apply" in said
    assert "'Heroin'" not in said
