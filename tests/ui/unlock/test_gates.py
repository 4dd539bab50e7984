"""Every screen before the desk can be used by everybody."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from tests.pages.screens import press, settle, words_in
from tests.ui.walks import problems
from ui.session import Session
from ui.unlock.attempts import Attempts
from ui.unlock.first_run_view import FirstRunView
from ui.unlock.first_run_viewmodel import FirstRunViewModel, Step
from ui.unlock.passphrase_view import PassphraseField
from ui.unlock.recovery_view import RecoveryView
from ui.unlock.recovery_viewmodel import RecoveryViewModel
from ui.unlock.sheet_printing_view import sheet_words
from ui.unlock.unlock_view import UnlockView
from ui.unlock.unlock_viewmodel import UnlockViewModel

WINDOW = (1366, 768)
CODE = "7K3M-Q0PZ-41VD-8XRA-2NWE-5HTC-9BJG"


def test_everybody_can_unlock(app: QApplication, session: Session) -> None:
    assert problems(app, lambda: UnlockView(UnlockViewModel(session)), WINDOW) == []


def test_everybody_can_unlock_after_wrong_attempts(
    app: QApplication, session: Session
) -> None:
    viewmodel = UnlockViewModel(session, Attempts(wrong=4, until=1e12))
    viewmodel.tell("The passphrase is not right. Try again.")

    assert problems(app, lambda: UnlockView(viewmodel), WINDOW) == []


@pytest.mark.parametrize("step", Step)
def test_everybody_can_take_each_step_of_the_first_run(
    app: QApplication,
    make_session: Callable[..., Session],
    tmp_path: Path,
    step: Step,
) -> None:
    viewmodel = FirstRunViewModel(make_session(tmp_path / "new"))
    viewmodel.show(step, name="DC 4471 Marsh", code=CODE)

    assert problems(app, lambda: FirstRunView(viewmodel), WINDOW) == []


def test_everybody_can_recover(app: QApplication, session: Session) -> None:
    viewmodel = RecoveryViewModel(session)
    viewmodel.recover("", "", "")

    assert problems(app, lambda: RecoveryView(viewmodel), WINDOW) == []


def shown(view: QWidget) -> QWidget:
    view.resize(*WINDOW)
    view.show()
    view.activateWindow()
    settle()
    return view


@pytest.mark.usefixtures("app")
def test_problems_of_a_recovery_are_summed_up_with_links_to_their_fields(
    session: Session,
) -> None:
    view = RecoveryView(RecoveryViewModel(session))
    shown(view)
    press(view, "Set the passphrase and unlock")

    assert "There is a problem" in words_in(view)
    press(view, "Type the code of the recovery sheet.")

    focused = view.window().focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.accessibleName() == "Recovery code"


@pytest.mark.usefixtures("app")
def test_advice_follows_the_new_passphrase_as_it_is_typed(session: Session) -> None:
    view = RecoveryView(RecoveryViewModel(session))
    shown(view)

    QTest.keyClicks(view.new.edit, "four words in a row")

    assert any(words.startswith("19 characters: strong") for words in words_in(view))


def test_the_printed_sheet_says_whose_it_is_and_what_it_is_for() -> None:
    said = sheet_words("DC 4471 Marsh", CODE)

    assert "Store of DC 4471 Marsh" in said
    assert CODE in said
    assert "never with the laptop" in said


@pytest.mark.usefixtures("app")
def test_only_a_hidden_passphrase_is_called_hidden_to_the_keyboard() -> None:
    field = PassphraseField("Passphrase")
    hidden, always = Qt.InputMethodHint.ImhHiddenText, Qt.InputMethodHint
    show = field.findChild(QAbstractButton)
    assert show
    for shown in (False, True, False):
        show.setChecked(shown)

        hints = field.edit.inputMethodHints()
        assert bool(hints & hidden) is not shown
        assert hints & always.ImhSensitiveData
        assert hints & always.ImhNoPredictiveText
