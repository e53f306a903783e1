"""Who tries each door, and how people join an office, leave it and take a case on."""

from datetime import timedelta

from amparo.trust.actions.circles import add_member, end_membership
from tests.world import World

READERS: dict[str, str] = {
    "rosa": "who raised it",
    "lucia": "her companion, of the same group",
    "tomas": "the cousin of the accused, of the same group, kept out",
    "nora": "a member of another group",
    "ana": "the officer it is assigned to",
    "beto": "an officer of the same office: not assigned, of one case excluded",
    "otto": "an officer of the office until yesterday",
    "carmen": "the supervisor of the office",
    "celia": "who keeps the names of those who raise concerns with the office",
    "elsa": "an officer of another office",
    "fidel": "another supervisor",
    "paz": "an officer of another office, and of the ministry's oversight too",
    "mario": "the mayor's account",
    "irma": "oversight that nothing was escalated to",
    "julio": "the ministry, which a missed clock was told to",
    "gina": "an officer of the national desk, which cares for members of groups",
    "hugo": "the supervisor of that desk",
    "sara": "the ministry's statistician",
    "": "a stranger",
}
"""Who tries each door: a user name, and who that is to the things of the scene."""


def joins(world: World, who: str, body: str, role: str, let_in_by: str) -> None:
    circle = world.bodies[body].circle
    key = world.keyring(let_in_by).current_private_of(circle.id)
    at = world.clock.at
    add_member(circle, world.people[who], role, opened_with=key, by=None, at=at)


def leaves(world: World, who: str) -> None:
    circle = world.bodies["demuna"].circle
    key = world.keyring("ana").current_private_of(circle.id)
    left = world.clock.at - timedelta(seconds=1)
    end_membership(circle, world.people[who], "officer", opened_with=key, by=None, at=left)
