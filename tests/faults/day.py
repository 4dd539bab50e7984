"""A scripted day of use, in a process of its own whose every folder can be scanned.

Run as: python -m tests.faults.day ROOT INPUTS [GUARD]. GUARD names a guard to take out,
so that a test can show that the scan finds what it lets through. The last line on
standard output is the store's key in hexadecimal.
"""

import logging
import os
import sys
import threading
from datetime import timedelta
from pathlib import Path

import uvicorn

from db.check import check
from db.hub.connect import new_hub_store
from db.process import forbid_dumps
from db.slots import PassphraseCost
from db.store import EncryptedStore, Options
from db.sync import DeskSide
from db.vault import Vault
from iomdesk.assessments.actions import assess_from_input
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.loading import find_instrument
from iomdesk.cases.actions import consult_case
from iomdesk.clock import system_clock
from iomdesk.drafts import save_draft
from iomdesk.exchange.actions import Order, import_people
from iomdesk.hub.app import create_app
from iomdesk.hub.enrolment import invite, prepare
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.papers.actions import keep_paper
from iomdesk.papers.paper import PaperFormat
from iomdesk.papers.rendering import render
from iomdesk.permissions import Officer
from iomdesk.plans.actions import plan_from_input
from iomdesk.ports import CaseFilter, Draft
from iomdesk.records.ids import CaseId, OfficerId
from iomdesk.schema import input_example
from iomdesk.sync.engine import sync
from iomdesk.sync.enrolment import enrol
from iomdesk.visits.actions import visit_from_input
from rehearsal.story import a_photo, a_signature
from tests.papers.made import paper_of

PASSPHRASE = "Vexillology-Marzipan-Passphrase"
SURNAME = "Zyxquillfeather"
STREET = "Marmadukeshire Terrace"
WORDS = "Plinthbottomsecret"
CANARIES = (PASSPHRASE, SURNAME, STREET, WORDS)
CHEAP = PassphraseCost(memory_kib=8192, rounds=1, lanes=1)


def main() -> None:
    root, inputs = Path(sys.argv[1]), Path(sys.argv[2])
    guard = sys.argv[3] if len(sys.argv) > 3 else ""
    forbid_dumps()
    take_out(guard, root)
    vault = Vault(
        folder=root / "profile" / "store",
        cost=CHEAP,
        floor=CHEAP,
        options=Options(kinds=SHIPPED),
    )
    vault.folder.parent.mkdir(parents=True)
    vault.new(PASSPHRASE, Officer(id=OfficerId("o"), name="DC Marsh"))
    with vault.held():
        key = vault.key(PASSPHRASE)
        store = vault.open(key)
        case_id = import_and_find(store, inputs)
        record(store, case_id)
        make_papers(store, case_id)
        exchange(store, root / "hub")
        store.make_backup()
        assert check(store).ok
        if guard == "abort":
            os.abort()
        store.close()
    print(key.hex())


def take_out(guard: str, root: Path) -> None:
    """Take a guard out: write what must never be written."""
    if guard == "log":
        (root / "log").mkdir(parents=True)
        logging.basicConfig(filename=root / "log" / "iomdesk.log", level="INFO")
        logging.getLogger("iomdesk").info("opened %s", SURNAME)
    if guard == "temporary file":
        (root / "tmp" / "preview.txt").write_text(f"{STREET}\n")
    if guard == "passphrase":
        (root / "settings.toml").write_text(f'passphrase = "{PASSPHRASE}"\n')


def import_and_find(store: EncryptedStore, inputs: Path) -> CaseId:
    files = {path.name: path.read_bytes() for path in inputs.iterdir()}
    import_people(store, files, Order())
    (row,) = store.queries.cases(CaseFilter(text=SURNAME[:6]))
    store.do(consult_case, row.case_id)
    return row.case_id


def record(store: EncryptedStore, case_id: CaseId) -> None:
    """Type a draft, sign a visit with a photograph, assess and plan."""
    now = store.clock()
    draft = Draft(
        id="d", form="visit", case_id=case_id, body={"seen": WORDS},
        started_at=now, saved_at=now,
    )  # fmt: skip
    store.do(save_draft, draft)
    start = now - timedelta(hours=2)
    said = input_example("visit", SHIPPED) | {
        "started_at": start.isoformat(),
        "ended_at": (start + timedelta(minutes=30)).isoformat(),
        "expected_end_at": (start + timedelta(minutes=40)).isoformat(),
        "safe_and_clear_at": (start + timedelta(minutes=35)).isoformat(),
        "seen": f"{WORDS} was seen at {STREET}.",
        "photos": {"hall": {"file": "hall.jpg", "caption": WORDS}},
        "signature": {"file": "signature.png"},
    }
    files = {"hall.jpg": a_photo(), "signature.png": a_signature()}
    store.do(visit_from_input, case_id, said, files)
    answers = example_answers(find_instrument("pathway-needs"))
    store.do(assess_from_input, case_id, "pathway-needs", answers)
    plan = input_example("plan", SHIPPED) | {
        "situation": f"{WORDS} at home.",
        "agree": False,
    }
    store.do(plan_from_input, case_id, plan)


def make_papers(store: EncryptedStore, case_id: CaseId) -> None:
    """Draw each document both ways, keep it, and read it as the preview does."""
    from iomdesk.documents.printed import Printed

    for kind in ("visit", "plan", "assessment"):
        for form in (PaperFormat.PDF, PaperFormat.DOCX):
            printed = Printed(by="DC Marsh", at=store.clock())
            document = paper_of(store, case_id, kind, None, printed)
            paper = store.do(keep_paper, case_id, render(document, form, kind))
            content = store.queries.blob(paper.content_blob)
            if form is PaperFormat.PDF:
                preview(content)


def preview(content: bytes) -> None:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtPdf import QPdfDocument

    app = QGuiApplication.instance() or QGuiApplication([])
    assert app
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    pdf = QPdfDocument()
    pdf.load(buffer)
    assert not pdf.render(0, QSize(400, 560)).isNull()
    pdf.close()


def exchange(store: EncryptedStore, folder: Path) -> None:
    """Enrol and sync over a real socket with a hub whose folder is scanned too."""
    hub_store = new_hub_store(str(folder))
    with hub_store.work() as work:
        prepare(work)
        until = system_clock() + timedelta(hours=1)
        code = invite(work, name="DC Marsh", team="", roles=("officer",), until=until)
    config = uvicorn.Config(create_app(hub_store), port=0, log_level="critical")
    server, socket = uvicorn.Server(config), config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    try:
        side = DeskSide(store)
        enrol(side, f"http://127.0.0.1:{socket.getsockname()[1]}", code)
        report = sync(side, lambda: None)
        assert report.sent
        assert not report.unfinished
        assert report.blobs_sent
    finally:
        server.should_exit = True
        thread.join()
        socket.close()
        hub_store.close()


if __name__ == "__main__":
    main()
