"""Asks whether a package that we pin has a known weakness: `make audit`.

Ends with 0 where the feed knows of none, 1 where it knows one, and 3 where it could not be asked:
the tool alone says "no known vulnerabilities" then, which nobody should read as an all-clear.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

LISTS = ("run.txt", "dev.txt", "audit.txt")
REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
NONE, FOUND, NOT_ASKED = 0, 1, 3

Package = Mapping[str, Any]


def judge(packages: Iterable[Package]) -> tuple[int, list[str]]:
    """Return how to end, and what to say, for what the tool told of each package."""
    packages = list(packages)
    weak = [
        f"  {each['name']} {each['version']}: {found['id']}, mended in {mended_in(found)}"
        for each in packages
        for found in each.get("vulns", ())
    ]
    silent = [str(each["name"]) for each in packages if "vulns" not in each]
    if weak:
        return FOUND, ["Known weaknesses:", *weak]
    if silent or not packages:
        return NOT_ASKED, [
            f"NOT CHECKED: {len(silent) or 'all'} packages. The feed of known weaknesses did not",
            "answer. This is no all-clear.",
        ]
    return NONE, [f"No known weakness in {len(packages)} pinned packages."]


def mended_in(found: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(found.get("fix_versions", ())) or "no version yet"


def asked(tool: str, pins: Path) -> list[Package]:
    """Return what the tool told of each package of a list; nothing where it told nothing."""
    words = [tool, "--requirement", str(pins), "--no-deps", "--disable-pip", "--format", "json"]
    words += ["--progress-spinner", "off"]
    said = subprocess.run(words, capture_output=True, check=False)  # noqa: S603  # what make names
    try:
        packages: list[Package] = json.loads(said.stdout)["dependencies"]
    except (ValueError, KeyError):
        return []
    return packages


def main(tool: str) -> int:
    end = NONE
    for name in LISTS:
        how, lines = judge(asked(tool, REQUIREMENTS / name))
        sys.stdout.write("\n".join([f"requirements/{name}", *lines, ""]))
        end = end if end == FOUND else how or end
    return end


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
