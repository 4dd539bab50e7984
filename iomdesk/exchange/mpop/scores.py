"""Scores of other people's tools, kept as given; tier and needs."""

from collections.abc import Iterator

from attrs import evolve

from iomdesk.cases.case import RecordedScore
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.saying import part_id
from iomdesk.records.ids import PartId

_TOOLS = {
    "groupReconvictionScore": ("OGRS", "scoreLevel"),
    "violencePredictorScore": ("OVP", "ovpRisk"),
    "generalPredictorScore": ("OGP", "ogpRisk"),
    "riskOfSeriousRecidivismScore": ("RSR", "scoreLevel"),
    "sexualPredictorScore": ("OSP", ""),
}
_NEEDS = {
    "identifiedNeeds": "identified",
    "notIdentifiedNeeds": "not identified",
    "unansweredNeeds": "unanswered",
}


def predictors(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    entries = answer.body.each() or [answer.body]
    found = (score for entry in entries for score in _scores(entry))
    return evolve(
        blank, scores=group.parts(found, lambda again: evolve(blank, scores=again))
    )


def tier(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    del group
    body = answer.entries()[0]
    score = body.text("tierScore")
    if not score:
        return blank
    at = body.instant("calculationDate")
    number = body.text("calculationId") or str(at)
    recorded = RecordedScore(
        tool="Tier",
        version=body["data"].text("calculationVersion"),
        outputs=body["data"].outputs(),
        band=score,
        at=at,
    )
    return evolve(blank, tier=score, scores={part_id("tier", number): recorded})


def needs(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    del group
    body = answer.body
    outputs = dict(n for key, said in _NEEDS.items() for n in _needs(body, key, said))
    if not outputs:
        return blank
    at = body.instant("assessedOn")
    score = RecordedScore(tool="Needs", outputs=outputs, at=at)
    return evolve(blank, scores={part_id("needs", str(at)): score})


def _scores(entry: Branch) -> Iterator[tuple[PartId, RecordedScore]]:
    at = entry.instant("completedDate")
    status = entry.text("status", "assessmentStatus")
    kind, version = entry.text("assessmentType"), entry.text("outputVersion")
    for key, (tool, band) in _TOOLS.items():
        said = entry["output"][key] or entry[key]
        outputs = said.outputs()
        if not outputs:
            continue
        yield (
            part_id("score", tool, str(at)),
            RecordedScore(
                tool=tool,
                version=outputs.get("algorithmVersion") or version,
                outputs=outputs | ({"status": status} if status else {}),
                band=outputs.get(band),
                at=at,
                kind=kind,
                source=outputs.get("source"),
            ),
        )


def _needs(body: Branch, key: str, state: str) -> Iterator[tuple[str, str]]:
    """Yield each need by name: “identified, severe, linked to harm”."""
    for need in body.each(key):
        section = need.text("section")
        name = need.text("name") or section
        if not name:
            continue
        severity = (need.text("severity") or "").lower()
        links = {
            "linked to harm": need.flag("riskOfHarm"),
            "linked to reoffending": need.flag("riskOfReoffending"),
        }
        said = [state, severity, *(link for link, is_so in links.items() if is_so)]
        yield name, ", ".join(part for part in said if part)
