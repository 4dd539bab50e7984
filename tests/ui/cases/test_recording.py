"""A score of another tool: typed in as given, listed, read, withdrawn, printed."""

from datetime import date

import pytest
from attrs import evolve
from PySide6.QtWidgets import QApplication, QWidget

from db.store import EncryptedStore
from iomdesk.assessments.score_list import recorded_line
from iomdesk.assessments.tools import tool_called
from iomdesk.cases.case import RecordedScore
from iomdesk.cases.filing import whole_case
from iomdesk.errors import InputRefused
from iomdesk.records.ids import PartId
from tests.pages.person_page import PersonPage
from tests.pages.screens import come_forward, press, words_in
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson, dooley, keep
from tests.ui.walks import LOOKS
from ui import theme
from ui.cases.recorded_view import RecordedDialog
from ui.cases.recording import asked_about, said_score, tool_names
from ui.cases.recording_view import RecordScoreDialog
from ui.cases.recording_viewmodel import RecordScoreViewModel
from ui.cases.screens import screen
from ui.places import PersonPlace, PreviewPlace
from ui.widgets.choice import Choice
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.read_edits import DateEdit

DAY = date(2026, 9, 3)
RM2000 = {
    "version": "2007",
    "on": DAY,
    "source": "Report of 3 September",
    "assessor": "DC Hale",
    "scales.S": "Medium",
    "basis": "Convictions on PNC",
}


@pytest.fixture
def form(desk: DeskAtHand, person: DemoPerson) -> RecordScoreViewModel:
    assert person
    return RecordScoreViewModel(desk, dooley())


