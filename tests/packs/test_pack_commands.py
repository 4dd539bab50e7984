"""From the force's keys to an assessment on a laptop, as typed."""

import json
from pathlib import Path

import pytest

from iomdesk.packs.keys import new_key_pair
from tests.assessments.instruments import FAULTY
from tests.commands.conftest import Answer, run, store
from tests.commands.test_commands import Run
from tests.packs.packs import OTHER_PEM, TEXT

__all__ = ["run", "store"]


@pytest.fixture
def force(run: Run, tmp_path: Path) -> Path:
    """Return a folder with the force's keys, its force file and a signed pack."""
    folder = tmp_path / "force"
    folder.mkdir()
    assert run("hub", "keys", "--out", str(folder)).code == 0
    assert run("pack", "keys", "--out", str(folder)).code == 0
    recovery = (folder / "recovery-public.pem").read_text()
    packs = (folder / "packs-public.pem").read_text()
    (folder / "force.toml").write_text(
        f"name = 'Example Constabulary'\n[recovery]\npublic_key = '''{recovery}'''\n"
        f"[packs]\npublic_key = '''{packs}'''\n"
    )
    (folder / "tool.toml").write_text(TEXT)
    assert sign(run, folder).code == 0
    return folder


def sign(run: Run, folder: Path, *more: str) -> Answer:
    key = str(folder / "packs-private.pem")
    where = more or ("--replace",)
    return run("pack", "sign", str(folder / "tool.toml"), "--key", key, *where)


def test_a_store_made_with_the_force_file_loads_a_pack_and_assesses_with_it(
    run: Run, force: Path, tmp_path: Path
) -> None:
    store = str(tmp_path / "desk")
    assert run("new", store, "--force", str(force / "force.toml")).code == 0
    people = tmp_path / "people.csv"
    people.write_text("Surname,Forename,DOB,CRN\nDooley,Wendell,14/02/2001,X100001\n")
    assert run("import", store, str(people)).code == 0

    added = run("pack", "add", str(force / "tool.toml"), "--store", store)
    example = run("schema", "made-up", "--example", "--store", store)
    answers = tmp_path / "answers.json"
    answers.write_text(example.out)
    done = run("assess", store, "X100001", "made-up", "--input", str(answers), "--json")

    assert added.out == "made-up, version 1, is added.\n"
    assert done.json["instrument_version"] == "1"
    listed = run("instruments", "--store", store, "--json").json
    assert "made-up" in [one["code"] for one in listed]
    assert run("check", store).code == 0


def test_a_store_made_without_it_takes_the_key_once(
    run: Run, store: str, force: Path
) -> None:
    tool = str(force / "tool.toml")
    refused = run("pack", "add", tool, "--store", store)

    trusted = run("pack", "trust", str(force / "force.toml"), "--store", store)
    again = [run("pack", "add", tool, "--store", store) for _ in range(2)]

    assert refused.code == 1
    assert "iomdesk pack trust" in refused.err
    assert "Example Constabulary" in trusted.out
    assert [one.code for one in again] == [0, 0]
    assert "is here already" in again[1].out
    listed = run("pack", "list", "--store", store, "--json").json
    assert [(one["code"], one["in_use"]) for one in listed] == [("made-up", True)]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("# iomdesk-pack", "# no-pack", "is not signed"),
        ("Heroin", "Opiates", "was altered after it was signed"),
    ],
)
def test_a_pack_that_is_not_as_the_force_signed_it_is_refused(
    run: Run, store: str, force: Path, before: str, after: str, said: str
) -> None:
    run("pack", "trust", str(force / "force.toml"), "--store", store)
    tool = force / "tool.toml"
    tool.write_text(tool.read_text().replace(before, after))

    refused = run("pack", "add", str(tool), "--store", store, "--json")

    assert refused.code == 1
    assert said in refused.err
    assert refused.json["error"]["code"] == "pack_refused"
    assert run("pack", "list", "--store", store).out == "This store has no packs.\n"


