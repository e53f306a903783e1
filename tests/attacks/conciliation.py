"""A conciliation beside a case, for whoever attacks it: opened, and as far as its invitation."""

from amparo.dossiers.models import Dossier
from amparo.forms.values import Value
from tests.journeys.conciliating import NOTHING_STANDS_IN_THE_WAY, QUALIFIED, RECEIPT
from tests.journeys.reading import Typed
from tests.world import World


def conciliation_beside(world: World, case: Dossier) -> Dossier:
    """Let ana receive a case and qualify it as conciliation, and open the dossier of its own."""
    world.opened(case)
    world.take(case, "receipt", None, **RECEIPT)
    world.take(case, "qualify", None, **QUALIFIED)
    world.take(case, "mediate", open_asked="MARK-ASKED")
    return Dossier.objects.get(protocol="mediation", came_from=case)


def screened(world: World, case: Dossier) -> Dossier:
    """Return a conciliation that nothing stands in the way of."""
    found = conciliation_beside(world, case)
    world.take(found, "screen", None, **_values(NOTHING_STANDS_IN_THE_WAY))
    return found


def _values(typed: Typed) -> dict[str, Value]:
    return {name: said if isinstance(said, str) else tuple(said) for name, said in typed.items()}
