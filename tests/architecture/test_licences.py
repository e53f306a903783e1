"""What a deployment runs on may be given on by whoever runs it: each licence is one we know."""

import re
from importlib import metadata

import pytest

from tests.architecture import source

KNOWN = re.compile(
    r"\b(MIT|MIT-0|BSD|[0-3]-Clause BSD|Apache|PSF|PSFL|Python Software Foundation|LGPL-3\.0|MPL)\b"
)
SAID_ELSEWHERE = {
    "pyrage": "MIT, in the licence that it brings along",
    "pyxform": "BSD-2-Clause, in the licence that it brings along",
}
"""Packages whose metadata names no licence: what they bring along was read instead."""

COPYLEFT = re.compile(r"\b(A?GPL|SSPL|BUSL|proprietary)\b", re.IGNORECASE)


def packages() -> list[str]:
    pins = (source.PROJECT / "requirements" / "run.txt").read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+)==", pins, re.MULTILINE)


def licence(package: str) -> str:
    """Return all that a package's metadata says of its licence; of a long text its first line."""
    said = metadata.metadata(package)
    classes = [each for each in said.get_all("Classifier") or () if each.startswith("License")]
    words = [each.partition("\n")[0] for each in said.get_all("License") or ()]
    return " ".join([*(said.get_all("License-Expression") or ()), *words, *classes]).strip()


@pytest.mark.parametrize("package", packages())
def test_each_package_has_a_licence_that_we_know(package: str) -> None:
    try:
        said = licence(package)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not needed on this machine")
    if package in SAID_ELSEWHERE:
        assert not said, f"{package} says it itself now"
    else:
        assert KNOWN.search(said), f"{package}: {said or 'no licence'}"
        assert not COPYLEFT.search(said.replace("LGPL", "")), f"{package}: {said}"
