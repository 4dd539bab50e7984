"""The pathway sets and the quality rules, read from resources/."""

from collections.abc import Mapping
from functools import lru_cache

from iomdesk.plans.pathways import Pathways
from iomdesk.plans.quality import QualityRules, Standards
from iomdesk.records.codec import from_input
from iomdesk.resources import resource_toml


@lru_cache(maxsize=1)
def pathways() -> Pathways:
    return from_input(Pathways, resource_toml("plans/pathways.toml"))


@lru_cache(maxsize=1)
def quality_rules() -> QualityRules:
    return from_input(QualityRules, resource_toml("plans/quality.toml"))


@lru_cache(maxsize=1)
def words() -> Mapping[str, Mapping[str, str]]:
    """Return how the codes of a plan read, by kind of code."""
    said = resource_toml("plans/words.toml")
    return {kind: words for kind, words in said.items() if isinstance(words, dict)}


def standards() -> Standards:
    return Standards(rules=quality_rules(), pathways=pathways())
