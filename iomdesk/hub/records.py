"""What a change's content must say for the hub to order it."""

import json

from iomdesk.hub.ports import ChangeRow, RecordName
from iomdesk.records.codec import Document
from iomdesk.records.ids import CaseId
from iomdesk.sync.plain import is_name
from iomdesk.sync.protocol import LARGEST_CONTENT

_TEXTS = ("kind", "record_id", "case_id", "at", "by", "action")
_DEEPEST = 40


def fault_in(content: Document | None, size: int, last_number: int) -> str | None:
    """Return why a content cannot be ordered, or None."""
    if content is None:
        return "Its content stayed on the laptop: it is too large, or was removed."
    if size > LARGEST_CONTENT:
        return "It is larger than the hub takes."
    if not all(is_name(content.get(key)) for key in _TEXTS) or _is_misplaced(content):
        return "It does not say what it is about."
    patch, base = content.get("patch"), content.get("base")
    if not isinstance(patch, dict) or _depth(patch) > _DEEPEST:
        return "It does not say what was altered, or is nested too deeply."
    if type(base) is not int or not 0 <= base <= last_number:
        return "It names work that the hub does not have."
    return None


def _is_misplaced(content: Document) -> bool:
    """Say whether it names a case as a part of another."""
    kind, record_id = record_name(content)
    return kind == "case" and record_id != str(content["case_id"])


def record_cases(row: ChangeRow) -> dict[RecordName, CaseId]:
    """Return the case that the record of *row* says it is of."""
    content = json.loads(row.body or "{}")
    return {record_name(content): CaseId(content["case_id"])}


def record_name(content: Document) -> RecordName:
    return str(content["kind"]), str(content["record_id"])


def _depth(patch: Document) -> int:
    """Return how deep *patch* goes, without going deep ourselves."""
    depth, level = 0, list(patch.values())
    while level and depth <= _DEEPEST:
        depth += 1
        inner = [v.values() if isinstance(v, dict) else v for v in level if _holds(v)]
        level = [value for values in inner for value in values]
    return depth


def _holds(value: object) -> bool:
    return isinstance(value, dict | list)
