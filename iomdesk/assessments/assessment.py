"""A person assessed with an instrument, and the rules about completing one."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import ClassVar

from attrs import evolve, field, frozen

from iomdesk.assessments.ages import completed_years
from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.form import Missing, dormant, missing
from iomdesk.assessments.instrument import Instrument, Item, Kind
from iomdesk.assessments.scoring import Score, score
from iomdesk.assessments.wording import wording
from iomdesk.errors import InputRefused, UserError
from iomdesk.permissions import Officer
from iomdesk.records.ids import AssessmentId, CaseId, OfficerId, PartId


class AssessmentCompleted(UserError):
    """A completed assessment takes addenda only."""


class NotComplete(UserError):
    """The assessment cannot be completed yet; *missing* says what it lacks."""

    def __init__(self, lacking: tuple[Missing, ...]) -> None:
        said = "\n".join(one.text for one in lacking)
        super().__init__(f"The assessment cannot be completed yet.\n{said}")
        self.missing = lacking


class NotApplicable(UserError):
    """The instrument is not meant for this person."""


class OverrideRefused(UserError):
    """The band cannot be overridden like this."""


class OtherInstrument(UserError):
    """The assessment was started on another instrument, or another text of it."""


@frozen(kw_only=True)
class Override:
    """A band set by professional judgement; the computed one stays beside it."""

    band: str
    reason: str
    authoriser: str
    made_at: datetime
    made_by: str


@frozen(kw_only=True)
class Addendum:
    """What was added after completion."""

    text: str
    added_at: datetime
    added_by: str


@frozen(kw_only=True)
class Comparison:
    """What was answered last time where it is another now, by item, in words."""

    on: date
    version: str
    was: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Assessment:
    """Answers to one version of an instrument; completing freezes score and working."""

    KIND: ClassVar[str] = "assessment"

    id: AssessmentId
    case_id: CaseId
    instrument: str
    instrument_version: str
    instrument_digest: str
    started_at: datetime
    assessor: str
    assessor_id: OfficerId
    place: str | None = None
    based_on: AssessmentId | None = None
    answers: Mapping[str, Answer] = field(factory=dict)
    override: Override | None = None
    score: Score | None = None
    dormant: tuple[str, ...] = ()
    compared: Comparison | None = None
    completed_at: datetime | None = None
    completed_by: str | None = None
    completed_by_id: OfficerId | None = None
    role_confirmed: bool | None = None
    role_unconfirmed_since: date | None = None
    addenda: Mapping[PartId, Addendum] = field(factory=dict)

    @property
    def band(self) -> str | None:
        """Return the band that stands: the override's, or the computed one."""
        if self.override:
            return self.override.band
        return self.score.band if self.score else None


@frozen(kw_only=True)
class Facts:
    """What the case knows that an instrument may ask: sex and date of birth."""

    sex: str | None = None
    born_on: date | None = None

    def answer(self, item: Item) -> Answer | None:
        """Return the case's answer to a fact item; None where the case has none."""
        if item.fact == "born_on" and self.born_on:
            return Answer(on=self.born_on)
        sex = (self.sex or "").lower()
        known = item.fact == "sex" and item.choice(sex) is not None
        return Answer(choice=sex) if known else None


def is_for(instrument: Instrument, facts: Facts, on: date) -> bool:
    """Say whether the instrument is meant for this person; not known counts as yes."""
    rule, sex = instrument.applicability, (facts.sex or "").lower()
    if rule.sexes and sex and sex not in rule.sexes:
        return False
    if facts.born_on is None:
        return True
    age = completed_years(facts.born_on, on)
    too_young = rule.least_age is not None and age < rule.least_age
    return not too_young and (rule.most_age is None or age <= rule.most_age)


def refuse_others(instrument: Instrument, facts: Facts, on: date) -> None:
    """Refuse a person whom the instrument is not meant for, saying what to do."""
    if is_for(instrument, facts, on):
        return
    said = (
        wording(instrument.applicability.otherwise)
        or "Use professional judgement and record why."
    )
    title = wording(instrument.title)
    raise NotApplicable(f"{title} is not applicable to this person. {said}")


