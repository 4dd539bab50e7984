"""JSON merge patches (RFC 7396): the difference between two stored documents."""

from collections.abc import Iterator, Mapping

from iomdesk.records.codec import Document, Json

Path = tuple[str, ...]
"""Where a value stands in a document: the keys from the outside in."""


def diff(before: Mapping[str, Json], after: Mapping[str, Json]) -> Document:
    """Return the patch that makes *after* of *before*; empty where they are equal.

    A part that is gone is emptied field by field: a null never speaks of a whole part,
    which would put it against everything that others said inside it.
    """
    patch: Document = {key: _emptied(before[key]) for key in before if key not in after}
    for key, value in after.items():
        held = before.get(key)
        if isinstance(value, dict) and isinstance(held, dict):
            if inner := diff(held, value):
                patch[key] = inner
        elif not is_same(held, value):
            patch[key] = value
    return patch


def is_same(one: Json, other: Json) -> bool:
    """Say whether two values are the same in JSON, where yes is not 1."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            is_same(one[k], other[k]) for k in one
        )
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def apply(document: Mapping[str, Json], patch: Mapping[str, Json]) -> Document:
    """Return *document* with *patch* applied; what ends up empty is left out."""
    result = dict(document)
    for key, value in patch.items():
        if isinstance(value, dict):
            inner = result.get(key)
            merged = apply(inner if isinstance(inner, dict) else {}, value)
            result[key] = merged
        else:
            result[key] = value
        if result[key] is None or result[key] == {}:
            del result[key]
    return result


def leaves(patch: Mapping[str, Json], above: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Yield each path that *patch* sets, with its value; None empties the path."""
    for key, value in patch.items():
        path = (*above, key)
        if isinstance(value, dict):
            yield from leaves(value, path)
        else:
            yield path, value


def setting(path: Path, value: Json) -> Document:
    """Return the patch that sets *path* to *value* and nothing else."""
    patch: Json = value
    for key in reversed(path):
        patch = {key: patch}
    whole: Document = patch
    return whole


def at(document: Mapping[str, Json], path: Path) -> Json:
    """Return the value at *path*, or None where there is none."""
    value: Json = document
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return value


def pointer(path: Path) -> str:
    """Return *path* as a JSON pointer (RFC 6901)."""
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in path)


def _emptied(value: Json) -> Json:
    return diff(value, {}) if isinstance(value, dict) else None
