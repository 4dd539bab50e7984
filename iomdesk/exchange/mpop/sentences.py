"""Sentences and orders with their offences and conditions."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from iomdesk.cases.sentence import Note, Offence, Sentence
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.conditions import conditions_of, rar_progress
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.saying import part_id
from iomdesk.records.ids import PartId

_UNNAMED = "Sentence not named"
_Found = Iterator[tuple[PartId, Sentence]]


def sentence(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    body = answer.body
    summaries = _summaries(body)
    said = body["sentence"]
    event = said["offenceDetails"].text("eventNumber")
    found = _whole(said, group, _key(event), event) if said else ()
    return _with(blank, group, [*found, *summaries])


def sentences(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found: list[tuple[PartId, Sentence]] = []
    for said in answer.body.each("sentences"):
        event = said.text("eventNumber") or said.text("id")
        found += _whole(said, group, _key(event), event)
    return _with(blank, group, found)


def history(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    return _with(blank, group, _summaries(answer.body))


def offences(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = dict(_offences(answer.body, answer.body["mainOffence"]))
    if not found:
        return blank
    bare = Sentence(description="", event_number=answer.id, offences=found)
    return _with(blank, group, [(_key(answer.id), bare)])


def previous_order(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    body = answer.body
    title = body.text("title")
    whole = list(_whole(body["sentence"], group, _previous_key(answer.id), None))
    return _with(
        blank,
        group,
        [
            (key, evolve(said, description=title or said.description, kind="previous"))
            for key, said in whole
        ],
    )


def previous_orders(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    return _with(blank, group, _previous(answer.body.each("previousOrders"), "title"))


def compliance(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    body = answer.body
    found = list(_previous(body["previousOrders"].each("orders"), "description"))
    for said in body.each("currentSentences"):
        event = said.text("eventNumber")
        status = said["activeBreach"].text("status")
        for key, whole in _whole(said, group, _key(event), event):
            found.append((key, evolve(whole, status=status)))
    return _with(blank, group, found)


def sentences_of(entries: Iterable[Branch], group: Group) -> _Found:
    """Yield the sentences of an overview."""
    for said in entries:
        event = said.text("eventNumber")
        yield from _whole(said, group, _key(event), event)


def _whole(said: Branch, group: Group, key: PartId, event: str | None) -> _Found:
    order, conviction, details = (
        said["order"],
        said["conviction"],
        said["offenceDetails"],
    )
    described = order.text("description")
    found = dict(_offences(details or said, details["offence"] or said["mainOffence"]))
    conditions = dict(conditions_of(said, group))
    if not (described or found or conditions or event):
        return
    yield (
        key,
        Sentence(
            description=described or "",
            kind=order.text("sentenceType"),
            event_number=event,
            court=conviction.text("sentencingCourt"),
            responsible_court=conviction.text("responsibleCourt"),
            convicted_on=conviction.day("convictionDate"),
            started_on=order.day("startDate"),
            released_on=order.day("releaseDate"),
            expires_on=order.day("endDate"),
            length=order.text("length"),
            progress=_progress(said),
            offences=found,
            conditions=conditions,
            additional=dict([*_additional(conviction), *_interventions(said)]),
        ),
    )


def _progress(said: Branch) -> str | None:
    """Return what is done of the order: days of activity, hours of unpaid work."""
    unpaid = said.text("unpaidWorkProgress")
    parts = (
        rar_progress(said["rar"]) or said.text("rarDescription"),
        f"unpaid work: {unpaid}" if unpaid else None,
    )
    return "; ".join(part for part in parts if part) or None


def _offences(said: Branch, main: Branch) -> Iterator[tuple[PartId, Offence]]:
    """Yield the main offence and the others; *said* holds what stands beside it."""
    described = main.text("description") or main.text("code")
    if described:
        yield (
            part_id("offence", "main"),
            _offence(main, described, main=True, beside=said),
        )
    for other in said.each("additionalOffences"):
        described = other.text("description") or other.text("code")
        if described:
            code = other.text("code")
            key = part_id("offence", (code or described).casefold())
            yield key, _offence(other, described, main=False)


def _offence(
    said: Branch, described: str, *, main: bool, beside: Branch | None = None
) -> Offence:
    on, notes = said.day("date"), said.text("notes")
    if beside is not None:
        on = on or beside.day("dateOfOffence")
        notes = notes or beside.text("notes")
    return Offence(
        description=described,
        category=said.text("category"),
        code=said.text("code"),
        on=on,
        count=said.number("count"),
        main=main,
        notes=notes,
    )


def _additional(conviction: Branch) -> Iterator[tuple[PartId, Note]]:
    for said in conviction.each("additionalSentences"):
        if described := said.text("description"):
            length = said.text("length")
            key = part_id("additional", described.casefold())
            yield key, Note(kind=described, text=f"Length {length}" if length else None)


def _interventions(said: Branch) -> Iterator[tuple[PartId, Note]]:
    """Yield the interventions that belong to an order."""
    for one in said.each("nsis"):
        number, described = one.text("id") or "", one.text("description")
        if described:
            key = part_id("intervention", number or described.casefold())
            yield key, Note(kind="Intervention", text=described)


def _summaries(body: Branch) -> _Found:
    for said in body.each("sentenceSummaryList"):
        event, described = said.text("eventNumber"), said.text("description")
        if event:
            yield (
                _key(event),
                Sentence(description=described or "", event_number=event),
            )


def _previous(entries: Iterable[Branch], title: str) -> _Found:
    for said in entries:
        event, described = said.text("eventNumber"), said.text(title)
        if not event:
            continue
        offence = said.text("mainOffence") or (
            said.text("description") if title != "description" else None
        )
        listed = Offence(description=offence, main=True) if offence else None
        yield (
            _previous_key(event),
            Sentence(
                description=described or "",
                kind="previous",
                event_number=event,
                status=said.text("status"),
                started_on=said.day("startDate"),
                ended_on=said.day("terminationDate", "endDate"),
                offences={part_id("offence", "main"): listed} if listed else {},
            ),
        )


def _with(
    blank: WholeCase, group: Group, found: Iterable[tuple[PartId, Sentence]]
) -> WholeCase:
    return evolve(
        blank,
        sentences=group.parts(found, lambda again: evolve(blank, sentences=again)),
    )


def unnamed(cases: Iterable[WholeCase], blank: WholeCase) -> WholeCase:
    """Return a name for every sentence that none of *cases* describes."""
    found = [item for case in cases for item in case.sentences.items()]
    described = {key for key, said in found if said.description}
    bare = {key for key, _ in found} - described
    return evolve(
        blank, sentences={key: Sentence(description=_UNNAMED) for key in sorted(bare)}
    )


def _key(event: str | None) -> PartId:
    return part_id("sentence", event or "")


def _previous_key(event: str) -> PartId:
    return part_id("previous order", event)
