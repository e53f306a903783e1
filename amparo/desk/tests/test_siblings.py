"""A sibling's case begins with its qualification: what it knows then, and what it can do."""

from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.models import Dossier
from amparo.forms.values import Value
from tests.world import World

RISK: dict[str, Value] = {
    "crime": "yes",
    "family_protection": "desproteccion",
    "competence": "upe_next_working_day",
    "next": "derivacion",
    "siblings": ({"sibling_child_name": "MARK-BROTHER", "sibling_age_band": "6_8"},),
}


def siblings_case(world: World) -> Dossier:
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.take(case, "receipt", conflict="none", danger_checked="safe_now")
    world.take(case, "qualify", world.officer(), **RISK)
    return Dossier.objects.get(linked_from__one=case)


def test_it_knows_which_service_it_is_in(world: World) -> None:
    """A clock that is another service's own must not run in it."""
    first = siblings_case(world).entries.get(step="qualify")
    assert first.coded["service"] == "demuna"
    assert "relayed" not in first.coded


def test_it_can_be_referred_and_handed_over_though_nobody_gave_it_a_receipt(world: World) -> None:
    case = siblings_case(world)
    owed = {duty.clock for duty in standing_of(case, world.clock.at).duties}
    assert {"PE.crime.report", "PE.dna.upe", "PE.dna.refer"} <= owed
    world.take(case, "hand_over", referred_to="fiscalia", handed_person="MARK", channel="call")
    standing = standing_of(case, world.clock.at)
    assert standing.out_of_turn == frozenset()
    assert "PE.crime.report" not in {duty.clock for duty in standing.duties}
    assert "refer" in standing.allowed
