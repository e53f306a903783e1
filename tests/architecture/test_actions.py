"""Actions: who and when are said by name, the audit is told, and a test knows each."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.architecture import source

RECORDS = {"record", "record_reading"}

# Acts of the log itself, which can't be recorded in the log: they number and sign what is there.
OF_THE_LOG = {"audit"}

# Acts of the deployment itself: before the first account, or by its scheduler.
BY_NOBODY = {
    "trust.begin_deployment",
    "trust.keep_directory_current",
    "dossiers.escalate_missed",
}


def action_files() -> list[Path]:
    return [p for p in source.code() if source.package(p) and source.is_named(p, "actions")]


def offered() -> list[tuple[Path, source.Function]]:
    """Return each action: what other code calls. The rest are pieces that actions are made of."""
    return [
        (path, found)
        for path in action_files()
        if source.package(path) not in OF_THE_LOG
        for found in source.public_functions(path)
        if found.name in names_used_beside(source.package(path))
    ]


@cache
def names_used_beside(package: str) -> frozenset[str]:
    """Return the names used in files that import a package's actions, but for those actions."""
    others = [
        path
        for path in source.code()
        if not (source.package(path) == package and source.is_named(path, "actions"))
        and f"amparo.{package}.actions" in path.read_text(encoding="utf-8")
    ]
    return frozenset().union(*(names(path) for path in others))


@cache
def names(path: Path) -> frozenset[str]:
    """Return every name that a file says, alone or after a dot."""
    nodes = list(ast.walk(source.tree(path)))
    alone = {node.id for node in nodes if isinstance(node, ast.Name)}
    return frozenset(alone | {node.attr for node in nodes if isinstance(node, ast.Attribute)})


ACTIONS = offered()
each = pytest.mark.parametrize(
    ("path", "action"), ACTIONS, ids=[f"{source.package(p)}.{found.name}" for p, found in ACTIONS]
)


@cache
def bodies() -> dict[str, list[source.Function]]:
    """Return every function of every file of actions by its name, private ones too."""
    known: dict[str, list[source.Function]] = {}
    for path in action_files():
        for found in source.functions(path):
            known.setdefault(found.name, []).append(found)
    return known


def reaches(name: str, wanted: set[str], seen: set[str]) -> bool:
    """Return whether a function calls one of `wanted`, itself or through other actions."""
    if name in wanted:
        return True
    if name in seen:
        return False
    seen.add(name)
    called = {source.called(call) for f in bodies().get(name, []) for call in source.calls(f)}
    return any(reaches(other, wanted, seen) for other in called if other)


def writes_rows(action: source.Function) -> bool:
    """Return whether an action changes anything at all, itself or through others."""
    changing = {"create", "bulk_create", "save", "update", "delete", "get_or_create"}
    return reaches(action.name, changing, set())


@each
def test_an_action_is_told_by_whom_and_when(path: Path, action: source.Function) -> None:
    if writes_rows(action):
        keywords = {argument.arg for argument in action.args.kwonlyargs}
        is_by_nobody = f"{source.package(path)}.{action.name}" in BY_NOBODY
        wanted = {"at"} if is_by_nobody else {"by", "at"}
        assert wanted <= keywords, source.place(path, action.lineno)


@each
def test_an_action_leaves_a_record_in_the_log(path: Path, action: source.Function) -> None:
    if writes_rows(action):
        assert reaches(action.name, RECORDS, set()), source.place(path, action.lineno)


@cache
def names_in_tests() -> frozenset[str]:
    tests = [path for path in source.files(".py") if source.is_test(path)]
    return frozenset().union(*(names(path) for path in tests))


@each
def test_a_test_knows_the_action(path: Path, action: source.Function) -> None:
    if writes_rows(action):
        assert action.name in names_in_tests(), source.place(path, action.lineno)


def test_there_are_actions_to_judge() -> None:
    assert ACTIONS


def test_whoever_is_excused_from_an_actor_is_there() -> None:
    known = {f"{source.package(p)}.{f.name}" for p in action_files() for f in source.functions(p)}
    assert sorted(BY_NOBODY - known) == []
