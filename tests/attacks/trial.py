"""The matrix of every address, way of asking, reader and thing, and what in it is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from amparo.base.ids import new_id
from amparo.trust.marks import TICK, mark
from amparo.trust.models import Factor
from tests.attacks.asking import Asker, Told
from tests.attacks.door import Door
from tests.attacks.fields import beyond, shown_in
from tests.attacks.people import READERS
from tests.attacks.scene import Scene, scene_of
from tests.world import World


@dataclass
class Trial:
    """The whole matrix; `wrong` says each way in which somebody got where they should not.

    `shown` is what of all that was planted stood on which page, while it was tried.
    """

    scene: Scene
    asker: Asker
    absent: UUID
    shown: set[tuple[str, str]] = field(default_factory=set)

    def ask(self, name: str, door: Door, method: str, who: str, thing: str) -> Told:
        """Ask through a door for a thing of the scene, or through one that takes none."""
        return self._ask(name, door, method, who, self.scene.things.get(thing))

    def wrong(self, tried: Mapping[str, tuple[Door, ...]]) -> Iterator[str]:
        for name, doors in tried.items():
            for door in doors:
                for method in door.methods:
                    for who in READERS:
                        for says in self._tried(name, door, method, who):
                            asked = f"{method} {name} {dict(door.rest)}"
                            yield f"{asked} as {who or 'stranger'}: {says}"

    def _tried(self, name: str, door: Door, method: str, who: str) -> Iterator[str]:
        if not door.things:
            yield from self._plain_door(name, door, method, who)
            return
        nothing = self._ask(name, door, method, who, self.absent)
        if nothing.status == 200 and who not in door.any_id.split():
            yield "a page for an id that nothing has"
        for thing in door.things.split():
            told = self._ask(name, door, method, who, self.scene.things[thing])
            if door.lets_in(who, thing):
                if not told.is_open or (told == nothing and not door.any_id):
                    yield f"{thing} is theirs and does not open ({told.status})"
            elif told != nothing:
                yield f"{thing} differs from what is not there: {difference(told, nothing)}"
            yield from self._too_much(name, door, who, told, thing)

    def _plain_door(self, name: str, door: Door, method: str, who: str) -> Iterator[str]:
        told = self._ask(name, door, method, who, None)
        if door.lets_in(who) and not told.is_open:
            yield f"is not let in ({told.status})"
        if not door.lets_in(who) and (told.is_open or any(told.wrote)):
            yield f"is let in ({told.status}, wrote {told.wrote})"
        yield from self._too_much(name, door, who, told)

    def _too_much(
        self, name: str, door: Door, who: str, told: Told, thing: str = ""
    ) -> Iterator[str]:
        shown = shown_in(told.text, door)
        self.shown |= {(seen, at) for seen in shown for at in (name, f"{name} {thing}")}
        for planted in beyond(name, who, shown, thing):
            yield f"shows {planted}"

    def _ask(self, name: str, door: Door, method: str, who: str, thing: UUID | None) -> Told:
        ids = {"id": thing} if thing else {}
        return self.asker.ask(
            who, method, reverse(name, kwargs={**ids, **door.rest}), thing, door.said
        )


def difference(one: Told, other: Told) -> str:
    """Say briefly how two answers differ."""
    for name in ("status", "headers", "cookies", "wrote"):
        if getattr(one, name) != getattr(other, name):
            return f"{name} {getattr(one, name)} and not {getattr(other, name)}"
    lines = zip(one.text.splitlines(), other.text.splitlines(), strict=False)
    return next((f"“{a}” and not “{b}”" for a, b in lines if a != b), "one is longer")


def trial_of(world: World) -> Trial:
    """Return a whole scene with everybody signed in."""
    scene = scene_of(world)
    mark(TICK, timezone.now())  # it is watched over, and well
    scene.things["factor"] = new_id(world.clock.at)
    asker = Asker(world, READERS, scene.things.values())
    add_factor(scene)
    return Trial(scene, asker, new_id(world.clock.at))


def add_factor(scene: Scene) -> None:
    """Give lucia a second factor: after the sign-ins, which would ask for it.

    Not by an action, whose record would be counted.
    """
    Factor.objects.create(
        id=scene.things["factor"],
        account=scene.world.people["lucia"],
        kind="app",
        name="MARK-PHONE",
        sealed=b"MARK-SEED",
        enrolled_at=scene.world.clock.at,
    )
