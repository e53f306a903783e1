"""Problems of what is written about a child."""

from collections.abc import Iterable

from amparo.base.problems import Problem
from amparo.protocols.protocol import Gate


class StepRefused(Problem):
    """Gates stand in the way; `gates` says which, and nothing was written."""

    says = "This step is refused now, and nothing was written down. The page of the step says why."
    gates: tuple[Gate, ...]

    def __init__(self, gates: Iterable[Gate]) -> None:
        self.gates = tuple(gates)
        super().__init__()
