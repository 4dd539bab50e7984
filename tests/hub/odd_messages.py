"""Messages of an enrolled desk in which anything may be anything."""

from random import Random
from typing import Any

from iomdesk.records.codec import Document, Json
from tests.hub.attacking import Hub, case_of
from tests.hub.raw_desk import RawDesk

VALUES: tuple[Json, ...] = (
    None,
    True,
    -1,
    2**63,
    10**40,
    1.5,
    "",
    "x",
    "\0",
    "x" * 300,
    [],
    {},
    [[]],
    {"a": 1},
    "' OR 1=1 --",
    "0" * 64,
)


def fuzz(hub: Hub, ann: RawDesk, seed: int, count: int) -> set[int]:
    """Send *count* messages in which anything may be anything; return the statuses."""
    chance = Random(seed)
    case_id = case_of(hub, ann)
    answers = set()
    for _ in range(count):
        chain = ann.chain[:]
        path, said = chance.choice(_messages(ann, case_id))
        if chance.random() < 0.4:
            ann.chain = chain[:]
            path, said = "/1/exchange", _odd_change(ann, case_id, chance)
        else:
            said = {**said, **_one_mutated(said, chance)}
        answer = ann.post(path, said)
        answers.add(answer.status)
        assert answer.status < 500, (path, said)
        if answer.status != 200:
            ann.chain = chain
    return answers


def _odd_change(ann: RawDesk, case_id: str, chance: Random) -> Document:
    """Return a turn whose chain and signature are right and whose content is odd."""
    content = ann.content(case_id)
    try:
        return ann.question([{**content, **_one_mutated(content, chance)}])
    except ValueError:  # no hash is over a number that JSON does not count
        return ann.asks()


def _one_mutated(said: Document, chance: Random) -> Document:
    key = chance.choice(sorted(said))
    return {key: _mutated(said[key], chance)}


def _messages(ann: RawDesk, case_id: str) -> list[tuple[str, Document]]:
    offer = {
        "hash": "ab" * 32,
        "size": 9,
        "media_type": "a/b",
        "case_id": case_id,
    }
    return [
        ("/1/exchange", ann.question([ann.content(case_id)])),
        ("/1/missing", {"offers": [offer]}),
        ("/1/access", {"rows": [{"seq": 1, "at": "x", "detail": {}}]}),
        ("/1/succeed", {"desk": ann.id, "first": 1, "hashes": "0" * 128}),
        ("/1/enrol", {"code": "x", "desk": ann.id, "key": "0" * 64, "officer": "o"}),
    ]


def _mutated(said: Json, chance: Random) -> Any:
    """Return *said* with one value in it, at any depth, in the place of another."""
    if isinstance(said, dict) and said and chance.random() < 0.9:
        key = chance.choice(sorted(said))
        return {**said, key: _mutated(said[key], chance)}
    if isinstance(said, list) and said and chance.random() < 0.7:
        return [_mutated(said[0], chance), *said[1:]]
    return chance.choice(VALUES)
