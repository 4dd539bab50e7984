"""Commands about papers: which there are, and one written to a file."""

import argparse
from pathlib import Path
from typing import Any

from iomdesk.commands.doors import Doors, add_replace
from iomdesk.papers.registry import PaperKind, Papers
from iomdesk.plain_copy import demand_writable, write_copy
from iomdesk.records.codec import Json


def add_paper_commands(commands: Any) -> None:
    papers = commands.add_parser("papers", help="list the papers that can be made")
    papers.add_argument("--json", action="store_true")
    papers.set_defaults(run=_papers)
    document = commands.add_parser("document", help="write a document to a file")
    document.add_argument("store")
    document.add_argument("case")
    document.add_argument("kind", help="a paper that “papers” lists")
    document.add_argument("--format", choices=("pdf", "docx"), required=True)
    document.add_argument("--out", required=True)
    add_replace(document)
    document.add_argument(
        "--language",
        choices=("en", "cy"),
        help="of an instrument's wording; otherwise as chosen in the settings",
    )
    document.add_argument("--which", help="the record's id; otherwise the newest")
    document.set_defaults(run=_document)


def _papers(args: argparse.Namespace, doors: Doors) -> int:
    papers = Papers(doors.kinds).values()
    if args.json:
        doors.say({"papers": [_facts(paper) for paper in papers]})
        return 0
    for paper in papers:
        doors.tell(f"{paper.word}  {paper.title}: about {paper.about}.")
        doors.tell(f"    For {paper.audience}. Needs: {', '.join(paper.needs)}.")
        doors.tell(f"    Leaves out {'; '.join(paper.leaves_out)}.")
    return 0


def _facts(paper: PaperKind) -> Json:
    return {
        "kind": paper.word,
        "title": paper.title,
        "about": paper.about.name.lower(),
        "audience": paper.audience.name.lower(),
        "leaves_out": list(paper.leaves_out),
        "needs": list(paper.needs),
    }


def _document(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.papers.making import keep_and_disclose

    out = Path(args.out)
    demand_writable(out, replace=args.replace)
    with doors.open_store(args.store) as store:
        case_id = store.queries.find_case(args.case)
        content = keep_and_disclose(
            store,
            case_id,
            args.kind,
            args.format,
            which=args.which,
            to=args.out,
            language=args.language,
        )
    write_copy(out, content, replace=args.replace)
    doors.note(
        "This copy is not protected by the store. The access log says it was made."
    )
    doors.tell(args.out)
    return 0
