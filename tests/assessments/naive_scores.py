"""A second, plain evaluator of the scores, written from the notes for the tests.

It reads only the numbers of a score's file. An input that a rule refuses is None.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import log

from tests.assessments.naive_reoffending import (
    SCALE,
    Found,
    Said,
    band,
    logistic,
    numbers,
    percent,
    reoffending,
    whole,
)

COUNTS = (
    "contact_adult_sexual_sanctions",
    "contact_child_sexual_sanctions",
    "non_contact_sexual_sanctions_excl_images",
    "indecent_image_or_indirect_child_sanctions",
)


def sexual_counts(said: Said) -> list[int] | None:
    """Return the counts; none where it is not applicable, None for what is refused."""
    ever, counts = said["ever_committed_sexual_offence"], [said.get(c) for c in COUNTS]
    if not ever and any(counts):
        return None
    if said["sex"] == "female" or not ever:
        return []
    if None in counts or not any(counts):
        return None
    return [count for count in counts if count is not None]


def osp_dc(said: Said) -> Found:
    counts = sexual_counts(said)
    if not counts:
        return None if counts is None else {"band": "not_applicable", "na": True}
    age, last = (
        said["age_at_start_of_follow_up"],
        said["age_at_most_recent_sexual_sanction"],
    )
    points = sum(
        each * min(count, 3) for each, count in zip((5, 3, 2), counts, strict=False)
    )
    points += 0 if age >= 60 else 14 if age < 18 else 14 - (age - 18) // 3
    points += 10 if last >= 18 else 5 if last >= 16 else 0
    points += 6 if said["total_sanctions_including_current"] >= 2 else 0
    points += 4 if said.get("current_offence_stranger_victim") else 0
    p = logistic(0.1598 * points - 8.633) if points else 0.0
    return {
        "points": points,
        "p_2yr": p,
        "percent": percent(p),
        "band": band(points, 22, 30, 36),
    }


def osp_iic(said: Said) -> Found:
    counts = sexual_counts(said)
    if not counts:
        return None if counts is None else {"band": "not_applicable", "na": True}
    _, child, _, images = counts
    if images:
        p, code = (0.03328, "medium") if images == 1 else (0.1031, "high")
    else:
        p, code = (0.00281, 0.00634, 0.00926)[min(child, 2)], "low"
    return {"p_2yr": p, "percent": percent(p), "band": code}


def combined(name: str, violent: Found, said: Said, limits: tuple[float, ...]) -> Found:
    parts = (osp_dc(said), osp_iic(said))
    total = said["total_sanctions_including_current"]
    within = name == "rsr" or sum(said.get(code) or 0 for code in COUNTS) <= total
    if violent is None or None in parts or not within:
        return None
    added = [part.get("p_2yr", 0.0) for part in parts if part]
    if said["sex"] == "female" and said["ever_committed_sexual_offence"]:
        added.append(numbers(name)["woman_with_history"])
    shares = [percent(p) for p in (violent["p_2yr"], *added)]
    total_percent = min(sum(round(share * 100) for share in shares), 9_999) / 100
    return {
        "p_2yr": min(violent["p_2yr"] + sum(added), 0.9999),
        "percent_2yr": total_percent,
        "band": band(total_percent, *limits),
        "kind": violent["kind"],
    }


def ovp(said: Said) -> Found:
    n, v, age = (
        said["total_sanctions_including_current"],
        said["violent_sanctions"],
        said["age_at_start_of_follow_up"],
    )
    if v > n or age < 18:
        return None
    points = 5 + ((0, 4, 7, 9, 11, 12)[v] if v < 6 else min(v + 7, 25))
    points += len([limit for limit in (3, 3, 5, 11, 21) if n - v >= limit])
    starts = (18, 20, 22, 24, 26, 31, 36, 41, 46, 51)
    row = len([start for start in starts if age >= start]) - 1
    points += (20, 17, 14, 12, 10, 8, 6, 4, 2, 0)[row]
    points += 5 if said["sex"] == "male" else 0
    points += 0 if said["recognises_impact_on_others"] else 4
    yes = ("no_fixed_abode_or_transient", "unemployed", "current_psychiatric_treatment")
    points += 4 * len([code for code in yes if said[code]])
    drink = ("current_alcohol_problem", "binge_or_excessive_alcohol")
    points += (0, 3, 5, 8, 10)[sum(SCALE[said[code]] for code in drink)]
    rest = ("temper_control_problem", "pro_criminal_attitudes")
    points += 3 * sum(SCALE[said[code]] for code in rest)
    return _by_points(points, 0.0722, 4.5215, 3.8773, (30, 60, 80))


def ogp(said: Said) -> Found:
    points = (6 * said["ogrs3_2yr_percent"] + 5) // 10
    points += 5 * (said["no_fixed_abode_or_transient"] + said["unemployed"])
    for code in ("regular_activities_encourage_offending", "pro_criminal_attitudes"):
        points += (0, 3, 5)[SCALE[said[code]]]
    drugs = ("current_drug_misuse", "motivation_to_tackle_drugs")
    points += (0, 4, 8, 11, 15)[sum(SCALE[said[code]] for code in drugs)]
    thinking = ("problem_solving", "aware_of_consequences", "understands_others_views")
    points += (0, 1, 2, 3, 3, 4, 5)[sum(SCALE[said[code]] for code in thinking)]
    return _by_points(points, 0.0616, 3.6832, 3.0795, (34, 67, 85))


def _by_points(
    points: int, each: float, one: float, two: float, limits: tuple[float, ...]
) -> Found:
    p1, p2 = logistic(each * points - one), logistic(each * points - two)
    return {
        "points": points,
        "percent_1yr": whole(p1),
        "percent_2yr": whole(p2),
        "p_2yr": p2,
        "band": band(whole(p2), *limits),
    }


def tier(said: Said) -> Found:
    """Return the tier without its provisional mark, which has rows of its own."""
    rows = ("AABBBB", "ABCCCC", "BCDEEE", "CDEEFF", "DDEFFG")
    row = len([limit for limit in (6.9, 3, 1, 0.5) if said["csrp"] < limit])
    column = len([limit for limit in (90, 75, 50, 25, 15) if said["arp"] < limit])
    steps = [rows[row][column]]
    rosh, dc, score = said.get("rosh"), said.get("dc_srp_band"), said["dc_srp_score"]
    if said["mappa"]:
        steps.append({"very_high": "A", "high": "C", "medium": "D"}.get(str(rosh), "E"))
    elif rosh in ("very_high", "high"):
        steps.append("C" if rosh == "very_high" else "D")
    if dc == "medium" and score:
        if score < 0.6:
            return None
        is_c = score >= 3.36 or 1.12 <= score < 2.11
        steps.append("C" if is_c else "D")
    elif dc in ("very_high", "high", "low") and score:
        steps.append({"very_high": "A", "high": "B", "low": "E"}[dc])
    flags = {"domestic_abuse": "E", "stalking": "F", "child_protection": "F"}
    steps += [step for code, step in flags.items() if said[code]]
    return {"tier": min(steps), "band": min(steps)}


def needs(said: Said) -> Found:
    section = numbers("needs")["sections"][said["section"]]
    points = sum(said["answers"].values())
    if not said["answers"]:
        return None
    reached = (points >= section["standard"]) + (points >= section["severe"])
    level = ("none", "standard", "severe")[reached]
    return {"points": points, "level": level, "band": level}


def dash(said: Said) -> Found:
    ticks, judged = said["ticks"], said["professional_judgement_high"]
    if ticks > 24 or (ticks == 0 and not judged):
        return None
    counted = "medium" if 10 <= ticks < 14 else "standard"
    level = "high" if judged or ticks >= 14 else counted
    return {"level": level, "refer_to_marac": level == "high", "band": level}


def ogrs3(said: Said) -> Found:
    t, age = numbers("ogrs3"), said["age_at_start_of_follow_up"]
    n, first = said["total_sanctions_including_current"], said["age_at_first_sanction"]
    span = said["age_at_current_conviction"] - first
    if span < 0 or min(age, first) < 10:
        return None
    starts = (10, 12, 14, 16, 18, 21, 25, 30, 35, 40, 50)
    row = len([start for start in starts if age >= start]) - 1
    z = t["copas"] * log(n / (10 + span)) + list(t["age"][said["sex"]].values())[row]
    z += t["sanction"][
        "conviction_with_previous" if n > 1 else "conviction_no_previous"
    ]
    z += t["offence"][said["offence_category"]]
    p = logistic(t["intercept"]["2yr"] + z)
    shown = min(
        max((int(Fraction(repr(p)) * 100_000 + Fraction(1, 2)) + 500) // 1000, 1), 99
    )
    return {"p_2yr": p, "percent_2yr": shown, "band": band(shown, 50, 75, 90)}


SERIOUS = (1, 3, 6.9)
EVALUATED: Mapping[str, Callable[[Said], Found]] = {
    "ogrs3": ogrs3,
    "arp": lambda said: reoffending("arp", said, (50, 75, 90)),
    "vrp": lambda said: reoffending("vrp", said, (30, 60, 80)),
    "svrp": lambda said: reoffending("svrp", said, SERIOUS),
    "csrp": lambda said: combined(
        "csrp", reoffending("svrp", said, SERIOUS), said, SERIOUS
    ),
    "osp_dc": osp_dc,
    "osp_iic": osp_iic,
    "rsr": lambda said: combined(
        "rsr", reoffending("rsr", said, (3, 6.9), "static"), said, (3, 6.9)
    ),
    "ovp": ovp,
    "ogp": ogp,
    "needs": needs,
    "tier": tier,
    "dash": dash,
}
