"""JSON merge patches (RFC 7396): the difference between two stored documents."""

from collections.abc import Iterator, Mapping

from iomdesk.codec import Document, Json

Path = tuple[str, ...]
"""Where a value stands in a document: the keys from the outside in."""


def diff(before: Mapping[str, Json], after: Mapping[str, Json]) -> Document:
    """Return the patch that makes *after* of *before*; empty where they are equal."""
    patch: Document = {key: None for key in before if key not in after}
    for key, value in after.items():
        if key not in before:
            patch[key] = value
        elif isinstance(value, dict) and isinstance(before[key], dict):
            if inner := diff(before[key], value):
                patch[key] = inner
        elif value != before[key] or type(value) is not type(before[key]):
            patch[key] = value
    return patch


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
