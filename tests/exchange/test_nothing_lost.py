"""Whatever a person's answers hold: each value has a home, a question, or is listed."""

import json
import random
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iomdesk.dates import date_text
from iomdesk.exchange.headings import load_headings
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.people import read_mpop
from iomdesk.exchange.saying import SourcePerson
from iomdesk.exchange.wording import load_wording
from iomdesk.records.codec import to_document
from rehearsal.story import PEOPLE

ROOT = Path(__file__).parents[2]
DEMO = sorted((PEOPLE / "mpop").glob("*.json"))
REAL = sorted((ROOT.parent / "shared" / "data" / "mpop").glob("*.json"))
SHOWN = load_wording().longest - 20
"""A question cuts long values; what it shows of them is looked for."""

STRUCTURE = re.compile(
    r"(?:^|/)(?:\w*[iI]d|section|crn|hasNoteBeenTruncated|eventNumber)$"
)
"""Numbers that only join entries of a source, and codes of needs beside names."""


def plain(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.casefold()))


def homes(person: SourcePerson) -> str:
    """Return everything that the case and its questions say, as one plain text."""
    questions = [q.text + str(q.held) + str(q.said) for q in person.questions.values()]
    case = json.dumps(to_document(person.case), ensure_ascii=False)
    case = case.replace("\\n", " ").replace("\\r", " ").replace("\\t", " ")
    return "|".join(plain(text) for text in [case, *questions])


def spellings(value: Any) -> list[str]:
    """Return a value as it may stand in a case: a day also in words."""
    text = str(value).strip()
    found = [text[:SHOWN]]
    if day := re.match(r"(\d{4})-(\d\d)-(\d\d)", text):
        found += [day.group(), date_text(date.fromisoformat(day.group()))]
    return [plain(spelling) for spelling in found]


def lost(person: SourcePerson) -> list[tuple[str, str, Any]]:
    """Return the values that count as read and stand nowhere."""
    held = homes(person)
    return [
        (kept.path, leaf.place, leaf.value)
        for kept in person.kept
        for leaf in Branch(json.loads(kept.body)).leaves()
        if leaf.place not in kept.unplaced
        if not str(leaf.value).startswith("[Refused")
        if not isinstance(leaf.value, bool) and not STRUCTURE.search(leaf.place)
        if not any(text in held for text in spellings(leaf.value))
    ]


def people(data: bytes) -> tuple[SourcePerson, ...]:
    return read_mpop({"f.json": data}, load_headings(), load_wording()).people


@pytest.mark.parametrize("file", [*DEMO, *REAL], ids=lambda file: file.name)
def test_a_value_that_counts_as_read_stands_on_the_case_or_in_a_question(
    file: Path,
) -> None:
    for person in people(file.read_bytes()):
        assert lost(person) == []


def altered(value: Any, chance: random.Random) -> Any:
    """Return *value* with some texts changed, entries doubled, and lists unwrapped."""
    if isinstance(value, dict):
        return {
            k: altered(v, chance) for k, v in value.items() if chance.random() > 0.03
        }
    if isinstance(value, list):
        made = [altered(v, chance) for v in value]
        if made and chance.random() < 0.1:
            return made[0]
        return [*made, *made[:1]] if chance.random() < 0.1 else made
    if isinstance(value, str) and chance.random() < 0.05:
        return chance.choice(
            [f" {value} ", value.upper(), f"{value} altered", "", None]
        )
    return value


@pytest.mark.parametrize("seed", range(6))
def test_answers_that_were_altered_lose_nothing_either(seed: int) -> None:
    chance = random.Random(seed)
    for file in [*DEMO, *REAL]:
        said = json.loads(file.read_text(encoding="utf-8"))
        made = {path: altered(value, chance) for path, value in said.items()}
        for person in people(json.dumps(made).encode()):
            assert lost(person) == []
