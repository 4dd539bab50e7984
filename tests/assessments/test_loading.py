"""Instruments come from files, and a file's digest says which text it was."""

from hashlib import sha256

import pytest

from iomdesk.assessments.loading import (
    find_instrument,
    offence_classes,
    shipped_instruments,
)
from iomdesk.errors import InputRefused, NotFound
from iomdesk.packs.linting import instrument_of
from iomdesk.records.codec import digest
from tests.assessments.instruments import FORM, HEAD, SUM, an_instrument


def test_the_two_first_instruments_ship() -> None:
    codes = {instrument.code for instrument in shipped_instruments()}

    assert {"ogrs3", "pathway-needs"} <= codes


def test_the_digest_is_the_same_for_the_same_content_written_otherwise() -> None:
    tidy = HEAD.replace(" = ", "=") + "# A comment.\n" + FORM + SUM

    assert (
        instrument_of(tidy, "a").digest == instrument_of(HEAD + FORM + SUM, "b").digest
    )


def test_the_digest_changes_with_a_single_word() -> None:
    other = an_instrument(form=FORM.replace("Heroin", "Opiates"))

    assert other.digest != an_instrument().digest


def test_the_digest_is_sha_256_over_canonical_json() -> None:
    canonical = b'{"a":"2026-01-01","b":1}'

    assert digest({"b": 1.0, "a": "2026-01-01"}) == sha256(canonical).hexdigest()


def test_an_instrument_that_is_not_here_is_named() -> None:
    with pytest.raises(NotFound, match="no instrument “tarot”"):
        find_instrument("tarot")


def test_a_version_that_is_not_here_is_named() -> None:
    with pytest.raises(NotFound, match="ogrs3, version 99"):
        find_instrument("ogrs3", "99")


def test_offence_classes_other_than_those_meant_are_refused() -> None:
    with pytest.raises(InputRefused, match="is not the file that"):
        offence_classes("offence-classes-1.csv", "0" * 64, "ogrs3")
