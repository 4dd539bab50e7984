"""The access log hears of every person that is opened; no screen waits for it."""

from functools import partial

from PySide6.QtCore import QObject

from iomdesk.cases.actions import consult_case
from iomdesk.records.ids import CaseId
from ui.desk import Desk


def log_consultation(desk: Desk, case_id: CaseId, owner: QObject) -> None:
    work = partial(desk.store.do, consult_case, case_id)
    desk.tasks.run(work, _nothing, desk.tell, owner)


def _nothing(_: object) -> None:
    pass