def facts_answered(instrument: Instrument, facts: Facts) -> dict[str, Answer]:
    """Return the answers that the case itself gives."""
    asked = [item for item in instrument.items if item.kind is Kind.FACT]
    known = {item.code: facts.answer(item) for item in asked}
    return {code: answer for code, answer in known.items() if answer}


def answer_items(
    assessment: Assessment, instrument: Instrument, said: Mapping[str, object]
) -> Assessment:
    """Return *assessment* with what was said, by item code; None takes an answer back.

    A value is what the item takes, or an object of value, evidence and note.
    """
    refuse_completed(assessment)
    refuse_other_instrument(assessment, instrument)
    answers = dict(assessment.answers)
    for code, value in said.items():
        item = instrument.item(code)
        if item is None:
            title = wording(instrument.title)
            raise InputRefused(f"{title} has no item “{code}”.", code)
        answer = value if isinstance(value, Answer) else answer_of(item, value)
        _refuse_other_fact(item, answers.get(code), answer)
        answers[code] = answer
    return evolve(assessment, answers=answers)


def complete(
    assessment: Assessment,
    instrument: Instrument,
    by: Officer,
    at: datetime,
    compared: Comparison | None = None,
) -> Assessment:
    """Return *assessment* completed: score and working are frozen from then on.

    *compared* is what changed since last time, where there was one.
    """
    refuse_completed(assessment)
    refuse_other_instrument(assessment, instrument)
    lacking = missing(instrument, assessment.answers)
    if lacking:
        raise NotComplete(lacking)
    return evolve(
        assessment,
        score=score(instrument, assessment.answers),
        dormant=dormant(instrument, assessment.answers),
        compared=compared,
        completed_at=at,
        completed_by=by.name,
        completed_by_id=by.id,
        role_confirmed=by.confirmed,
        role_unconfirmed_since=by.unconfirmed_since,
    )


def override_band(
    assessment: Assessment, instrument: Instrument, override: Override
) -> Assessment:
    """Return *assessment* with a band set by judgement; both will be shown."""
    refuse_completed(assessment)
    if not instrument.overrides:
        title = wording(instrument.title)
        raise OverrideRefused(f"The band of {title} cannot be overridden.")
    if instrument.band(override.band) is None:
        raise OverrideRefused(f"There is no band “{override.band}” to override with.")
    if not override.reason.strip():
        raise OverrideRefused("Say why the band is overridden.")
    if not override.authoriser.strip():
        raise OverrideRefused("Say who authorised overriding the band.")
    return evolve(assessment, override=override)


def newest_of_each(assessments: Iterable[Assessment]) -> dict[str, Assessment]:
    """Return the last completed assessment with each instrument."""
    return {one.instrument: one for one in completed(assessments)}


def completed(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Return those that are completed, the newest last."""
    done = (one for one in assessments if one.completed_at)
    return sorted(done, key=lambda one: str(one.completed_at))


def add_addendum(
    assessment: Assessment, part: PartId, addendum: Addendum
) -> Assessment:
    """Return a completed assessment with something added; the rest never changes."""
    if not assessment.completed_at:
        raise UserError("The assessment is still open. Change the answer instead.")
    return evolve(assessment, addenda={**assessment.addenda, part: addendum})


def refuse_completed(assessment: Assessment) -> None:
    if assessment.completed_at:
        raise AssessmentCompleted(
            "This assessment is already completed. Add an addendum, or assess again."
        )


def refuse_other_instrument(assessment: Assessment, instrument: Instrument) -> None:
    if assessment.instrument_digest != instrument.digest:
        raise OtherInstrument(
            "The assessment was started on another version of the instrument. "
            "Start a new one."
        )


def _refuse_other_fact(item: Item, held: Answer | None, said: Answer) -> None:
    """Refuse to change here what the case knows: it is changed on the case."""
    if item.kind is not Kind.FACT or held is None or held.value is None:
        return
    if said.value != held.value:
        label = wording(item.label)
        raise InputRefused(
            f"“{label}” comes from the case, which says {held.input}. "
            "Change it there first.",
            item.code,
        )
