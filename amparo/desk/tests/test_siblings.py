"""A sibling's case begins with its qualification: what it knows then, and what it can do."""

from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.actions.supervision import declare_conflict
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


def test_who_must_not_know_of_one_child_knows_of_none_of_the_family(world: World) -> None:
    case = siblings_case(world)
    first = Dossier.objects.get(links__other=case)
    ana, beto = world.people["ana"].id, world.people["beto"].id
    for asked, kept, of in ((case, ana, first), (first, beto, case)):
        kin = Kept(accounts=frozenset({kept}), reason="kin")
        declare_conflict(asked, kin, by=world.supervisor(), at=world.clock.at)
        assert of.kept_from.filter(account=kept, reason="kin").exists()
    assert not Dossier.objects.in_full(world.reader("ana")).filter(pk=first.pk).exists()
