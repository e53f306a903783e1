"""Problems of what is written about a child."""

from collections.abc import Iterable

from amparo.base.problems import Problem
from amparo.protocols.protocol import Refusal


class StepRefused(Problem):
    """A gate stands in the way; `why` says which, and nothing was written."""

    says = "This step is refused now, and nothing was written down. The page of the step says why."
    why: tuple[Refusal, ...]

    def __init__(self, why: Iterable[Refusal]) -> None:
        self.why = tuple(why)
        super().__init__()
