"""The dynamic answers of the 2026 tools and SNSV: what is there, what is missing."""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from iomdesk.assessments.formulas.terms import Term
from iomdesk.assessments.inputs import Inputs, Rejected
from iomdesk.assessments.tables import Tables

FLAGS: Mapping[str, int] = MappingProxyType(
    {
        "offence_involved_weapon": 1,
        "unemployed": 2,
        "domestic_abuse_perpetrator": 1,
        "live_in_relationship": 1,
    }
)
PROBLEM = ("none", "some", "significant")
MOTIVATION = ("full", "partial", "no")
MOTIVATED = "motivation_to_tackle_drugs"
CONVICTIONS = "previous_convictions"
NONE = "none"
ANY_OTHER = frozenset({"other", "ketamine", "spice", "hallucinogens", "solvents"})
WITHOUT_NUMBER = frozenset({"amphetamines", "ecstasy"})
SPELT = MappingProxyType(
    {
        "amphetamine": "amphetamines",
        "hallucinogen": "hallucinogens",
        "hallucinogenics": "hallucinogens",
        "solvent": "solvents",
        "steroids": "steroid",
        "cocaine": "powder",
        "other_opiate": "otheropiate",
        "other_drug": "other",
    }
)
NUMBERED = frozenset(
    {
        "heroin",
        "methadone",
        "otheropiate",
        "crack",
        "powder",
        "prescribed",
        "benzo",
        "cannabis",
        "steroid",
    }
)
DRUGS = NUMBERED | ANY_OTHER | WITHOUT_NUMBER
PAIR = "live_in_relationship_problem"


@frozen(kw_only=True)
class Dynamic:
    """Terms of the answers; with anything *missing*, the static tool is used."""

    terms: tuple[Term, ...]
    missing: tuple[str, ...]


def read_dynamic(tables: Tables, inputs: Inputs, table: str) -> Dynamic:
    """Return what the dynamic answers add, by the numbers of *table*."""
    said = inputs.part("dynamic") or Inputs({}, "dynamic")
    numbers = tables.numbers(table, "answers")
    drugs = _drugs(said)
    scores = {name: _score(said, name) for name in numbers if name != PAIR}
    if MOTIVATED in scores and scores[MOTIVATED] is None:
        _refuse_unmotivated(drugs)
        scores[MOTIVATED] = 0
    missing = [name for name, score in scores.items() if score is None]
    convictions = _convictions(tables, said, table)
    if convictions is None:
        missing.append(CONVICTIONS)
    terms = [
        Term(label=name.replace("_", " "), number=numbers[name], times=score)
        for name, score in scores.items()
        if score is not None
    ]
    return Dynamic(
        terms=(
            *terms,
            *_pair_term(numbers, scores),
            *_drug_terms(tables, drugs, table),
            *(convictions or ()),
        ),
        missing=tuple(missing),
    )


def _score(said: Inputs, name: str) -> int | None:
    """Return 0–2 of a scale, or the points of a yes."""
    if name in FLAGS:
        flag = said.flag(name)
        return None if flag is None else FLAGS[name] * flag
    scale = MOTIVATION if name == MOTIVATED else PROBLEM
    word = said.word(name, scale)
    return None if word is None else scale.index(word)


def _pair_term(
    numbers: Mapping[str, float], scores: Mapping[str, int | None]
) -> list[Term]:
    if PAIR not in numbers:
        return []
    lives_in = scores.get("live_in_relationship") or 0
    problem = scores.get("relationship_with_partner_problem") or 0
    label = "live in relationship × relationship with partner problem"
    return [Term(label=label, number=numbers[PAIR], times=lives_in * problem)]


def _drugs(said: Inputs) -> frozenset[str]:
    """Return the drugs that are ticked, in a list or each; left blank is not used."""
    if isinstance(said.value("drugs"), list):
        return frozenset(said.words("drugs", DRUGS) or ())
    part = said.part("drugs")
    if part is None:
        return frozenset()
    used: set[str] = set()
    for name in part.names():
        drug = SPELT.get(name, name)
        if drug not in DRUGS:
            raise Rejected(
                "unknown_drug", f"dynamic.drugs.{name}", f"“{name}” is not a drug here."
            )
        if part.flag(name):
            used.add(drug)
    return frozenset(used)


def _refuse_unmotivated(drugs: frozenset[str]) -> None:
    if drugs:
        raise Rejected(
            "motivation_missing_while_a_drug_is_ticked",
            f"dynamic.{MOTIVATED}",
            "A drug is ticked, so motivation to tackle drugs has to be answered.",
        )


def _drug_terms(tables: Tables, drugs: frozenset[str], table: str) -> list[Term]:
    if not tables.has(table, "drugs"):
        return []
    ticked = (drugs - ANY_OTHER) | ({"other"} if drugs & ANY_OTHER else set())
    return [
        Term(label=f"drug: {name}", number=number)
        for name, number in tables.numbers(table, "drugs").items()
        if name in ticked
    ]


def _convictions(tables: Tables, said: Inputs, table: str) -> list[Term] | None:
    """Return the terms of past convictions; None if the tool needs and lacks them."""
    if not tables.has(table, CONVICTIONS):
        return []
    numbers = tables.numbers(table, CONVICTIONS)
    ticked = said.words(CONVICTIONS, (*numbers, NONE))
    if ticked is None:
        return None
    if NONE in ticked and len(ticked) > 1:
        raise Rejected(
            "no_conviction_and_a_conviction",
            f"dynamic.{CONVICTIONS}",
            "“None of these” is ticked together with an earlier conviction.",
        )
    return [
        Term(label=f"past conviction: {name.replace('_', ' ')}", number=number)
        for name, number in numbers.items()
        if name in ticked
    ]
