"""The rules in force, as a person at a terminal reads and sets them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Answer

Run = Callable[..., Answer]
HIGH = "due.visit.months.high"
FILE = f"""\
code = "rules"
version = "1"
force = "Example Constabulary"
effective_from = 2026-04-01
[values]
"{HIGH}" = 2
"""


@pytest.fixture
def signed(run: Run, store: str, tmp_path: Path) -> Path:
    """Return a signed file of rules, of a force that the store trusts."""
    assert run("pack", "keys", "--out", str(tmp_path)).code == 0
    assert run("hub", "keys", "--out", str(tmp_path)).code == 0
    packs = (tmp_path / "packs-public.pem").read_text()
    recovery = (tmp_path / "recovery-public.pem").read_text()
    force = tmp_path / "force.toml"
    force.write_text(
        f"[recovery]\npublic_key = '''{recovery}'''\n"
        f"[packs]\npublic_key = '''{packs}'''\n"
    )
    assert run("pack", "trust", str(force), "--store", store).code == 0
    file = tmp_path / "rules.toml"
    file.write_text(FILE)
    key = str(tmp_path / "packs-private.pem")
    done = run("pack", "sign", str(file), "--key", key, "--replace", "--json")
    assert (done.code, done.json["code"]) == (0, "rules"), done.err
    return file


def rule(answer: Answer, code: str) -> dict[str, object]:
    (found,) = [one for one in answer.json["rules"] if one["rule"] == code]
    return dict(found)


def test_every_rule_is_listed_with_whose_it_is(run: Run, store: str) -> None:
    listed = run("rules", store, "--json")
    told = run("rules", store)

    assert rule(listed, HIGH) == {
        "rule": HIGH,
        "title": "Home visit, high risk",
        "type": "months",
        "value": 3,
        "by": "2026-01",
        "in_force_from": "2026-01-01",
        "shipped": 3,
        "source": rule(listed, HIGH)["source"],
        "changed_by": "force",
        "may_be_set": True,
    }
    assert "Home visit, high risk: 3 months (2026-01)" in told.out


def test_a_signed_file_is_taken_in_and_rules(
    run: Run, store: str, signed: Path
) -> None:
    taken = run("rules", store, "--add", str(signed), "--json")
    before = run("rules", store, "--on", "2026-03-31", "--json")

    assert taken.code == 0, taken.err
    assert taken.json["version"] == "Example Constabulary, version 1"
    assert (rule(taken, HIGH)["value"], rule(taken, HIGH)["shipped"]) == (2, 3)
    assert not rule(taken, HIGH)["may_be_set"]
    assert rule(before, HIGH)["value"] == 3
    assert "rules of the force" in run("pack", "list", "--store", store).out


def test_a_file_that_is_not_signed_is_refused(
    run: Run, store: str, signed: Path
) -> None:
    signed.write_text(FILE)

    refused = run("rules", store, "--add", str(signed))

    assert refused.code == 1
    assert "is not signed" in refused.err


def test_a_faulty_file_is_not_signed(run: Run, tmp_path: Path) -> None:
    run("pack", "keys", "--out", str(tmp_path))
    file = tmp_path / "rules.toml"
    file.write_text(FILE.replace("= 2\n", "= 200\n"))

    refused = run(
        "pack", "sign", str(file), "--key", str(tmp_path / "packs-private.pem")
    )

    assert refused.code == 1
    assert f"{HIGH}: It is a whole number of months from 0 to 60." in refused.err


def test_without_a_force_a_rule_is_set_and_unset(run: Run, store: str) -> None:
    mine = run("rules", store, "--set", f"{HIGH}=4", "--json")
    shipped = run("rules", store, "--unset", HIGH, "--json")

    assert mine.json["version"] == "2026-01, own setting"
    assert (rule(mine, HIGH)["value"], rule(mine, HIGH)["by"]) == (4, "own setting")
    assert rule(shipped, HIGH)["value"] == 3


def test_a_list_of_what_is_due_names_its_rules(run: Run, store: str) -> None:
    planned = run("planned", store, "X100001", "--for", "2031-07-02T10:00")
    assert planned.code == 0

    rows = run("due", store, "--on", "2031-07-01", "--json").json

    assert {row["rules"] for row in rows} == {"2026-01"}


def test_a_store_is_made_with_the_rules_of_its_force_file(
    run: Run, signed: Path, tmp_path: Path
) -> None:
    force = tmp_path / "force.toml"
    force.write_text(
        f"{force.read_text()}[rules]\nfile = '''\n{signed.read_text()}'''\n"
    )

    made = run("new", str(tmp_path / "another"), "--force", str(force))
    rules = run("rules", str(tmp_path / "another"), "--json")

    assert made.code == 0, made.err
    assert rules.json["version"] == "Example Constabulary, version 1"


def test_a_force_file_whose_rules_are_not_signed_makes_no_store(
    run: Run, signed: Path, tmp_path: Path
) -> None:
    force = tmp_path / "force.toml"
    force.write_text(f"{force.read_text()}[rules]\nfile = '''\n{FILE}'''\n")

    refused = run("new", str(tmp_path / "another"), "--force", str(force))

    assert signed.exists()
    assert refused.code == 1
    assert "is not signed" in refused.err
    assert not (tmp_path / "another").exists()


def test_a_hub_takes_rules_that_are_signed_alone(
    run: Run, signed: Path, tmp_path: Path
) -> None:
    db = str(tmp_path / "team")
    assert run("hub", "new", "--db", db).code == 0

    taken = run("hub", "rules", str(signed), "--db", db)
    signed.write_text(FILE)
    refused = run("hub", "rules", str(signed), "--db", db)

    assert taken.code == 0, taken.err
    assert "Example Constabulary, version 1" in taken.out
    assert (refused.code, "is not signed" in refused.err) == (1, True)
