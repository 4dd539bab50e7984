"""Patches: what a form altered, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from iomdesk.journal.patch import apply, at, diff, leaves, pointer, setting
from iomdesk.records.codec import Document, Json

KEYS = st.sampled_from(["a", "b", "c", "risk", "überall", "x/y", "m~n"])
SCALARS = (
    st.text(max_size=5)
    | st.integers(-3, 3)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.lists(st.integers(0, 2) | st.booleans(), min_size=1, max_size=2)
)


def _objects(values: st.SearchStrategy[Json]) -> st.SearchStrategy[Document]:
    return st.dictionaries(KEYS, values, min_size=1, max_size=4)


PARTS = st.recursive(SCALARS, _objects, max_leaves=12)
DOCUMENTS = st.dictionaries(KEYS, PARTS, max_size=4)


@given(before=DOCUMENTS, after=DOCUMENTS)
def test_applying_a_difference_gives_what_was_saved(
    before: Document, after: Document
) -> None:
    result = apply(before, diff(before, after))

    assert _typed(result) == _typed(after)


@given(document=DOCUMENTS)
def test_what_did_not_change_makes_no_patch(document: Document) -> None:
    assert diff(document, dict(document)) == {}


@given(before=DOCUMENTS, after=DOCUMENTS)
def test_a_patch_never_speaks_of_what_stayed(before: Document, after: Document) -> None:
    spoken = list(leaves(diff(before, after)))

    assert all(_typed(at(before, p)) != _typed(at(after, p)) for p, _ in spoken)


@given(before=DOCUMENTS, after=DOCUMENTS)
def test_the_leaves_of_a_patch_are_the_patch(before: Document, after: Document) -> None:
    patch = diff(before, after)
    result = before

    for path, value in leaves(patch):
        result = apply(result, setting(path, value))

    assert _typed(result) == _typed(after)


@given(before=DOCUMENTS, after=DOCUMENTS)
def test_a_null_empties_plain_fields_only(before: Document, after: Document) -> None:
    emptied = [p for p, v in leaves(diff(before, after)) if v is None]

    assert not any(isinstance(at(before, path), dict) for path in emptied)


def test_emptying_the_last_field_of_a_part_speaks_of_that_field_alone() -> None:
    before = {"risk": {"overall": "high"}, "name": "Ann"}

    assert diff(before, {"name": "Ann"}) == {"risk": {"overall": None}}


def test_yes_is_not_one_even_inside_a_list() -> None:
    assert diff({"a": [1]}, {"a": [True]}) == {"a": [True]}


def test_a_pointer_is_written_as_rfc_6901_says() -> None:
    assert pointer(("x/y", "m~n")) == "/x~1y/m~0n"


def _typed(value: Json) -> Json:
    """Return *value* so that yes differs from one, as it does in JSON."""
    if isinstance(value, dict):
        return {key: _typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    return (isinstance(value, bool), value)
