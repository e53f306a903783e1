"""Who sets a deployment up is told of offices whose key lies with one person."""

from amparo.config.checking.people import of_people
from amparo.trust.actions.circles import end_membership
from tests.world import World


def test_an_office_whose_key_lies_with_one_person_is_counted(world: World) -> None:
    upe, fidel, at = world.bodies["upe"].circle, world.people["fidel"], world.clock.at
    assert "one person alone" not in "".join(map(str, of_people(at)))
    end_membership(upe, fidel, "supervisor", by=None, at=at)
    assert "The key of 1 offices lies with one person alone" in "".join(map(str, of_people(at)))
