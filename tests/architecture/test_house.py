"""The house's own rules, beyond what the import checks can see."""

import ast
import importlib.metadata
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("iomdesk", "ui", "db")
TOP = {
    "iomdesk", "ui", "resources", "db", "tests", "packaging", "pyproject.toml",
    "Makefile", "README.md", ".ci", ".gitignore", "LICENSE", "CHANGELOG.md",
    "CONTRIBUTING.md",
}  # fmt: skip


def modules(*folders: str) -> list[Path]:
    return sorted(p for f in folders for p in (ROOT / f).rglob("*.py"))


def test_the_top_level_is_the_diagram() -> None:
    listed = subprocess.run(
        ["git", "ls-tree", "--name-only", "HEAD"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert set(listed.stdout.split()) <= TOP


def test_no_dependency_brings_a_package_of_our_names() -> None:
    bringers = importlib.metadata.packages_distributions()

    for name in (*OURS, "resources"):
        assert set(bringers.get(name, [])) <= {"iom-desk"}


def test_every_module_says_in_one_line_what_it_is_and_stays_short() -> None:
    texts = {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in modules(*OURS)}

    mute = [
        name for name, text in texts.items() if not ast.get_docstring(ast.parse(text))
    ]
    long = [name for name, text in texts.items() if len(text.splitlines()) > 400]
    assert (mute, long) == ([], [])


WITHIN_ACTIONS = {
    "iomdesk/assessments/actions.py:complete_answered": "the end of an assessment",
    "iomdesk/assessments/late_edit.py:keep_in_assessment": "part of settling",
    "iomdesk/cases/filing.py:change_whole": "a person put back record by record",
    "iomdesk/cases/filing.py:put_whole": "a person put back record by record",
    "iomdesk/forms/opened_record.py:drop_draft_of": "goes with what is recorded",
    "iomdesk/forms/opened_record.py:opened_record": "the end of opening a form",
    "iomdesk/plans/actions.py:agree_edited": "the end of an agreement",
    "iomdesk/plans/actions.py:edited_plan": "the plan to save or to agree",
    "iomdesk/visits/actions.py:recorded_visit": "the visit to save or to sign",
    "iomdesk/visits/actions.py:sign_recorded": "the end of a signing",
    "iomdesk/plans/late_edit.py:keep_in_next_version": "the end of a settlement",
    "iomdesk/visits/late_edit.py:keep_in_visit": "the end of a settlement",
    "iomdesk/exchange/kept.py:keep_import": "what an import keeps",
    "iomdesk/exchange/kept.py:keep_people": "what an import keeps",
    "iomdesk/exchange/matching.py:match": "whom a row of an import means",
}
"""Public functions that are given the work of an action, and are none themselves."""


def test_every_action_says_who_may_do_it() -> None:
    silent = {
        f"{path.relative_to(ROOT)}:{function.name}"
        for path in modules(*OURS)
        for function in actions(path)
        if not any(is_may(mark) for mark in function.decorator_list)
    }

    assert silent <= set(WITHIN_ACTIONS)


def actions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the public functions of a module that are given a unit of work."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        types = [one.annotation for one in (*node.args.args, *node.args.kwonlyargs)]
        if any(kind and ast.unparse(kind) == "UnitOfWork" for kind in types):
            yield node


def is_may(mark: ast.expr) -> bool:
    return (
        isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Name)
        and mark.func.id == "may"
    )


def test_only_the_task_lanes_and_the_crash_handler_catch_everything() -> None:
    allowed = {"ui/tasks.py", "ui/errors.py", "iomdesk/__main__.py"}
    catchers = {
        str(path.relative_to(ROOT))
        for path in modules(*OURS)
        if any(is_catch_all(node) for node in ast.walk(ast.parse(path.read_text())))
    }

    assert catchers <= allowed


def is_catch_all(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    broad = isinstance(node.type, ast.Name) and node.type.id == "Exception"
    return node.type is None or broad


def test_no_store_is_read_past_its_log() -> None:
    """SQLite then shows no commit since the last checkpoint, and says nothing."""
    word = "immu" + "table"
    places = [p for p in modules(*OURS, "packaging") if word in p.read_text("utf-8")]

    assert places == []


def test_nothing_committed_names_a_place_of_one_machine() -> None:
    words = ("/wo" + "rk/", ".lib" + "rary", "pypi" + ".org", "registry." + "npmjs")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = [
        name
        for name in listed.stdout.split()
        if Path(name).suffix in {".py", ".toml", ".md", ".sh", ".lock", ".txt", ""}
        and (ROOT / name).is_file()
        and any(word in (ROOT / name).read_text("utf-8", "ignore") for word in words)
    ]

    assert found == []


WRITES = {"write_bytes", "write_text", "symlink_to", "hardlink_to"}
MAY_WRITE = {
    "iomdesk/plain_copy.py": "the one way out of the store",
    "ui/look.py": "the window's look, in the store's own folder",
}


def test_a_file_outside_the_store_is_written_one_way() -> None:
    """By another way it could be written over, cut short, or laid into a store."""
    others = [
        f"{name}:{line}"
        for path in modules("iomdesk", "ui")
        if (name := str(path.relative_to(ROOT))) not in MAY_WRITE
        for line in sorted(writing(ast.parse(path.read_text("utf-8"))))
    ]

    assert others == []


def writing(module: ast.Module) -> Iterator[int]:
    """Yield the lines that open a file for writing, or make one."""
    for call in ast.walk(module):
        if not isinstance(call, ast.Call):
            continue
        name = ast.unparse(call.func)
        modes = [
            one.value
            for one in (*call.args, *(word.value for word in call.keywords))
            if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        is_open = name.rpartition(".")[2] == "open" and any(
            set(mode) <= set("rwxabt+") and set(mode) & set("wxa+") for mode in modes
        )
        if is_open or name.rpartition(".")[2] in WRITES or "O_CREAT" in name:
            yield call.lineno
