"""Home Office offence codes and the category that each tool puts them in."""

from collections.abc import Mapping

from attrs import frozen

from iomdesk.assessments.inputs import Inputs, Rejected, clipped, known

CLASS_DIGITS = 3
CODE_DIGITS = 5
UNMAPPED = "UNMAPPED"
NO_CODE = "00000"
SUBCATEGORY = "violence_subcategory"


@frozen(kw_only=True)
class OffenceMap:
    """Categories by 3-digit class and share; *split* ones need a sub-category."""

    classes: Mapping[str, tuple[str, float]]
    aliases: Mapping[str, str]
    split: Mapping[str, Mapping[str, str]]

    def spelt(self, category: str) -> str:
        return self.aliases.get(category, category)


@frozen(kw_only=True)
class IndexOffence:
    """The category that a tool scores, and how it was found."""

    category: str
    how: str


def index_offence(
    inputs: Inputs, offences: OffenceMap, categories: Mapping[str, object]
) -> IndexOffence | None:
    """Return the index offence's category, given or found by code; None if neither."""
    code = read_code(inputs)
    given = inputs.text("offence_category")
    if given is not None and given in offences.split:
        given = _sub_given(inputs, given, offences)
    if given is not None:
        return _given(given, offences, categories)
    return None if code is None else _found(code, offences)


def read_code(inputs: Inputs) -> str | None:
    """Return the Home Office code: 3 digits of class and 2 of sub-class."""
    code = inputs.text("home_office_code")
    if code is None:
        return None
    plain = code.replace("/", "").replace(" ", "")
    if len(plain) != CODE_DIGITS or not plain.isdigit():
        raise Rejected(
            "home_office_code_not_5_digits",
            "home_office_code",
            "A Home Office code has 5 digits: 3 of the class and 2 of the sub-class.",
        )
    return plain


def _sub_given(inputs: Inputs, given: str, offences: OffenceMap) -> str:
    """Return the sub-category, which the tool scores instead of the category."""
    word = inputs.word(SUBCATEGORY, offences.split[given])
    inputs.demand(**{SUBCATEGORY: word})
    return offences.split[given][known(word)]


def _given(
    given: str, offences: OffenceMap, categories: Mapping[str, object]
) -> IndexOffence:
    category = offences.spelt(given)
    if category not in categories:
        raise Rejected(
            "unknown_offence_category",
            "offence_category",
            f"“{clipped(given)}” is not an offence category of this tool.",
        )
    return IndexOffence(category=category, how="category as given")


def _found(code: str, offences: OffenceMap) -> IndexOffence:
    found = offences.classes.get(code[:CLASS_DIGITS])
    if found is None or code == NO_CODE:
        raise Rejected(
            "unknown_offence_code",
            "home_office_code",
            f"The offence code {code} is not in the list. Choose the category instead.",
        )
    category, share = found
    if category == UNMAPPED:
        raise Rejected(
            "offence_code_without_category",
            "home_office_code",
            f"The offence code {code} has no category in this tool, so no score.",
        )
    if share < 1:
        raise Rejected(
            "offence_category_needed",
            "offence_category",
            f"Offences of class {code[:3]} fall in more than one category, most often "
            f"“{category.replace('_', ' ')}” ({share:.0%} of its codes), and the list "
            "does not say which code in which. Give the category of the exact offence.",
        )
    return IndexOffence(
        category=offences.spelt(category), how=f"Home Office code {code}"
    )
