"""Pins: exact versions with hashes, no address to download from, and each wish with its reason."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.architecture import source

LISTS = sorted((source.PROJECT / "requirements").glob("*.txt"))
WISHES = sorted((source.PROJECT / "requirements").glob("*.in"))
ADDRESS = re.compile(r"https?://|file://|--(extra-)?index-url|--find-links", re.IGNORECASE)
LOCKS = ("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "uv.lock", "poetry.lock")


def blocks(path: Path) -> list[str]:
    """Return each pinned package with its hashes."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and line.strip()[0] != "#"]


def test_there_are_lists_to_judge() -> None:
    assert [path.name for path in LISTS] == ["audit.txt", "dev.txt", "run.txt"]


def test_every_package_is_pinned_with_hashes() -> None:
    loose = [b[:60] for p in LISTS for b in blocks(p) if "==" not in b or "--hash=sha256:" not in b]
    assert loose == []


def test_no_list_says_where_to_download() -> None:
    assert [path.name for path in LISTS + WISHES if ADDRESS.search(path.read_text())] == []


def test_no_other_lock_file_is_kept() -> None:
    kept = [p for name in LOCKS for p in source.PROJECT.glob(name)]
    assert [path.name for path in kept] == []


def test_every_wish_has_its_reason() -> None:
    silent = [
        line
        for path in WISHES
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and line[0] not in "#-" and " # " not in line
    ]
    assert silent == []


def pinned_to_run() -> set[str]:
    """Return the packages that a deployment installs."""
    names = (block.split("==")[0] for block in blocks(source.PROJECT / "requirements" / "run.txt"))
    return {plain(name.split("[")[0]) for name in names}


def plain(name: str) -> str:
    return name.strip().lower().replace("_", "-")


def imported_to_run(path: Path) -> set[str]:
    """Return the modules that are imported when a file runs, and not for its types alone."""
    tree = source.tree(path)
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    nodes = [node for node in ast.walk(tree) if id(node) not in for_types]
    whole = [a.name for node in nodes if isinstance(node, ast.Import) for a in node.names]
    parts = [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in [*whole, *parts]}


def test_what_runs_imports_only_what_a_deployment_installs() -> None:
    offered, installed = packages_distributions(), pinned_to_run()
    faults = [
        f"{source.place(path)}: {module}"
        for path in source.code()
        for module in sorted(imported_to_run(path) - set(sys.stdlib_module_names) - {"amparo"})
        if not installed.intersection(map(plain, offered.get(module, [])))
    ]
    assert faults == []
