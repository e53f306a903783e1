"""One figure of the phone, printed as one JSON object a line."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Line:
    """`ms`, `bytes`, `requests`: None where it has none. `more`: what else is worth knowing."""

    bench: str
    ms: float | None = None
    bytes: int | None = None
    requests: int | None = None
    errors: int = 0
    more: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        ms = None if self.ms is None else round(self.ms, 1)
        figures = {"ms": ms, "bytes": self.bytes, "requests": self.requests}
        return json.dumps(
            {"bench": self.bench, **figures, "errors": self.errors, **self.more},
            ensure_ascii=False,
        )
