"""One thing that a deployment lacks, in plain words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What is not as it should be, and what to do.

    `is_missing`: no real person's data should go in before it is there; else somebody looks at it.
    """

    says: str
    is_missing: bool = True

    def __str__(self) -> str:
        return f"{'missing' if self.is_missing else 'look at'}: {self.says}"


def look_at(says: str) -> Finding:
    """Return something that a person must judge."""
    return Finding(says, is_missing=False)
