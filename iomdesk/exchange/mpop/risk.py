"""Risk flags, MAPPA and risk of serious harm."""

from collections.abc import Iterator

from attrs import evolve

from iomdesk.cases.case import Mappa, Marker, Risk, RiskLevel
from iomdesk.cases.caution import LEVELS
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.saying import part_id
from iomdesk.records.ids import PartId

_WHO = {
    "Public": "public",
    "Children": "children",
    "Known Adult": "known_adult",
    "Staff": "staff",
    "Prisoners": "prisoners",
}
_CATEGORIES = range(1, 5)
_LEVELS = range(1, 4)
_REMOVED = "Removed; the source gives no date."


def risk_flags(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    body = answer.body
    flags = [*body.each("riskFlags"), *body.each("removedRiskFlags")]
    return evolve(
        blank,
        markers=group.parts(
            (m for flag in flags for m in _marker(flag, group)),
            lambda again: evolve(blank, markers=again),
        ),
        mappa=mappa_of(body["mappa"], group),
    )


def risk_flag(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    return evolve(blank, markers=dict(_marker(answer.body["riskFlag"], group)))


def mappa_of(said: Branch, group: Group) -> Mappa:
    """Return MAPPA; a category or level that does not exist is asked about."""
    return Mappa(
        category=_within(said, "category", _CATEGORIES, group),
        level=_within(said, "level", _LEVELS, group),
        category_text=_words(said, "category", _CATEGORIES),
        level_text=_words(said, "level", _LEVELS),
        started_on=said.day("startDate"),
        review_on=said.day("reviewDate"),
    )


def rosh_widget(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    body = answer.body
    levels = dict(_by_who(body["riskInCommunity"], group))
    prisoners = _level(body["riskInCustody"].text("Prisoners"))
    return evolve(
        blank,
        risk=Risk(
            overall=_level(body.text("overallRisk", "overallRiskLevel")),
            assessed_on=body.day("assessedOn"),
            **{"prisoners": prisoners, **levels},
        ),
    )


def rosh_summary(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    body, told = answer.body, answer.body["summary"]
    levels = dict(_by_who(told["riskInCommunity"], group))
    custody = dict(_by_who(told["riskInCustody"], group, ("Prisoners",)))
    return evolve(
        blank,
        risk=Risk(
            overall=_level(told.text("overallRiskLevel")),
            assessed_on=body.day("assessedOn"),
            **{**custody, **levels},
        ),
    )


def _by_who(
    said: Branch, group: Group, only: tuple[str, ...] = tuple(_WHO)
) -> Iterator[tuple[str, RiskLevel]]:
    """Yield levels given by who is at risk, or who is at risk given by level."""
    found: dict[str, list[RiskLevel]] = {}
    for key, inner in said.items():
        if key in only and (level := _level(said.text(key))):
            found.setdefault(key, []).append(level)
        for entry in inner.each():
            level = _level(key)
            if level and entry.value in only:
                entry.cross_off()
                found.setdefault(str(entry.value), []).append(level)
    for who, levels in found.items():
        highest = max(levels, key=LEVELS.index)
        if len(set(levels)) > 1:
            path = ("risk", _WHO[who])
            what = f"The {group.words.field(path, {})}"
            _ask_levels(group, path, what, (levels, highest))
        yield _WHO[who], highest


def _marker(flag: Branch, group: Group) -> Iterator[tuple[PartId, Marker]]:
    number, text = flag.text("id") or "", flag.text("description")
    if not text:
        return
    key = part_id("flag", number, text.casefold())
    coded, worded = flag.text("level"), flag.text("levelDescription")
    noted = group.notes(flag, "riskNotes", ("risk_flag", number))
    ended = _removal(flag, group, number)
    yield (
        key,
        evolve(
            ended,
            text=text,
            kind="risk flag",
            level=_flag_level(group, (key, text), coded, worded),
            level_text="; ".join(w for w in (worded, _no_level(coded)) if w) or None,
            notes=noted.text,
            notes_cut_short=noted.cut_short or ended.notes_cut_short,
            created_on=flag.day("createdDate"),
            created_by=flag.name("createdBy"),
            review_on=flag.day("nextReviewDate"),
        ),
    )


def _removal(flag: Branch, group: Group, number: str) -> Marker:
    """Return when, by whom and why a flag was removed, if it was: the last time."""
    history = flag.each("removalHistory")
    if not flag.flag("removed") and not history:
        return Marker(text="")
    if not history:
        return Marker(text="", ended_why=_REMOVED)
    last = max(history, key=lambda entry: str(entry["removalDate"].value))
    noted = group.notes(last, "riskRemovalNotes", ("risk_flag", number))
    ended_on = last.day("removalDate")
    return Marker(
        text="",
        ended_on=ended_on,
        ended_by=last.name("removedBy"),
        ended_why=noted.text or (None if ended_on else _REMOVED),
        notes_cut_short=noted.cut_short,
    )


def _flag_level(
    group: Group, flag: tuple[PartId, str], coded: str | None, worded: str | None
) -> RiskLevel | None:
    """Return the level; where code and words differ the higher, and a question."""
    levels = [level for level in (_level(coded), _level(worded)) if level]
    if not levels:
        return None
    highest = max(levels, key=LEVELS.index)
    if len(set(levels)) > 1:
        what = f"The risk flag {group.words.value(flag[1])}"
        _ask_levels(group, ("markers", flag[0], "level"), what, (levels, highest))
    return highest


def _ask_levels(
    group: Group,
    path: tuple[str, ...],
    what: str,
    found: tuple[list[RiskLevel], RiskLevel],
) -> None:
    levels, shown = found
    said = " and ".join(group.words.value(level.value) for level in levels)
    other = min(levels, key=LEVELS.index)
    group.ask_value(
        path,
        f"{what} carries two levels: {said}. {group.words.value(shown.value)} is shown."
        " Which is right?",
        [shown.value, other.value],
    )


def _within(said: Branch, name: str, numbers: range, group: Group) -> int | None:
    number = said.number(name)
    if number is None or number in numbers:
        return number
    group.ask(
        ("mappa", name),
        f"MAPPA {name} {number} does not exist; it goes from {numbers[0]} to "
        f"{numbers[-1]}. It is kept as text. Which is right?",
        number,
    )
    return None


def _words(said: Branch, name: str, numbers: range) -> str | None:
    """Return the description, with the number before it where there is none such."""
    described = said.text(f"{name}Description")
    number = said.number(name)
    if number is None or number in numbers:
        return described
    return f"{number} ({described})" if described else str(number)


def _level(text: str | None) -> RiskLevel | None:
    said = (text or "").strip().lower().replace(" ", "_")
    return RiskLevel(said) if said in set(LEVELS) else None


def _no_level(coded: str | None) -> str | None:
    """Return a code that is no level, in words: “information only”."""
    if coded is None or _level(coded):
        return None
    return coded.replace("_", " ").lower()
