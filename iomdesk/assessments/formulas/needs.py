"""OASys need sections: the sum of a section's answers against its limits."""

from typing import Any

from iomdesk.assessments.inputs import Inputs, Rejected, known
from iomdesk.assessments.result import Result, line
from iomdesk.assessments.tables import Tables

WORDS = {
    "none": 0,
    "no": 0,
    "never": 0,
    "some": 1,
    "previously": 1,
    "sometimes": 1,
    "significant": 2,
    "yes": 2,
    "currently": 2,
}
MOTIVATION = {"full": 0, "partial": 1, "no": 2}
AMBIGUOUS = ("yes", "no", "sometimes")
"""Of an ability, “yes” could be that there is a problem, or that there is none."""
MOST = 2
ABILITIES = frozenset(
    {"recognises_problems", "problem_solving", "consequences", "others_views"}
)
NOT_COUNTED = frozenset({"impulsivity", "temper", "temper_control"})


def needs(tables: Tables, inputs: Inputs) -> Result:
    """Return the level of need of one section; nothing answered is no result."""
    section = _section(tables, inputs)
    limits = _limits(tables, section)
    said = inputs.part("answers")
    inputs.demand(answers=said)
    questions = tables.names("sections", section, "questions")
    scores = _scores(known(said), questions)
    if not scores:
        raise Rejected("no_answers", "answers", "Nothing in this section is answered.")
    points = sum(scores.values())
    level = _level(points, *limits)
    return Result(
        outputs={"points": points, "level": level},
        band=level,
        kind="dynamic",
        missing=tuple(name for name in questions if name not in scores),
        variant=tables.variant,
        working=(
            *(line(_words(name), score) for name, score in scores.items()),
            line("Sum", points, tables.source),
            line(
                "Standard need from, severe from",
                f"{limits[0]}, {limits[1]}",
                tables.source,
            ),
        ),
    )


def _section(tables: Tables, inputs: Inputs) -> str:
    said = inputs.text("section")
    inputs.demand(section=said)
    section = _plain(known(said))
    if section not in tables.names("sections"):
        listed = ", ".join(tables.names("sections"))
        raise Rejected(
            "unknown_section",
            "section",
            f"There is no such section. There are: {listed}.",
        )
    return section


def _limits(tables: Tables, section: str) -> tuple[int, int]:
    if tables.variant is None:
        path: tuple[str, ...] = ("sections", section)
    else:
        path = ("variants", tables.variant, section)
    if not tables.has(*path):
        raise Rejected(
            "no_limits_for_section",
            "section",
            "The limits of this section are not public in that version.",
        )
    return tables.whole(*path, "standard"), tables.whole(*path, "severe")


def _scores(said: Inputs, questions: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in said.names():
        question = _plain(name)
        if question in NOT_COUNTED:
            continue
        if question not in questions:
            raise Rejected(
                "unknown_question",
                f"answers.{name}",
                f"“{name}” is not a question here. There are: {', '.join(questions)}.",
            )
        if question in found:
            raise Rejected(
                "question_answered_twice",
                f"answers.{name}",
                f"“{question}” is answered twice.",
            )
        found[question] = _score(name, said.value(name), _words_of(question))
    return found


def _words_of(question: str) -> dict[str, int]:
    """Return the words that the question takes."""
    plain = {word: at for word, at in WORDS.items() if word not in AMBIGUOUS}
    if question == "motivation":
        return plain | MOTIVATION
    return plain if question in ABILITIES else WORDS


def _score(name: str, value: Any, words: dict[str, int]) -> int:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, int) and 0 <= value <= MOST:
        return value
    if isinstance(value, str) and value.strip().lower() in words:
        return words[value.strip().lower()]
    raise Rejected(
        "answer_not_0_1_or_2",
        f"answers.{name}",
        f"“{name}” takes 0, 1 or 2, or one of: {', '.join(words)}.",
    )


def _level(points: int, standard: int, severe: int) -> str:
    if points >= severe:
        return "severe"
    return "standard" if points >= standard else "none"


def _plain(text: str) -> str:
    kept = "".join(c if c.isalnum() else " " for c in text.lower().replace("'", ""))
    return "_".join(kept.split())


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
