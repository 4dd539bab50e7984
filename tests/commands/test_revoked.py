"""A laptop that is lost: revoked at the hub, its keys go at the next contact."""

from collections.abc import Callable
from pathlib import Path

from tests.commands.conftest import Answer
from tests.hub.serving import served

Run = Callable[..., Answer]


def test_a_revoked_laptop_destroys_its_keys_says_so_and_the_hub_is_told(
    run: Run, store: str, tmp_path: Path
) -> None:
    db = str(tmp_path / "hub")
    assert run("hub", "new", "--db", db).code == 0
    with served(db, tmp_path / "said") as hub:
        invited = run(
            "hub", "invite", "--officer", "DC Marsh", "--alone", "--db", db, "--json"
        )
        code = invited.json["code"]
        assert run("enrol", store, "--hub", hub.url, "--code", code).code == 0
        (desk,) = run("hub", "desks", "--db", db, "--json").json
        revoked = run("hub", "revoke", desk["id"], "--db", db)
        waiting = run("hub", "desks", "--db", db)

        refused = run("sync", store)
        after = run("hub", "desks", "--db", db, "--json").json
        told = run("hub", "desks", "--db", db)

    assert "told to destroy its keys" in revoked.out
    assert "revoked, keys not destroyed yet" in waiting.out
    assert refused.code == 1
    assert "revoked this laptop" in refused.err
    assert "2 changes had not been sent" in refused.err
    assert after[0]["wiped_at"]
    assert "revoked, keys destroyed" in told.out
    assert hub.said == ""
    for words in (["cases", store], ["check", store], ["sync", store]):
        shut = run(*words)
        assert shut.code == 1
        assert shut.err.startswith("The hub revoked this laptop.")
        assert shut.out == ""
