"""Prints the figures of the phone:  python -m tests.phone.bench [name …]

Every module of this folder that has `lines()` is asked; names choose among them.
"""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(*names: str) -> None:
    for path in sorted(HERE.glob("[a-z]*.py")):
        module = importlib.import_module(f"tests.phone.bench.{path.stem}")
        if hasattr(module, "lines") and (not names or path.stem in names):
            for line in module.lines():
                print(line, flush=True)  # noqa: T201  # it speaks to a person at a terminal


if __name__ == "__main__":
    main(*sys.argv[1:])
