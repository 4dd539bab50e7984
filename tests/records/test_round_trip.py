"""Any record survives its stored form, as JSON text and with fields of the future."""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, get_args

import pytest
from attrs import NOTHING, fields, has
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.record_types import hints_of, plain_type, record_types
from iomdesk.records.codec import canonical, from_document, to_document
from tests.proof import dear

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(-(2**53) + 1, 2**53 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False, width=32),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    kind = plain_type(hint)
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    if isinstance(kind, type) and has(kind):
        return st.deferred(lambda: records(kind).filter(_says_something))
    inner = get_args(kind)
    if inner[-1] is Ellipsis:
        return st.lists(values(inner[0]), max_size=2).map(tuple)
    keys, held = values(inner[0]), values(inner[1])
    return st.dictionaries(keys, held, max_size=2)


def records(kind: type) -> st.SearchStrategy[Any]:
    """Return records of *kind*; a field that has a default is often left at it."""
    hints = hints_of(kind)
    wanted = {f.name: values(hints[f.name]) for f in fields(kind) if _is_wanted(f)}
    spare = {f.name: values(hints[f.name]) for f in fields(kind) if not _is_wanted(f)}
    said = st.fixed_dictionaries(wanted, optional=spare)
    return said.map(lambda given: kind(**given))


def _says_something(part: Any) -> bool:
    """Say whether *part* is stored at all: what is empty is as good as none."""
    return bool(to_document(part))


def _is_wanted(field: Any) -> bool:
    return field.default is NOTHING


@pytest.mark.parametrize("kind", sorted(record_types()))
@dear
@given(data=st.data())
def test_any_record_survives_its_stored_form(kind: str, data: st.DataObject) -> None:
    cls = record_types()[kind]
    record = data.draw(records(cls))
    document = to_document(record)

    assert from_document(cls, document) == record
    assert from_document(cls, json.loads(canonical(document))) == record
    assert from_document(cls, document | {"of_the_future": 1}) == record
