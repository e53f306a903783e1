"""Every address, asked in every way by everybody for everything: nothing is there but one's own."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from amparo.base.ids import new_id
from tests.attacks.asking import Asker, Told
from tests.attacks.doors import DOORS, Door
from tests.attacks.scene import READERS, Scene, scene_of
from tests.attacks.sealing_off import without_sealing
from tests.world import World


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield the names of all addresses that the site answers; one without a name is a fault."""
    space = f"{prefix}{resolver.namespace}:" if resolver.namespace else prefix
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each, space)
        else:
            assert isinstance(each, URLPattern)
            assert each.name, f"{each.pattern} has no name"
            yield f"{space}{each.name}"


def test_every_address_says_who_may_come_in() -> None:
    known = set(addresses(get_resolver()))
    assert known == set(DOORS), f"not said: {known - set(DOORS)}; gone: {set(DOORS) - known}"


@dataclass
class Trial:
    """The whole matrix; `wrong` says each way in which somebody got where they should not."""

    scene: Scene
    asker: Asker
    absent: UUID

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

    def _plain_door(self, name: str, door: Door, method: str, who: str) -> Iterator[str]:
        told = self._ask(name, door, method, who, None)
        if door.lets_in(who) and not told.is_open:
            yield f"is not let in ({told.status})"
        if not door.lets_in(who) and (told.is_open or any(told.wrote)):
            yield f"is let in ({told.status}, wrote {told.wrote})"

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


@pytest.fixture
def sealing_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything lie open, and every key open everything."""
    without_sealing(monkeypatch)


@pytest.fixture
def trial(world: World, caplog: pytest.LogCaptureFixture) -> Trial:
    """A whole scene, and everybody signed in; that each page refused is not logged here."""
    caplog.set_level(logging.ERROR, "django.request")
    scene = scene_of(world)
    asker = Asker(world, READERS, scene.things.values())
    return Trial(scene, asker, new_id(world.clock.at))


def test_nobody_sees_or_changes_what_is_not_theirs(trial: Trial) -> None:
    wrong = list(trial.wrong(DOORS))
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("sealing_off")
def test_nobody_does_with_sealing_off_either(trial: Trial) -> None:
    to_things = {name: doors for name, doors in DOORS.items() if any(d.things for d in doors)}
    wrong = list(trial.wrong(to_things))
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("sealing_off")
def test_with_sealing_off_a_file_still_shows_neither_who_raised_it_nor_how_to_call(
    trial: Trial,
) -> None:
    case = trial.scene.things["case"]
    file = trial.asker.ask("ana", "GET", f"/dossiers/{case}/file/", case, {})
    assert "MARK-WORDS" in file.text
    assert "MARK-CALL" not in file.text
    assert "Neighbour" not in file.text
