"""How the two answers to a question of an import are worded."""

import json

from iomdesk.cases.case import Question
from iomdesk.journal.patch import Path
from iomdesk.records.codec import Json
from iomdesk.wording import value_text
from ui.saying import first_words

_LONGEST = 40


def wants_answer(question: Question) -> bool:
    """Say whether one of two answers fits: a value at stake, or yes and no."""
    at_stake = question.field_path is not None or (question.held and question.said)
    asked = question.text.rpartition(". ")[2]
    return bool(at_stake) or asked.startswith(("Is ", "Are ", "Does "))


def theirs_words(question: Question) -> str:
    """Return “Take 12 February 2001”, or “Yes” where no field is at stake."""
    if question.field_path is None:
        return _plain(question.said) if question.held and question.said else "Yes"
    if question.said == "null":
        return "Take it away here"
    said = _words(question.field_path, question.said)
    return f"Take {said}" if said else "Take theirs"


def ours_words(question: Question) -> str:
    if question.field_path is None:
        return _plain(question.held) if question.held and question.said else "No"
    held = _words(question.field_path, question.held)
    return f"Keep {held}" if held else "Keep it empty"


def _words(place: str, value: str | None) -> str:
    if value is None:
        return ""
    return first_words(value_text("case", _path(place), _json(value)), _LONGEST)


def _plain(value: str | None) -> str:
    return first_words(str(_json(value or "")), _LONGEST)


def _path(pointer: str) -> Path:
    parts = pointer.removeprefix("/").split("/")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)


def _json(value: str) -> Json:
    """Return the value that is kept as JSON text; words that are none are words."""
    try:
        return json.loads(value)
    except ValueError:
        return value
