"""How much is tried: everything where `make endure` asks for it, a little in an ordinary run."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

WHOLE = 200
"""ENDURE_N of a whole run."""

LITTLE = 3


@dataclass(frozen=True)
class Sizes:
    """All of it follows from one number: ENDURE_N, the kills on each database."""

    kills: int

    @classmethod
    def read(cls, env: Mapping[str, str]) -> "Sizes":
        return cls(max(1, int(env.get("ENDURE_N") or LITTLE)))

    @property
    def requests(self) -> int:
        """Return how many requests are made up: 10,000 in a whole run."""
        return 50 * self.kills

    @property
    def every(self) -> int:
        """Return every how-manieth door is tried: each of them, but in a little run."""
        return 1 if self.kills > LITTLE else 4

    @property
    def ticks(self) -> int:
        """Return how many ticks make up the 24 hours: one a minute in a whole run."""
        return min(24 * 60, max(8, 24 * 60 * self.kills // WHOLE))

    @property
    def away(self) -> float:
        """Return for how many seconds the database is away: a minute in a whole run."""
        return min(60.0, max(3.0, 60.0 * self.kills / WHOLE))

    @property
    def rounds(self) -> int:
        """Return how often the clock jumps, and how often two ticks run at the same time."""
        return max(1, self.kills // 20)


SIZES = Sizes.read(os.environ)
