"""What officers typed about the person of the scenes: a plan, visits, answers."""

from datetime import UTC, datetime
from typing import Any

# accommodation, employment, health, drugs_alcohol, finance, families, attitudes
THEN = ("some", "significant", "none", "significant", "some", "significant", "some")


NOW = ("none", "some", "none", "none", "some", "some", "significant")


EVIDENCE = {
    "accommodation": "Tenancy seen; rent paid by the landlord scheme until May.",
    "employment": "No work since release; starts a CSCS course on 1 September.",
    "health": "Registered with a GP; nothing outstanding.",
    "drugs_alcohol": "Two positive tests for cocaine in February.",
    "finance": "Universal Credit in place; debt of £640 to a catalogue.",
    "families": "Partner's child stays at weekends; safeguarding told.",
    "attitudes": "Says that the order is unfair; keeps to it.",
}


def needs(levels: tuple[str, ...]) -> dict[str, Any]:
    """Return the input of a pathway needs assessment with these levels."""
    answers: dict[str, Any] = {}
    for (pathway, evidence), level in zip(EVIDENCE.items(), levels, strict=True):
        answers[f"{pathway}_need"] = {"value": level, "evidence": evidence}
        if level in ("some", "significant"):
            answers[f"{pathway}_priority"] = "now" if level == "significant" else "next"
    return {"place": "Monkmoor police station", "answers": answers}


OGRS3: dict[str, Any] = {
    "answers": {
        "current_disposal": "conviction",
        "date_of_current_conviction": "2024-05-30",
        "date_at_start_of_follow_up": "2026-01-30",
        "home_office_code": "02801",
        "offence_category": "burglary_domestic",
        "total_sanctions_including_current": 9,
        "age_at_first_sanction": 15,
    }
}


PLAN: dict[str, Any] = {
    "review_on": "2026-12-04",
    "review_reason": "First plan after the move to Frankwell Court",
    "situation": "Lives alone in Frankwell Court since August; his partner's child"
    " stays at weekends. On licence until January. Starts building work in December.",
    "risk_summary": {
        "who": "Children under 16, above all his partner's child.",
        "nature": "Sexual harm by contact and by way of the internet.",
        "when": "Greatest at weekends, when the child stays.",
        "increases": "Undeclared devices, time alone with the child, loss of work.",
        "reduces": "Work, device checks, his partner knowing the risk.",
        "other": "He plays the order down.",
    },
    "control": {
        "visits": {
            "pillar": "supervision",
            "text": "Unannounced home visits every two months, by two officers.",
            "answers": ["risk/public", "risk/staff", "condition/licence/l1"],
            "owner": "DC Marsh",
            "rank": 1,
        },
        "devices": {
            "pillar": "monitoring",
            "text": "Devices checked at each visit; monitoring software on the phone.",
            "answers": ["condition/shpo/c1", "condition/shpo/c3"],
            "owner": "PC Lowe",
            "rank": 2,
        },
        "child": {
            "pillar": "victim_safety",
            "text": "Children's services hold a safety agreement with his partner.",
            "answers": ["risk/children", "risk/known_adult"],
            "owner": "DC Marsh",
            "rank": 3,
        },
    },
    "needs": {
        "families": {
            "level": "some",
            "why_no_goal": "Children's services lead; looked at again at the review.",
        },
    },
    "objectives": {
        "work": {
            "pathway": "employment",
            "text": "I want to be in steady building work by the spring.",
            "target_on": "2027-03-31",
            "rank": 1,
            "steps": {
                "card": {
                    "text": "Pass the CSCS card",
                    "owner": "Wendell Dooley",
                    "due_on": "2026-10-01",
                    "status": "completed",
                    "done_on": "2026-09-21",
                    "rank": 1,
                },
                "agency": {
                    "text": "Register with two agencies",
                    "owner": "Imran Shah",
                    "due_on": "2026-12-11",
                    "status": "in_progress",
                    "rank": 2,
                },
            },
        },
        "money": {
            "pathway": "finance",
            "text": "I want to be clear of the catalogue debt.",
            "rank": 2,
            "steps": {
                "plan": {
                    "text": "Agree a payment plan with StepChange",
                    "owner": "Imran Shah",
                    "due_on": "2026-11-13",
                    "rank": 1,
                },
            },
        },
        "thinking": {
            "pathway": "attitudes",
            "text": "I want to finish the programme and have it behind me.",
            "rank": 3,
            "steps": {
                "refer": {
                    "text": "Refer to Horizon",
                    "owner": "Imran Shah",
                    "status": "completed",
                    "done_on": "2026-08-20",
                    "due_on": "2026-09-01",
                    "rank": 1,
                },
                "attend": {
                    "text": "Attend every session",
                    "owner": "Wendell Dooley",
                    "due_on": "2027-02-26",
                    "status": "in_progress",
                    "rank": 2,
                },
            },
        },
    },
    "contingency": {
        "missing": {
            "trigger": "He is not at home at two visits in a row",
            "action": "Ask for a warrant under section 96B and tell probation",
            "who": "DC Marsh",
            "by_when": "the same day",
            "tell": "MOSOVO sergeant",
            "rank": 1,
        },
    },
    "voice": {"agreement": "agrees", "words": "Fair enough, apart from the phone."},
    "exit_strategy": {
        "done": "Twelve months in work, no breach, programme completed.",
        "stays": "Notification until March 2031 and the SHPO.",
        "ring": "MOSOVO duty desk",
    },
    "agree": True,
}


VISITS: tuple[dict[str, Any], ...] = (
    {
        "at": datetime(2026, 2, 17, 18, 10, tzinfo=UTC),
        "outcome": "no_reply",
        "seen": "No lights, no reply after ten minutes. Card left.",
    },
    {
        "at": datetime(2026, 5, 6, 16, 40, tzinfo=UTC),
        "outcome": "seen_well",
        "seen": "Flat tidy, alone. One phone, as declared.",
        "said": "He is looking for building work.",
    },
    {
        "at": datetime(2026, 8, 11, 18, 5, tzinfo=UTC),
        "outcome": "seen_concerns",
        "seen": "New phone declared. Partner's child stays at weekends; safeguarding"
        " told the same evening.",
        "said": "He bought the phone on Saturday and meant to tell us.",
        "thought": "Open about the phone once asked. The weekend stays are new.",
    },
)


CHECKS = {
    "before.read": ("Last plan and last visit read", "yes", None),
    "arrival.occupants": ("Other people in the home, named", "yes", "Partner."),
    "compliance.lives_here": ("Lives at this address", "yes", "Tenancy seen."),
    "condition.shpo.c1": ("SHPO 1", "kept", "Samsung A14 checked"),
    "condition.shpo.c2": ("SHPO 2", "kept", None),
    "condition.licence.l1": ("Licence", "not_checked", None),
    "devices.phones": ("Phones and SIMs: as declared", "no", "Samsung A14 is new."),
    "welfare.self_harm": ("Thoughts of self-harm or suicide", "no", None),
}
