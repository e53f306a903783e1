"""Problems of what is written about a child."""

from collections.abc import Iterable
from uuid import UUID

from amparo.base.problems import Problem
from amparo.protocols.protocol import Gate


class StepRefused(Problem):
    """Gates stand in the way; `gates` says which, and nothing was written."""

    says = "This step is refused now, and nothing was written down. The page of the step says why."
    gates: tuple[Gate, ...]

    def __init__(self, gates: Iterable[Gate]) -> None:
        self.gates = tuple(gates)
        super().__init__()


class ReasonNeeded(Problem):
    """One more file than a person opens in a day: `dossier` opens once a reason is given."""

    says = "You have opened many files today. Say why you need this one, and it opens."
    dossier: UUID

    def __init__(self, dossier: UUID) -> None:
        self.dossier = dossier
        super().__init__()
