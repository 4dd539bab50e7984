"""The access log hears of every person that is opened; no screen waits for it."""

from PySide6.QtCore import QObject

from iomdesk.cases.actions import consult_case
from iomdesk.records.ids import CaseId
from ui.deeds import deed
from ui.desk import Desk, nothing

consult = deed(consult_case)


def log_consultation(desk: Desk, case_id: CaseId, owner: QObject) -> None:
    desk.do(consult(case_id), nothing, owner)
