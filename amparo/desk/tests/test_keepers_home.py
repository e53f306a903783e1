"""A keeper of names who was in a group once still raises concerns from there."""

from amparo.base.ids import new_id
from amparo.desk.writing import Writing, home_of
from amparo.system.actions.custody import name_custodian
from amparo.trust.actions.circles import end_membership
from tests.world import DISTRICT, World


def test_ours_is_the_district_of_the_group_and_not_of_a_circle_of_custodians(world: World) -> None:
    rosa, upe, now = world.people["rosa"], world.bodies["upe"], world.clock.at
    end_membership(world.bodies["group"].circle, rosa, "vetted", by=None, at=now)
    assert upe.custodians
    key = world.keyring("flora").current_private_of(upe.custodians.id)
    name_custodian(upe, rosa, opened_with=key, by=world.people["fidel"].id, at=now)
    writing = Writing(new_id(now), world.pack, rosa, hat=None, raw={})
    assert home_of(writing) == DISTRICT