def test_a_pack_signed_by_somebody_else_is_refused(
    run: Run, store: str, force: Path
) -> None:
    run("pack", "trust", str(force / "force.toml"), "--store", store)
    (force / "packs-private.pem").write_bytes(OTHER_PEM)
    assert sign(run, force).code == 0

    refused = run("pack", "add", str(force / "tool.toml"), "--store", store)

    assert "not with the force's key" in refused.err


def test_a_faulty_instrument_is_not_signed(run: Run, force: Path) -> None:
    faulty = (FAULTY / "gapped-bands.toml").read_text("utf-8")
    (force / "tool.toml").write_text(faulty)

    refused = sign(run, force)

    assert refused.code == 1
    assert "tool.toml, bands.high" in refused.err
    assert (force / "tool.toml").read_text() == faulty


def test_signing_to_another_file_leaves_the_first_as_it_is(
    run: Run, force: Path
) -> None:
    (force / "tool.toml").write_text(TEXT)

    assert sign(run, force, "--out", str(force / "signed.toml")).code == 0

    assert (force / "tool.toml").read_text() == TEXT
    assert "iomdesk-pack ed25519" in (force / "signed.toml").read_text()


def test_the_linter_names_file_and_place_and_ends_with_1(run: Run) -> None:
    files = [str(FAULTY / f"{name}.toml") for name in ("cycle", "sound", "not-toml")]

    found = run("pack", "lint", *files)

    assert found.code == 1
    assert f"{files[0]}, items.work.visible_when: the conditions run" in found.out
    assert files[2] in found.out
    assert files[1] not in found.out
    assert run("pack", "lint", files[1]).out == "No faults.\n"
    assert run("pack", "lint").code == 0
    said = run("pack", "lint", files[0], "--json").json
    assert said[0]["kind"] == "cycle"


def test_keys_that_are_there_are_never_written_over(run: Run, force: Path) -> None:
    refused = run("pack", "keys", "--out", str(force))

    assert refused.code == 1
    assert "exists already" in refused.err
    assert (force / "packs-private.pem").stat().st_mode & 0o777 == 0o600


def test_keys_are_not_made_in_a_folder_that_is_not_there(
    run: Run, tmp_path: Path
) -> None:
    refused = run("pack", "keys", "--out", str(tmp_path / "none"))

    assert refused.code == 1
    assert "There is no folder" in refused.err


def test_a_force_file_with_another_kind_of_key_is_refused(
    run: Run, store: str, force: Path
) -> None:
    text = (force / "force.toml").read_text()
    recovery = (force / "recovery-public.pem").read_text()
    packs = (force / "packs-public.pem").read_text()
    (force / "force.toml").write_text(text.replace(packs, recovery))

    refused = run("pack", "trust", str(force / "force.toml"), "--store", store)

    assert "key for packs cannot be used" in refused.err


def test_the_packs_are_exported_as_the_force_signed_them(
    run: Run, store: str, force: Path, tmp_path: Path
) -> None:
    run("pack", "trust", str(force / "force.toml"), "--store", store)
    run("pack", "add", str(force / "tool.toml"), "--store", store)

    assert run("export", store, "--out", str(tmp_path / "out")).code == 0

    written = (tmp_path / "out" / "packs" / "made-up-1.toml").read_bytes()
    assert written == (force / "tool.toml").read_bytes()


def test_a_key_in_several_files_may_be_named(run: Run, store: str, force: Path) -> None:
    text = (force / "force.toml").read_text()
    newer = json.dumps(new_key_pair()[1].decode())
    (force / "force.toml").write_text(f"{text}public_keys = [{newer}]\n")

    trusted = run("pack", "trust", str(force / "force.toml"), "--store", store)

    assert " or " in trusted.out
    assert run("pack", "add", str(force / "tool.toml"), "--store", store).code == 0