@pytest.fixture
def page(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> PersonPage:
    assert app
    made = screen(desk, PersonPlace(case_id=person.case_id, tab="assessments"))
    made.resize(1190, 720)
    come_forward(made)
    return PersonPage(made)


def scores(store: EncryptedStore) -> list[RecordedScore]:
    case = whole_case(store.queries, dooley().id)
    return list(case.scores.values())


def rows(page: PersonPage) -> list[str]:
    model = page.table().view.model()
    columns = range(model.columnCount())
    return [
        " | ".join(str(model.index(row, n).data()) for n in columns)
        for row in range(model.rowCount())
    ]


def test_a_tool_of_scales_is_asked_for_its_scales() -> None:
    keys = [one.key for one in asked_about(tool_called("rm2000"))]

    assert keys == [
        "version",
        "on",
        "source",
        "assessor",
        "scales.S",
        "scales.V",
        "scales.C",
        "basis",
        "notes",
    ]


def test_a_tool_that_is_not_listed_is_asked_for_its_name() -> None:
    asked = {one.key: one for one in asked_about(None)}

    assert not asked["tool"].optional
    assert asked["kind"].options == ("static", "dynamic")
    assert tool_names()[-1] == ("other", "Another tool…")


def test_a_score_without_a_day_is_no_score() -> None:
    with pytest.raises(InputRefused, match="Give the date") as refused:
        said_score(None, {"tool": "LSI-R", "version": "1"})

    assert refused.value.field == "on"


def test_what_is_typed_is_kept_as_the_tool_gave_it(
    form: RecordScoreViewModel, store: EncryptedStore
) -> None:
    done = []
    form.recorded.connect(lambda: done.append(True))
    form.choose_tool("rm2000")
    form.record(RM2000)

    kept = next(one for one in scores(store) if one.tool == "RM2000")
    assert done
    assert (kept.version, kept.on, kept.assessor) == ("2007", DAY, "DC Hale")
    assert kept.scales == {"S": "Medium"}
    assert kept.recorded_by == "DC Marsh"


def test_what_is_wrong_stands_at_its_field(form: RecordScoreViewModel) -> None:
    form.choose_tool("rm2000")
    form.record({**RM2000, "scales.S": "Enormous"})

    assert form.problem_of("scales.S") == (
        "RM2000 is one of: Low, Medium, High, Very high."
    )
    assert form.problem_of("version") == ""


def test_a_result_that_is_lacking_stands_at_the_first_scale(
    form: RecordScoreViewModel,
) -> None:
    form.choose_tool("sara")
    form.record({**RM2000, "scales.S": ""})

    assert form.problem_of("scales.to_partner").startswith("Write the score")


def test_a_day_in_the_future_is_refused(form: RecordScoreViewModel) -> None:
    form.choose_tool("rm2000")
    form.record({**RM2000, "on": date(2027, 1, 1)})

    assert form.problem_of("on") == "The date of the score lies in the future."


def test_a_tool_for_others_is_refused_with_its_reason(
    form: RecordScoreViewModel, store: EncryptedStore
) -> None:
    man = dooley()
    store.do(keep, evolve(man, person=evolve(man.person, sex="female")))
    form.choose_tool("rm2000")
    form.record(RM2000)

    assert form.problem.startswith("RM2000 is not applicable to this person.")
    assert all(one.tool != "RM2000" for one in scores(store))


def fill(dialog: RecordScoreDialog, **values: object) -> None:
    """Type *values* into the fields of the dialog."""
    for key, value in values.items():
        editor = dialog.editors[key]
        if isinstance(editor, DateEdit):
            assert isinstance(value, date)
            editor.set_value(value)
        elif isinstance(editor, Choice | Combo | LineEdit | TextEdit):
            editor.set_value(str(value))


def test_the_list_tells_recorded_from_computed(
    page: PersonPage, desk: DeskAtHand
) -> None:
    page.press("Record a score")
    dialog = page.screen.findChildren(RecordScoreDialog)[0]
    dialog.tool.set_value("osp_dc")
    dialog.tool.edited.emit()
    fill(dialog, version="2", on=DAY, source="OASys", band="High")
    press(dialog, "Record the score")
    desk.hear()

    found = [row for row in rows(page) if "OSP/DC" in row]
    assert desk.words == ["The score is recorded."]
    assert "High" in found[0]
    assert "recorded" in found[0]
    assert "OASys" in found[0]
    assert any("OGRS3" in row and "completed" in row for row in rows(page))


def test_changing_the_tool_keeps_what_still_fits(page: PersonPage) -> None:
    page.press("Record a score")
    dialog = page.screen.findChildren(RecordScoreDialog)[0]
    fill(dialog, version="2", on=DAY, source="OASys")
    dialog.tool.set_value("rm2000")
    dialog.tool.edited.emit()

    version, day = dialog.editors["version"], dialog.editors["on"]
    assert (version.value(), day.value()) == ("2", DAY)
    assert "scales.S" in dialog.editors


def test_a_wrong_score_is_withdrawn_with_its_reason(
    page: PersonPage, desk: DeskAtHand
) -> None:
    at = next(n for n, row in enumerate(rows(page)) if "ARMS" in row)
    page.table().opened.emit(at)
    dialog = page.screen.findChildren(RecordedDialog)[0]
    press(dialog, "Withdraw it…")
    press(dialog, "Withdraw the score")
    asked_for = "Say why the score is withdrawn." in words_in(dialog)
    dialog.why.set_value("Of another person")
    press(dialog, "Withdraw the score")
    desk.hear()

    assert asked_for
    assert "withdrawn" in next(row for row in rows(page) if "ARMS" in row)
    assert "ARMS" in rows(page)[-1]


def test_the_scores_lead_to_paper(page: PersonPage, desk: DeskAtHand) -> None:
    page.press("Preview the scores")

    assert desk.places == [PreviewPlace(case_id=dooley().id, kind="scores")]
    assert ("All scores", "scores", None) in page.screen.viewmodel.printable()


@pytest.mark.parametrize(("look", "scale"), LOOKS)
@pytest.mark.parametrize("tool", ["rm2000", "needs", "other"])
def test_everybody_can_record_a_score(
    app: QApplication,
    form: RecordScoreViewModel,
    tool: str,
    look: str,
    scale: float,
) -> None:
    theme.apply(app, look, scale)
    parent = QWidget()
    parent.resize(1366, 768)
    form.choose_tool(tool)
    dialog = RecordScoreDialog(form, parent)
    form.record({})

    assert walk(dialog) == []


@pytest.mark.parametrize(("look", "scale"), LOOKS)
def test_everybody_can_read_a_recorded_score(
    app: QApplication, look: str, scale: float
) -> None:
    theme.apply(app, look, scale)
    parent = QWidget()
    line = recorded_line("osp", dooley().scores[PartId("osp")])
    dialog = RecordedDialog(line, parent)
    dialog.withdraw.click()

    assert walk(dialog) == []
