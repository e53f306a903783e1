"""Pins: exact versions with hashes, no address to download from, and each wish with its reason."""

import re
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
