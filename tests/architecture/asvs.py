"""The table of ASVS 5.0 (docs/asvs.toml), read and counted.

python -m tests.architecture.asvs
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.architecture import source

TABLE = source.PROJECT / "docs" / "asvs.toml"
PROOFS = ("test", "rule", "page")
STATES = {"met": PROOFS, "not_met": ("reason",), "not_applicable": ("reason",)}

Entry = Mapping[str, Any]


def table() -> Mapping[str, Entry]:
    """Return each requirement's entry by its number."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def counted(entries: Mapping[str, Entry]) -> str:
    """Return how many are met, and how many not."""
    count = Counter(str(entry["state"]) for entry in entries.values())
    said = ", ".join(f"{state.replace('_', ' ')} {count[state]}" for state in STATES)
    return f"ASVS 5.0, levels 1 and 2: {said} (of {len(entries)})"


if __name__ == "__main__":
    sys.stdout.write(f"{counted(table())}\n")
