"""The project's own files, read as text and as syntax trees, for tests that judge them.

No test looks at a file it does not name here, so that a fault is always told with its place.
"""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LAYERS = (
    "config",
    "desk",
    "phone",
    "insight",
    "dossiers",
    "system",
    "trust",
    "audit",
    "rows",
    "pages",
    "protocols",
    "forms",
    "sealing",
    "base",
)
PURE = ("protocols", "forms", "sealing", "base")
MADE = (".egg-info", "_cache")
LEFT_OUT = {".git", ".venv", "var", "node_modules", "build", "dist", "__pycache__"}


@cache
def _all() -> tuple[Path, ...]:
    found = []
    for folder, inner, names in os.walk(PROJECT):
        inner[:] = [n for n in inner if n not in LEFT_OUT and not n.endswith(MADE)]
        found += [Path(folder) / name for name in names]
    return tuple(sorted(found))


def files(*suffixes: str, under: str = "") -> list[Path]:
    """Return the project's files of these kinds, without what is installed or made."""
    top = PROJECT / under
    return [p for p in _all() if p.suffix in suffixes and p.is_relative_to(top)]


def place(path: Path, line: int | None = None) -> str:
    """Return how a fault names a file, with its line where there is one."""
    name = path.relative_to(PROJECT).as_posix()
    return f"{name}:{line}" if line else name


def package(path: Path) -> str:
    """Return the package that a file under amparo/ belongs to; empty for amparo's own."""
    parts = path.relative_to(PROJECT / "amparo").parts
    return parts[0] if len(parts) > 1 else ""


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(PROJECT).parts or path.name == "conftest.py"


def is_migration(path: Path) -> bool:
    return path.parent.name == "migrations"


def is_named(path: Path, word: str) -> bool:
    """Return whether a file is `word.py` or lies in a folder `word/` of its package."""
    parts = path.relative_to(PROJECT / "amparo").parts
    return path.stem == word or word in parts[1:-1]


def code(under: str = "amparo") -> list[Path]:
    """Return the Python that runs: no tests, no migrations."""
    return [p for p in files(".py", under=under) if not is_test(p) and not is_migration(p)]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes(), filename=str(path))


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    """Yield every function of a file, methods and inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_functions(path: Path) -> Iterator[Function]:
    """Yield the functions a file offers: its own, not private, not inside anything."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_":
            yield node


def lines(node: Function) -> int:
    """Return a function's length, from `def` to its last line."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def calls(node: ast.AST) -> Iterator[ast.Call]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            yield inner


def called(call: ast.Call) -> str:
    """Return the last name of what is called: `b` of `a.b(…)`."""
    target = call.func
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""


def chain(node: ast.expr) -> list[str]:
    """Return the names along `a.b(…).c`, first to last: what a call is made upon."""
    names: list[str] = []
    at: ast.expr = node
    while True:
        match at:
            case ast.Attribute(value=value, attr=attr):
                names.append(attr)
                at = value
            case ast.Call(func=func):
                at = func
            case ast.Subscript(value=value):
                at = value
            case ast.Name(id=name):
                return [name, *names[::-1]]
            case _:
                return names[::-1]
