"""What the form of a computed score should say, by the tests' own evaluators.

Answers become ages and spans here, and whatever the rules refuse becomes nothing.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from iomdesk.assessments.instrument import Instrument
from tests.assessments import naive_scores as scores
from tests.assessments.naive_reoffending import SCALE, Found, reoffending

Said = Mapping[str, Any]
Day = tuple[int, int, int]
START, LAST = "date_at_start_of_follow_up", "date_of_most_recent_sexual_sanction"
CONVICTED, FIRST = "date_of_current_conviction", "age_at_first_sanction"
TOTAL, VIOLENT = "total_sanctions_including_current", "violent_sanctions"
EVER, ASSESSED = "ever_committed_sexual_offence", "assessment_date"
OLDEST, MOST_MONTHS = 109, 36


class RefusedError(Exception):
    """The rules give no score for these answers."""


def _form(rule: Callable[[Instrument, Said], Found]) -> Any:
    """Return a second evaluator of forms, made from a rule about their answers."""

    def evaluated(instrument: Instrument, asked: Said) -> dict[str, Any]:
        try:
            found = rule(instrument, asked)
        except (RefusedError, KeyError):
            return {}
        return {} if found is None else _said(found)

    return evaluated


def _said(found: Mapping[str, Any]) -> dict[str, Any]:
    if found.get("na"):
        return {"not_applicable": True, "band": "not_applicable"}
    percent = found.get("percent_2yr", found.get("percent"))
    shown = {} if percent is None else {"percent_2yr": Fraction(str(percent))}
    whole = ("points", "percent_1yr", "tier", "band_reduced", "level")
    shown |= {name: found[name] for name in whole if name in found}
    near = {"p_2yr": found["p_2yr"]} if "p_2yr" in found else {}
    return {"score": shown, "near": near, "band": found["band"]}


def _day(text: str) -> Day:
    year, month, day = (int(part) for part in text.split("-"))
    return year, month, day


def _age(asked: Said, name: str) -> int:
    born, on = _day(asked["date_of_birth"]), _day(asked[name])
    years = on[0] - born[0] - (on[1:] < born[1:])
    if on <= born or years > OLDEST:
        raise RefusedError
    return years


def _months(since: Day, until: Day) -> int:
    months = 12 * (until[0] - since[0]) + until[1] - since[1]
    return months - (until[2] < since[2])


def _category(tables: Mapping[str, Any], asked: Said) -> str:
    code = "".join(c for c in asked.get("home_office_code", "") if c not in "/ ")
    if "home_office_code" in asked and not (len(code) == 5 and code.isdigit()):
        raise RefusedError
    if "offence_category" in asked:
        return str(asked["offence_category"])
    category, share = tables["offence_classes"].get(code[:3], ("UNMAPPED", 1))
    if code == "00000" or category == "UNMAPPED" or share < 1:
        raise RefusedError
    return str(tables["offence_map"]["aliases"].get(category, category))


def _history(tables: Mapping[str, Any], asked: Said) -> dict[str, Any]:
    convicted, assessed = _day(asked[CONVICTED]), _day(asked[ASSESSED])
    start = _day(asked.get(START, asked[CONVICTED]))
    if _months(assessed, convicted) >= 3:  # the days to try lie years apart
        raise RefusedError
    age = _age(asked, START if START in asked else CONVICTED)
    given = {name: asked[name] for name in (TOTAL, FIRST, "sex")}
    return {
        **given,
        VIOLENT: asked.get(VIOLENT),
        "age_at_current_conviction": _age(asked, CONVICTED),
        "age_at_start_of_follow_up": age,
        "offence_free_months_capped_36": min(
            max(_months(start, assessed), 0), MOST_MONTHS
        ),
        "offence_category": _category(tables, asked),
        "dynamic": _dynamic(asked),
    }


def _dynamic(asked: Said) -> dict[str, Any]:
    said = {
        code.removeprefix("dynamic."): value
        for code, value in asked.items()
        if code.startswith("dynamic.")
    }
    past = said.get("previous_convictions") or []
    if "none" in past and len(past) > 1:
        raise RefusedError
    return said | {"drugs": dict.fromkeys(said.get("drugs") or (), True)}


def _sexual(asked: Said) -> dict[str, Any]:
    """Return what OSP asks; the day of the last sanction only where it is needed."""
    said = {name: asked.get(name) for name in scores.COUNTS} | {
        EVER: asked[EVER],
        "sex": asked["sex"],
        "current_offence_stranger_victim": asked.get("current_offence_stranger_victim"),
    }
    if scores.sexual_counts(said):
        said["age_at_most_recent_sexual_sanction"] = _age(asked, LAST)
    return said


def _osp_dc(_: Instrument, asked: Said) -> Found:
    said = _sexual(asked)
    if not scores.sexual_counts(said):
        return scores.osp_dc(said)
    said[TOTAL] = asked[TOTAL]
    said["age_at_start_of_follow_up"] = _age(asked, START)
    found = scores.osp_dc(said) or {}
    last = asked.get("date_of_most_recent_sexual_offence", asked[LAST])
    days = [asked[START], last, asked.get("date_of_most_recent_offence")]
    born = _day(asked["date_of_birth"])
    if any(_day(day) <= born for day in (*days, asked.get(ASSESSED)) if day):
        raise RefusedError
    free = ASSESSED in asked and all(
        _months(_day(day), _day(asked[ASSESSED])) >= 60 for day in days if day
    )
    lower = {"medium": "low", "high": "medium", "very_high": "high"}
    reduced = (
        free and asked.get("supervision") == "community" and found["band"] in lower
    )
    band = lower[found["band"]] if reduced else found["band"]
    return found | {"band": band, "band_reduced": "yes" if reduced else "no"}


def _combined(name: str, part: str, kind: str, limits: tuple[float, ...]) -> Any:
    def rule(instrument: Instrument, asked: Said) -> Found:
        parts = instrument.tables.get("part_instruments", {})
        tables = parts[part].tables if part in parts else instrument.tables
        said = {**_history(tables, asked), **_sexual(asked)}
        violent = reoffending(part, said, limits, kind)
        return scores.combined(name, violent, said, limits)

    return rule


def _alone(name: str, *limits: float) -> Any:
    def rule(instrument: Instrument, asked: Said) -> Found:
        return reoffending(name, _history(instrument.tables, asked), limits)

    return rule


def _ovp(instrument: Instrument, asked: Said) -> Found:
    asked_all = {item.code: asked[item.code] for item in instrument.items}
    return scores.ovp({**asked_all, "age_at_start_of_follow_up": _age(asked, START)})


def _ogp(instrument: Instrument, asked: Said) -> Found:
    said = {item.code: asked[item.code] for item in instrument.items}
    steps = {"yes": "none", "sometimes": "some", "no": "significant"}
    aware = steps[said["aware_of_consequences"]]
    return scores.ogp({**said, "aware_of_consequences": aware})


def _tier(_: Instrument, asked: Said) -> Found:
    if asked.get("has_active_event") is False:
        return {"tier": "not supervised", "band": "not supervised"}
    if "arp" not in asked or "csrp" not in asked:
        return {"tier": "missing", "band": "missing"}
    flags = ("mappa", "domestic_abuse", "stalking", "child_protection")
    score, dc = asked.get("dc_srp_score"), asked.get("dc_srp_band")
    if score is None and dc == "medium":
        raise RefusedError
    said = {
        **dict.fromkeys(flags),
        **asked,
        "dc_srp_score": 1 if score is None else score,
    }
    found = scores.tier(said)
    if found is None:
        return None
    best = min([found["tier"], *_more(asked)])
    return {"tier": best, "band": best}


def _more(asked: Said) -> list[str]:
    more = ["E"] if asked.get("ever_sexual_offence") else []
    if not asked.get("lifer_ipp") or "latest_release_date" not in asked:
        return more
    released, today = _day(asked["latest_release_date"]), _day(asked["today"])
    within = [
        years for years in (1, 5) if today <= (released[0] + years, *released[1:])
    ]
    return [*more, {2: "B", 1: "D", 0: "E"}[len(within)]]


def _needs(_: Instrument, asked: Said) -> Found:
    steps: dict[Any, int] = {
        **SCALE,
        "never": 0,
        "previously": 1,
        "currently": 2,
        True: 2,
        False: 0,
    }
    answers = {
        code: steps[value] for code, value in asked.items() if "answers." in code
    }
    return scores.needs({"section": asked["section"], "answers": answers})


SERIOUS, LEGACY = (1, 3, 6.9), (3, 6.9)
SCORED: Mapping[str, Callable[[Instrument, Said], dict[str, Any]]] = MappingProxyType(
    {
        "arp": _form(_alone("arp", 50, 75, 90)),
        "vrp": _form(_alone("vrp", 30, 60, 80)),
        "svrp": _form(_alone("svrp", *SERIOUS)),
        "csrp": _form(_combined("csrp", "svrp", "dynamic", SERIOUS)),
        "rsr": _form(_combined("rsr", "rsr", "static", LEGACY)),
        "osp_dc": _form(_osp_dc),
        "osp_iic": _form(lambda _, asked: scores.osp_iic(_iic(asked))),
        "ovp": _form(_ovp),
        "ogp": _form(_ogp),
        "tier": _form(_tier),
        "needs": _form(_needs),
    }
)


def _iic(asked: Said) -> dict[str, Any]:
    counts = {name: asked.get(name) for name in scores.COUNTS}
    return {EVER: asked[EVER], "sex": asked["sex"], **counts}
