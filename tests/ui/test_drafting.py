"""What is typed reaches the store a moment after the first key."""

from typing import Any

import pytest
from PySide6.QtCore import QObject

from db.store import EncryptedStore
from iomdesk.errors import DiskFull
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import CaseId
from tests.ui.desks import DeskAtHand
from ui.drafting import WAIT, Drafting

CASE = CaseId("case-1")


class Form(QObject):
    def __init__(self, desk: DeskAtHand) -> None:
        super().__init__()
        self.typed = ""
        self.drafting = Drafting(desk, "visit", lambda: {"words": self.typed}, self)
        self.drafting.start(CASE, None)

    def type(self, words: str) -> None:
        self.typed = words
        self.drafting.touch()


@pytest.fixture
def form(desk: DeskAtHand) -> Form:
    return Form(desk)


def test_a_later_key_does_not_put_the_save_back(form: Form) -> None:
    form.type("He")
    started = form.drafting._timer.timerId()
    form.type("He said")

    assert form.drafting._timer.timerId() == started
    assert WAIT < 1000


def test_what_was_typed_last_is_what_is_kept(form: Form, store: EncryptedStore) -> None:
    form.type("He")
    form.type("He said")
    form.drafting._timer.timeout.emit()

    assert [d.body for d in store.queries.drafts()] == [{"words": "He said"}]


def test_the_time_of_the_save_is_told(form: Form, desk: DeskAtHand) -> None:
    form.type("He said")
    form.drafting.flush()

    assert desk.times == [desk.now]
    assert form.drafting.saved_at == desk.now


def test_one_form_is_one_draft(form: Form, store: EncryptedStore) -> None:
    for words in ("a", "ab", "abc"):
        form.type(words)
        form.drafting.flush()

    assert len(store.queries.drafts()) == 1


def test_nothing_is_kept_of_a_form_that_nobody_typed_in(
    form: Form, store: EncryptedStore
) -> None:
    form.drafting.flush()

    assert store.queries.drafts() == []
    assert form.drafting.draft_id is None


def test_nothing_is_kept_after_the_form_was_recorded(
    form: Form, store: EncryptedStore
) -> None:
    form.type("He said")
    form.drafting.stop()
    form.drafting.flush()

    assert store.queries.drafts() == []


def test_a_draft_that_cannot_be_kept_is_told_and_tried_again_with_the_next_key(
    form: Form,
    desk: DeskAtHand,
    store: EncryptedStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(store, "do", _full)
        form.type("He")
        form.drafting.flush()
    form.type("He said")
    form.drafting.flush()

    assert desk.words == ["The disk is full."]
    assert [d.body for d in store.queries.drafts()] == [{"words": "He said"}]


@may(Role.OFFICER)
def _full(_work: UnitOfWork, *_args: Any) -> None:
    raise DiskFull("The disk is full.")
