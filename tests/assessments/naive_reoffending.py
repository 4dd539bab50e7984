"""A second, plain evaluator of ARP, VRP, SVRP and SNSV, written from the notes.

It reads only the numbers of a score's file. An input that a rule refuses is None.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import exp, log
from typing import Any

from iomdesk.assessments.numbers import formula_numbers

Said = Mapping[str, Any]
Found = dict[str, Any] | None
SCALE = {"none": 0, "some": 1, "significant": 2, "full": 0, "partial": 1, "no": 2}
MIXED = {"ketamine", "spice", "hallucinogens", "solvents", "other"}


def numbers(name: str) -> Mapping[str, Any]:
    return formula_numbers(name).data


def logistic(z: float) -> float:
    return 1 / (1 + exp(-z))


def percent(p: float) -> float:
    hundredths = int(Fraction(repr(p)) * 10_000 + Fraction(1, 2))
    return min(hundredths, 9_999) / 100


def whole(p: float) -> int:
    return min(max(int(Fraction(repr(p)) * 100 + Fraction(1, 2)), 1), 99)


def band(value: float, *limits: float) -> str:
    at = len([limit for limit in limits if value >= limit])
    return ("low", "medium", "high", "very_high")[at]


def history(name: str, said: Said, kind: str, share: int) -> float | None:
    """Return the sum of the static rows of ARP, VRP, SVRP or SNSV."""
    n, v = said["total_sanctions_including_current"], said.get("violent_sanctions")
    span = said["age_at_current_conviction"] - said["age_at_first_sanction"]
    if not 1 <= n <= 999 or span < 0 or (v is not None and not 0 <= v <= n):
        return None
    if v is None and name != "arp":
        return None
    t, sex = numbers(name)[kind], said["sex"]
    z: float = t["intercept_2yr"] + t["per_sanction"] * n
    age, months = (
        said["age_at_start_of_follow_up"],
        said["offence_free_months_capped_36"],
    )
    z += sum(c * age**k for k, c in enumerate(t[f"age_{sex}"], 1))
    z += sum(c * months**k for k, c in enumerate(t["offence_free_months"], 1))
    z += t["female"] if sex == "female" else 0
    if n == 1:
        z += t["first_sanction"]
    elif n == 2:
        z += t["second_sanction"] + t[f"gap_{sex}"] * span
    else:
        rate = log(n / (span + share))
        z += sum(c * rate**k for k, c in enumerate(t[f"rate_{sex}"], 1))
    if name != "arp" and v == 0:
        z += t[f"never_violent_{sex}"]
    elif name != "arp" and v:
        z += t["per_violent_sanction"] * v + t["violent_rate"] * log(v / (span + 30))
        z += t["once_violent"] if v == 1 else 0
    offence = said["offence_category"]
    z += t["offence"][offence] + t.get("offence_extra", {}).get(offence, 0)
    return z


def answers(name: str, said: Said, kind: str) -> tuple[float, set[str]] | None:
    """Return what the dynamic answers add, and what is missing; None is a refusal."""
    t, given = numbers(name)[kind], dict(said.get("dynamic") or {})
    drugs = {drug for drug, used in (given.get("drugs") or {}).items() if used}
    wanted = [code for code in t["answers"] if code != "live_in_relationship_problem"]
    if "motivation_to_tackle_drugs" in wanted and not given.get(
        "motivation_to_tackle_drugs"
    ):
        if drugs:
            return None
        given["motivation_to_tackle_drugs"] = "full"
    missing = {code for code in wanted if given.get(code) is None}
    if "previous_convictions" in t and given.get("previous_convictions") is None:
        missing.add("previous_convictions")
    if missing:
        return 0.0, missing
    points: dict[str, Any] = {
        code: SCALE.get(str(given[code]), given[code]) for code in wanted
    }
    points["unemployed"] = 2 * given["unemployed"]
    z = sum(t["answers"][code] * points[code] for code in wanted)
    if "live_in_relationship_problem" in t["answers"]:
        both = (
            points["live_in_relationship"] * points["relationship_with_partner_problem"]
        )
        z += t["answers"]["live_in_relationship_problem"] * both
    used = {"other" if drug in MIXED else drug for drug in drugs}
    z += sum(t.get("drugs", {}).get(drug, 0) for drug in used)
    past = t.get("previous_convictions", {})
    return z + sum(
        past[code]
        for code in set(given.get("previous_convictions") or ())
        if code in past
    ), missing


def reoffending(
    name: str, said: Said, limits: tuple[float, ...], kind: str = "dynamic"
) -> Found:
    share = 26 if name == "arp" else 12
    more = answers(name, said, kind) if kind != "static" else (0.0, set())
    table = kind if more is not None and not more[1] else "static"
    z = history(name, said, table, share)
    if z is None or more is None:
        return None
    p = logistic(z + more[0])
    return {
        "p_2yr": p,
        "percent_2yr": percent(p),
        "band": band(percent(p), *limits),
        "kind": "static" if table == "static" else "dynamic",
        "missing": more[1],
    }
