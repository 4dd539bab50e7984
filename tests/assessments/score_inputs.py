"""Random inputs of the scores, most of which the rules take; a fixed seed."""

import random
from collections.abc import Iterator
from typing import Any

from iomdesk.assessments.formulas.dynamic import DRUGS
from tests.assessments.naive_reoffending import numbers
from tests.assessments.naive_scores import COUNTS

SEED = 20261127
PROBLEM = ("none", "some", "significant")
MOTIVATION = ("full", "partial", "no")
LIMITS = (0.0, 0.3, 0.49, 0.5, 0.59, 0.6, 1.0, 1.12, 2.11, 2.99, 3.0, 3.36, 6.9, 20.0)
DYNAMIC = {
    "offence_involved_weapon": (True, False),
    "accommodation_suitability_problem": PROBLEM,
    "unemployed": (True, False),
    "relationship_with_partner_problem": PROBLEM,
    "domestic_abuse_perpetrator": (True, False),
    "live_in_relationship": (True, False),
    "regular_activities_encourage_offending": PROBLEM,
    "motivation_to_tackle_drugs": (*MOTIVATION, None),
    "current_alcohol_problem": PROBLEM,
    "binge_or_excessive_alcohol": PROBLEM,
    "impulsivity": PROBLEM,
    "temper_control": PROBLEM,
    "pro_criminal_attitudes": PROBLEM,
}
FLAGS = (
    "current_offence_stranger_victim",
    "recognises_impact_on_others",
    "no_fixed_abode_or_transient",
    "unemployed",
    "current_psychiatric_treatment",
    "professional_judgement_high",
    "domestic_abuse",
    "stalking",
    "child_protection",
    "mappa",
)
PROBLEMS = (
    "current_alcohol_problem",
    "binge_or_excessive_alcohol",
    "temper_control_problem",
    "pro_criminal_attitudes",
    "regular_activities_encourage_offending",
    "current_drug_misuse",
    "problem_solving",
    "aware_of_consequences",
    "understands_others_views",
)


def inputs_of(name: str, count: int) -> Iterator[dict[str, Any]]:
    """Yield inputs that have what *name* asks for, and what others ask for too."""
    chance = random.Random(f"{SEED} {name}")
    for _ in range(count):
        yield {
            **_person(name, chance),
            **_sexual(chance),
            **{flag: chance.random() < 0.4 for flag in FLAGS},
            **{code: chance.choice(PROBLEM) for code in PROBLEMS},
            "motivation_to_tackle_drugs": chance.choice(MOTIVATION),
            "ogrs3_2yr_percent": chance.randint(1, 99),
            "ticks": chance.randint(0, 25),
            **_tier(chance),
            **_needs(chance),
            "dynamic": _dynamic(chance) if chance.random() < 0.8 else None,
        }


def _person(name: str, chance: random.Random) -> dict[str, Any]:
    first = chance.randint(10, 40)
    convicted = first + chance.choice((-1, 0, 0, 1, 2, 5, 9, 20, 40))
    total = chance.choice((1, 1, 2, 2, 3, 4, 7, 15, 40, 200, 999))
    offences = numbers("ogrs3" if name == "ogrs3" else "arp")
    rows = offences["offence"] if name == "ogrs3" else offences["static"]["offence"]
    return {
        "sex": chance.choice(("male", "female")),
        "age_at_first_sanction": first,
        "age_at_current_conviction": convicted,
        "age_at_start_of_follow_up": convicted + chance.randint(1, 12),
        "age_at_most_recent_sexual_sanction": chance.randint(12, 40),
        "total_sanctions_including_current": total,
        "violent_sanctions": min(chance.choice((0, 0, 1, 2, 3, 8, 20)), total + 1),
        "offence_free_months_capped_36": chance.randint(0, 36),
        "offence_category": chance.choice(list(rows)),
    }


def _sexual(chance: random.Random) -> dict[str, Any]:
    ever = chance.random() < 0.6
    counts = {code: chance.choice((0, 0, 1, 2, 3, 4)) if ever else 0 for code in COUNTS}
    return {"ever_committed_sexual_offence": ever, **counts}


def _dynamic(chance: random.Random) -> dict[str, Any]:
    said: dict[str, Any] = {code: chance.choice(of) for code, of in DYNAMIC.items()}
    if chance.random() < 0.2:
        said[chance.choice(list(DYNAMIC))] = None
    past = numbers("svrp")["dynamic"]["previous_convictions"]
    convictions = [code for code in past if chance.random() < 0.2]
    drugs = {drug: True for drug in sorted(DRUGS) if chance.random() < 0.1}
    return said | {"drugs": drugs, "previous_convictions": convictions}


def _tier(chance: random.Random) -> dict[str, Any]:
    bands = ("very_high", "high", "medium", "low", "not_applicable", None)
    return {
        "arp": chance.choice((0.0, 14.99, 15, 25, 49.99, 50, 75, 89.99, 90, 99.99)),
        "csrp": chance.choice(LIMITS),
        "rosh": chance.choice(("very_high", "high", "medium", "low", None)),
        "dc_srp_band": chance.choice(bands),
        "dc_srp_score": chance.choice(LIMITS),
    }


def _needs(chance: random.Random) -> dict[str, Any]:
    section = chance.choice(list(numbers("needs")["sections"]))
    questions = numbers("needs")["sections"][section]["questions"]
    answers = {
        code: chance.randint(0, 2) for code in questions if chance.random() < 0.8
    }
    return {"section": section, "answers": answers}
