"""What a screen keeps of its own for the officer; what is a rule is in `rules`."""

from enum import StrEnum

from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.codec import Json


class Setting(StrEnum):
    PEOPLE_COLUMNS = "people_columns"
    FOREIGN_BACKUPS = "foreign_backups"


@may(Role.OFFICER, Role.SUPERVISOR)
def keep_setting(work: UnitOfWork, setting: Setting, value: Json) -> None:
    work.set_setting(setting.value, value)
