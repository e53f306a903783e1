"""One act about one dossier: who does it, in which role, when, and what is answered."""

from dataclasses import dataclass
from datetime import datetime

from amparo.config.demo.answers import answered
from amparo.config.demo.data import Demo, Founding
from amparo.config.demo.founding import World
from amparo.config.demo.script import Act, Said
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author
from amparo.forms.values import Values

CASE = "case"


@dataclass(frozen=True)
class Doing:
    """One act about one dossier."""

    world: World
    case: Dossier
    act: Act
    by: Author
    at: datetime

    def values(self, step: str) -> Values:
        """Return what is answered to a step: what is usual, but for what the act says."""
        return values_of(self.world, self.case.protocol, step, self.act.says, self.at)


def values_of(world: World, protocol: str, step: str, says: Said, at: datetime) -> Values:
    """Return the answers to a step of a protocol: what is usual, but for what is said."""
    pack = world.pack
    form = pack.forms[pack.protocols[protocol].steps[step].form]
    return answered(pack, form, {**world.demo.usually(protocol, step), **says}, at)


def step_in(does: str) -> tuple[str, str]:
    """Return the protocol and the step of `mediation.screen`; without a dot it is of the case."""
    protocol, _, step = does.rpartition(".")
    return protocol or CASE, step


def home_of(demo: Demo, who: str) -> Founding:
    """Return the body that somebody acts in: the first that names them."""
    return next(body for body in demo.bodies if who in body.members)
