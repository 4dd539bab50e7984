"""While the hub takes its time, the store is free for everybody else."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from iomdesk.commands.in_turns import InTurns
from tests.commands.conftest import Answer
from tests.hub.serving import served

Run = Callable[..., Answer]


def test_others_work_in_the_store_while_sync_waits_for_the_hub(
    run: Run, store: str, tmp_path: Path
) -> None:
    db = str(tmp_path / "hub")
    more = tmp_path / "more.csv"
    more.write_text("Surname,CRN\nBrown,X100002\n")
    answers: list[Answer] = []
    assert run("hub", "new", "--db", db).code == 0
    with served(db, tmp_path / "said") as hub:
        words = ("hub", "invite", "--officer", "DC Marsh", "--alone", "--db", db)
        code = run(*words, "--json").json["code"]
        assert run("enrol", store, "--hub", hub.url, "--code", code).code == 0
        syncing = threading.Thread(target=lambda: answers.append(run("sync", store)))
        os.kill(hub.process.pid, signal.SIGSTOP)
        try:
            syncing.start()
            syncing.join(1.5)
            still = syncing.is_alive()
            shown, imported = run("cases", store), run("import", store, str(more))
        finally:
            os.kill(hub.process.pid, signal.SIGCONT)
            syncing.join(60)
        again = run("sync", store, "--json")

    assert still
    assert (shown.code, imported.code) == (0, 0), imported.err
    assert [answer.code for answer in answers] == [0]
    assert again.json["not_sent"] == 0
    assert run("cases", store, "--json").json["count"] == 2
    assert run("check", store).code == 0


def test_a_store_that_was_let_go_after_it_was_named_is_taken_again() -> None:
    taken: list[list[int]] = []

    def take() -> contextlib.AbstractContextManager[list[int]]:
        taken.append([])
        return contextlib.nullcontext(taken[-1])

    store = InTurns(take)
    store.append(1)
    named = store.append
    store.let_go()
    named(2)

    assert taken == [[1], [2]]
