"""What the officer may choose, kept in the store with everything else."""

from enum import StrEnum

from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.codec import Json


class Setting(StrEnum):
    IDLE_MINUTES = "idle_minutes"
    PEOPLE_COLUMNS = "people_columns"
    INSTRUMENT_LANGUAGE = "instrument_language"
    FOREIGN_BACKUPS = "foreign_backups"


@may(Role.OFFICER, Role.SUPERVISOR)
def keep_setting(work: UnitOfWork, setting: Setting, value: Json) -> None:
    work.set_setting(setting.value, value)
