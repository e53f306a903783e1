"""Tells what was endured: one JSON object a line, to whoever runs all of it; then what is bad."""

import json
import os
import time
from dataclasses import dataclass, field

OUT = "ENDURE_OUT"
"""Names the file descriptor that `python -m tests.endure` reads lines from."""


@dataclass
class Telling:
    """The line of one part, begun when its test begins."""

    db: str
    begun: float = field(default_factory=time.monotonic)

    def __call__(
        self,
        part: str,
        *,
        n: int,
        kills: int = 0,
        lost: int = 0,
        doubled: int = 0,
        errors: int = 0,
        **more: object,
    ) -> None:
        """Tell the figures, and refuse bad ones."""
        figures = {"n": n, "kills": kills, "lost": lost, "doubled": doubled, "errors": errors}
        seconds = round(time.monotonic() - self.begun, 1)
        line = {"endure": part, "db": self.db, **figures, "seconds": seconds, **more}
        if out := os.environ.get(OUT):
            os.write(int(out), f"{json.dumps(line)}\n".encode())
        assert (lost, doubled, errors) == (0, 0, 0), line
