"""Files of Manage people on probation as the people they say."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import evolve

from iomdesk.cases.case import Person, Reference, ReferenceType
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.headings import Headings
from iomdesk.exchange.merging import Merged, Statement, merge, questions_of
from iomdesk.exchange.mpop import (
    addresses,
    conditions,
    details,
    overview,
    people_around,
    risk,
    schedule,
    scores,
    sentences,
)
from iomdesk.exchange.mpop.answers import (
    Answer,
    Raw,
    answers_about,
    load_routes,
    raw_answers,
)
from iomdesk.exchange.mpop.bank_free import without_bank_details
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.entries import left_over
from iomdesk.exchange.mpop.group import SOURCE, Group
from iomdesk.exchange.mpop.homes import Homes
from iomdesk.exchange.mpop.identity import identify, prison_numbers
from iomdesk.exchange.mpop.order import ask_about_order
from iomdesk.exchange.parts import reference_part
from iomdesk.exchange.reading import Reading
from iomdesk.exchange.refusal import Refusal
from iomdesk.exchange.saying import Kept, SourcePerson, made_case_id
from iomdesk.exchange.wording import Wording

Reader = Callable[[Answer, Group, WholeCase], WholeCase]

READERS: Mapping[str, Reader] = {
    "personal_details": details.personal_details,
    "summary": details.summary,
    "addresses": addresses.addresses,
    "personal_contact": details.personal_contact,
    "disabilities": details.disabilities,
    "disability": details.disability,
    "provisions": details.provisions,
    "provision": details.provision,
    "circumstances": details.circumstances,
    "circumstance": details.circumstance,
    "professionals": people_around.professionals,
    "practitioner": people_around.practitioner,
    "overview": overview.overview,
    "caseload": overview.caseload,
    "risk_flags": risk.risk_flags,
    "risk_flag": risk.risk_flag,
    "rosh_widget": risk.rosh_widget,
    "rosh_summary": risk.rosh_summary,
    "predictors": scores.predictors,
    "needs": scores.needs,
    "tier": scores.tier,
    "sentence": sentences.sentence,
    "sentences": sentences.sentences,
    "history": sentences.history,
    "offences": sentences.offences,
    "previous_order": sentences.previous_order,
    "previous_orders": sentences.previous_orders,
    "compliance": sentences.compliance,
    "licence_condition": conditions.licence_condition,
    "requirement": conditions.requirement,
    "appointment": schedule.appointment,
    "schedule": schedule.schedule,
    "user_schedule": schedule.user_schedule,
}


def read_mpop(
    files: Mapping[str, bytes], headings: Headings, words: Wording
) -> Reading:
    """Return the people in *files*; what is about nobody is named apart."""
    warnings: list[str] = []
    apart: list[str] = []
    refused: list[Refusal] = []
    answers: list[Answer] = []
    for raw, about in _sorted(list(_latest(files, warnings))):
        apart += _about_nobody(raw, about)
        warnings += _twice_in_lists(raw, about)
        for answer in about:
            freed = without_bank_details(answer, headings)
            refused += freed.refused
            answers.append(freed.answer)
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(answer.crn, []).append(answer)
    people = [_person(Group(crn, group, words)) for crn, group in groups.items()]
    return Reading(
        people=tuple(people),
        seen=len(people),
        refused=tuple(refused),
        warnings=tuple(warnings),
        apart=tuple(apart),
    )


def _latest(files: Mapping[str, bytes], warnings: list[str]) -> Iterable[Raw]:
    """Return each answer once, the later file's first where two differ under a path.

    The other one goes by its path with the name of its file, and is read as well: what
    they say differently is asked about.
    """
    found: dict[str, Raw] = {}
    others: list[Raw] = []
    where: dict[str, str] = {}
    for name, data in files.items():
        for raw in raw_answers(name, data):
            before = found.get(raw.path)
            if before is not None and before.value != raw.value:
                others.append(evolve(before, path=f"{raw.path}#{where[raw.path]}"))
                warnings.append(
                    f"{raw.path} comes twice and differs; the later one is shown."
                )
            found[raw.path], where[raw.path] = raw, name
    return [*found.values(), *others]


def _sorted(raws: list[Raw]) -> Iterator[tuple[Raw, list[Answer]]]:
    """Yield each answer with what it says about people, also by a prison number."""
    routes = load_routes()
    found = [(raw, answers_about(raw, routes)) for raw in raws]
    numbers = prison_numbers(answer for _, about in found for answer in about)
    for raw, about in found:
        yield raw, about or answers_about(raw, routes, numbers)


def _about_nobody(raw: Raw, about: list[Answer]) -> Iterable[str]:
    if not about:
        count = sum(1 for _ in Branch(raw.value).leaves())
        yield f"{raw.path} ({count} values)"
    elif any(answer.at for answer in about) and (count := left_over(raw.value)):
        yield f"{raw.path} ({count} values in entries without a CRN)"


def _twice_in_lists(raw: Raw, about: list[Answer]) -> Iterable[str]:
    """Tell keys given twice where no one person can be asked about them."""
    if raw.doubled and not any(answer.doubled for answer in about):
        keys = ", ".join(dict.fromkeys(f"“{d.key}”" for d in raw.doubled))
        yield f"{raw.path} gives {keys} twice in one entry; the last was read."


def _ask_about_doubled(group: Group) -> None:
    """Ask about every key that one object of an answer gives twice."""
    value = group.words.value
    for answer in group.answers:
        for found in answer.doubled:
            group.ask(
                (answer.path, found.key),
                f"“{found.key}” comes twice in one entry of the {answer.called}: "
                f"{value(found.first)} and {value(found.last)}. The last was read. "
                "Which is right?",
                found.first,
                found.last,
            )


def _person(group: Group) -> SourcePerson:
    crn = Reference(type=ReferenceType.CRN, value=group.crn)
    references = dict([reference_part(crn)])
    case_id = made_case_id(references)
    assert case_id is not None  # noqa: S101  a CRN is a reference
    blank = WholeCase(id=case_id, person=Person(surname=""))
    identity = identify(group, case_id)
    said = Statement(where="path", case=evolve(blank, references=references))
    read = [
        statement
        for answer in group.answers
        if answer.path not in identity.apart
        for statement in _statements(answer, group, blank)
    ]
    bare = sentences.unnamed([statement.case for statement in read], blank)
    last = Statement(where="", case=bare)
    merged = merge(case_id, [said, *identity.statements, *read, last])
    case = overview.without_doubles(merged.case)
    merged = evolve(merged, case=case)
    ask_about_order(case, group)
    _ask_about_doubled(group)
    questions = {
        **dict(questions_of(merged, SOURCE, group.words)),
        **group.questions,
    }
    homes = Homes(case, questions.values())
    return SourcePerson(
        source=SOURCE,
        case=case,
        says_no=_not_restricted(merged),
        kept=tuple(_kept(answer, identity.apart, homes) for answer in group.answers),
        questions=questions,
    )


def _statements(answer: Answer, group: Group, blank: WholeCase) -> list[Statement]:
    """Return what *answer* says; where that is nothing, nothing of it was read."""
    marks = answer.body.marks()
    reader = READERS.get(answer.reader)
    case = reader(answer, group, blank) if reader else blank
    if case == blank:
        answer.body.go_back(marks)
    group.sentences.update(
        {k: s for k, s in case.sentences.items() if k not in group.sentences}
    )
    return [
        Statement(where=answer.called, case=said, fills=bool(answer.note))
        for said in (case, *group.said_again())
    ]


def _not_restricted(merged: Merged) -> frozenset[str]:
    """Say no to a restriction where a name is given and nothing is kept back."""
    named = merged.case.person.surname and not merged.case.restricted
    return frozenset({"restricted"} if named else ())


def _kept(answer: Answer, apart: frozenset[str], homes: Homes) -> Kept:
    unplaced = (
        Branch(answer.value).left()
        if answer.path in apart
        else homes.unplaced(answer.body)
    )
    return Kept(path=answer.path, body=answer.text, unplaced=unplaced)
