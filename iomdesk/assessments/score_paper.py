"""A person's scores on paper: what was recorded and what was computed, told apart."""

from collections.abc import Iterator, Sequence

from iomdesk.assessments.person_scores import person_scores
from iomdesk.assessments.recorded import AS_GIVEN
from iomdesk.assessments.score_list import RECORDED, ScoreLine
from iomdesk.cases.case import Case
from iomdesk.cases.filing import person_of
from iomdesk.cases.heading import person_header
from iomdesk.cases.summary import display_name
from iomdesk.clock import london_date
from iomdesk.dates import date_text
from iomdesk.documents.blocks import Block, Cell, Document, Heading, Table, Text
from iomdesk.documents.printed import Printed
from iomdesk.errors import NotFound
from iomdesk.papers.registry import Subject, no_such_record
from iomdesk.ports import Queries


def scores_paper(queries: Queries, subject: Subject, printed: Printed) -> Document:
    """Return all scores of a person as a document, or the one asked for."""
    case, which = person_of(queries, subject.case_id), subject.which
    lines = person_scores(queries, case)
    if which is not None:
        lines = tuple(line for line in lines if line.id == which)
        if not lines:
            raise no_such_record(which)
    if not lines:
        raise NotFound("No score of this person is recorded or computed yet.")
    return scores_document(case, lines, printed)


def scores_document(
    case: Case, lines: Sequence[ScoreLine], printed: Printed
) -> Document:
    """Return all scores as a document; each says how it came about."""
    on = london_date(printed.at)
    return printed.document(
        title=f"Scores: {display_name(case)}",
        kind="Scores",
        reference=case.id,
        version=f"as on {date_text(on)}",
        blocks=(*person_header(case, on), *_blocks(lines)),
    )


def _blocks(lines: Sequence[ScoreLine]) -> Iterator[Block]:
    yield Heading(text="Scores", level=2)
    yield Text(
        text=f"A recorded score is {AS_GIVEN}. A computed score was worked out in "
        "this program and is not an official one; its working is on its own sheet."
    )
    yield scores_table([line for line in lines if not line.withdrawn])
    withdrawn = [line for line in lines if line.withdrawn]
    if withdrawn:
        yield Heading(text="Withdrawn: these no longer stand", level=2)
        yield Table(
            header=("Tool", "Result", "Date", "Why withdrawn"),
            widths=(3, 4, 2, 4),
            rows=tuple(
                (_tool(one), one.result, _day(one), one.withdrawn) for one in withdrawn
            ),
        )


def scores_table(lines: Sequence[ScoreLine]) -> Table:
    """Return scores as a table; each row says how its score came about."""
    return Table(
        header=("Tool", "Result", "Date", "Assessor", "How it came about"),
        widths=(3, 4, 2, 3, 5),
        rows=tuple(
            (_tool(one), one.result, _day(one), one.assessor, _how(one))
            for one in lines
        ),
    )


def _tool(line: ScoreLine) -> str:
    version = f", version {line.version}" if line.version else ""
    kind = f", {line.kind}" if line.kind else ""
    return f"{line.tool}{version}{kind}"


def _day(line: ScoreLine) -> Cell:
    return date_text(line.on) if line.on else None


def _how(line: ScoreLine) -> str:
    """Say how the score came about; what was computed has its source on its sheet."""
    source = line.source if line.how == RECORDED else None
    said = [text.rstrip(".") for text in (source, line.basis, line.notice) if text]
    return (
        ": ".join([line.how.capitalize(), *([". ".join(said)] if said else [])]) + "."
    )
