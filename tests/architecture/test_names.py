"""Names: no drawer for odds and ends, a paragraph at each door, nothing about where it was made."""

import ast
import re

from tests.architecture import source

DRAWERS = {"utils", "util", "helpers", "common", "services", "managers", "signals", "misc"}

# A path on somebody's own machine, and work that was put off, say nothing to the next reader.
SOMEBODYS = re.compile(r"(?<![\w.:/])/(home|root|work|Users)/|\b[A-Z]:\\Users\\")
PUT_OFF = re.compile(r"\b(TO[D]O|FIX[M]E|HA[C]K)\b")
TEXTS = (".py", ".md", ".html", ".css", ".js", ".ts", ".toml", ".csv", ".po", ".in", ".txt", ".yml")


def test_no_file_is_a_drawer() -> None:
    named = [p for p in source.files(".py", ".js", ".ts", ".html") if p.stem in DRAWERS]
    folders = [p for p in source.files(".py") if DRAWERS.intersection(p.parts[:-1])]
    assert [source.place(path) for path in named + folders] == []


def test_each_package_says_in_one_paragraph_what_its_word_means() -> None:
    faults = []
    for path in source.code():
        if path.name == "__init__.py":
            said = ast.get_docstring(source.tree(path))
            is_a_word = path.parent.parent == source.PROJECT / "amparo"
            if len(source.tree(path).body) > (said is not None) or (is_a_word and not said):
                faults.append(source.place(path))
    assert faults == []


def test_every_python_file_says_what_it_is() -> None:
    silent = [
        source.place(path)
        for path in source.files(".py")
        if path.name != "__init__.py"
        and not source.is_migration(path)
        and not source.is_test(path)
        and ast.get_docstring(source.tree(path)) is None
    ]
    assert silent == []


def test_nothing_tells_where_it_was_written_or_is_unfinished() -> None:
    faults = []
    extra = [source.PROJECT / name for name in ("Makefile", ".ci/run", ".gitignore")]
    for path in [*source.files(*TEXTS), *extra]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if SOMEBODYS.search(line) or PUT_OFF.search(line):
                faults.append(f"{source.place(path, number)}: {line.strip()[:80]}")
    assert faults == []


def test_no_two_packages_offer_one_command() -> None:
    found = sorted((source.PROJECT / "amparo").glob("*/management/commands/[a-z]*.py"))
    names = [path.stem for path in found]
    assert [source.place(p) for p in found if names.count(p.stem) > 1] == []
