"""A condition: an expression over answers, kept as it was written and as the tree it was read into.

Pure. What can't be worked out, or was never answered, is not true.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from amparo.forms.expressions import (
    Tree,
    codes_compared,
    evaluate,
    names_read,
    parse,
    truth,
)
from amparo.forms.values import Value


@dataclass(frozen=True)
class Condition:
    """Equal if written alike; the tree follows from the text."""

    text: str
    tree: Tree = field(compare=False, repr=False)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a condition.

        Raises:
            Malformed: if it is not of the language, or asks the clock.
        """
        return cls(text, parse(text, for_protocol=True))

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Tell whether it is true of these answers."""
        return truth(evaluate(self.tree, values))

    @property
    def names(self) -> frozenset[str]:
        """Name the answers it reads."""
        return names_read(self.tree)

    @property
    def codes(self) -> frozenset[tuple[str, str]]:
        """Return each (answer, code) that it compares."""
        return codes_compared(self.tree)


def holds(condition: Condition | None, values: Mapping[str, Value]) -> bool:
    """Tell whether a condition is true; where there is none, nothing stands in the way."""
    return condition is None or condition.holds(values)
