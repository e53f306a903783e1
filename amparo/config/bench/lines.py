"""A line of the result: what was measured, and what came out, as far as it applies."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from amparo.config.bench.browser import Answer
from amparo.config.bench.measuring import Measured


@dataclass(frozen=True)
class Line:
    """One figure.

    Attributes:
        n: how much was done: requests, dossiers replayed, pages weighed.
        bytes: of memory, or of the heaviest page as it is sent.
        script: bytes of script that the page with most of it loads.
        dossiers: how many lie in the database meanwhile.
        what: which of several, where that matters.
    """

    bench: str
    db: str
    clients: int | None = None
    n: int | None = None
    per_s: float | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    lost: int | None = None
    doubled: int | None = None
    errors: int | None = None
    bytes: int | None = None
    script: int | None = None
    dossiers: int | None = None
    what: str | None = None

    @property
    def faults(self) -> int:
        """Return how much was lost, doubled or failed."""
        return (self.lost or 0) + (self.doubled or 0) + (self.errors or 0)

    def __str__(self) -> str:
        said = {name: value for name, value in asdict(self).items() if value is not None}
        return json.dumps(said, ensure_ascii=False)


def line_of(
    bench: str,
    db: str,
    clients: int,
    measured: Measured,
    is_well: Callable[[Answer], bool],
    *,
    lost: int | None = None,
    doubled: int | None = None,
    dossiers: int | None = None,
    what: str | None = None,
) -> Line:
    return Line(
        bench=bench,
        db=db,
        clients=clients,
        n=len(measured.done),
        per_s=measured.per_second,
        p50_ms=measured.percentile_ms(0.5),
        p95_ms=measured.percentile_ms(0.95),
        lost=lost,
        doubled=doubled,
        errors=measured.errors(is_well),
        dossiers=dossiers,
        what=what,
    )


def is_page(answer: Answer) -> bool:
    return answer.status == 200  # noqa: PLR2004  # what HTTP calls a page that is there
