"""The beginning of the demo: keys, pack, areas, people and bodies, as any deployment begins."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from time import perf_counter

from amparo.config.demo.data import Demo, Founding
from amparo.config.demo.moments import moment_of
from amparo.protocols.compiled import compile_pack
from amparo.protocols.pack import Pack
from amparo.sealing.passphrase import Stretched, stretch, unlock_under
from amparo.system.actions.areas import load_areas
from amparo.system.actions.bodies import Contact, found_body, name_second_holder
from amparo.system.actions.packs import install_pack
from amparo.system.actions.standing import accredit, recognise
from amparo.system.areas import read_areas
from amparo.system.models import Body
from amparo.system.pack_folders import AREAS, read_whole
from amparo.trust.actions.accounts import create_account
from amparo.trust.actions.deployment import begin_deployment
from amparo.trust.keyring import Keyring
from amparo.trust.models import Account

Tell = Callable[[str], None]
"""Says one line of progress to whoever waits."""


@dataclass
class World:
    """The people and bodies of the demo by their short names, once they are there."""

    demo: Demo
    pack: Pack
    people: dict[str, Account] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    _keyrings: dict[str, Keyring] = field(default_factory=dict, repr=False)

    def moment(self, said: str, start: datetime) -> datetime:
        """Return a moment of the files, by the pack's calendar."""
        return moment_of(said, start, self.pack.calendar)

    def keyring(self, who: str) -> Keyring:
        """Return somebody's keys, opened by their passphrase."""
        if who not in self._keyrings:
            account = self.people[who]
            private = unlock_under(self.stretched, account.locked_key)
            self._keyrings[who] = Keyring(account.id, private)
        return self._keyrings[who]

    @cached_property
    def stretched(self) -> Stretched:
        """The passphrase that all people of the demo have, stretched once for all of them."""
        return stretch(self.demo.passphrase, secrets.token_bytes(16))


def lay_ground(demo: Demo, folder: Path, keys: Path, *, today: datetime, tell: Tell) -> World:
    """Hold the ceremony and load the country; `keys` is where its files are written."""
    pack = read_whole(folder)
    at = moment_of(demo.begun, today, pack.calendar)
    begin_deployment(keys, at=at, demo=True)
    tell(f"Keys: made in a real ceremony; those that are taken away lie in {keys}.")
    source = f"packs/{folder.name}/{AREAS}; see packs/{folder.name}/SOURCES.md"
    areas = load_areas(read_areas(folder / AREAS), source=source, by=None, at=at)
    install_pack(compile_pack(pack), by=None, at=at)
    tell(f"Country: {pack.key} {pack.version}, {areas.added} areas.")
    return World(demo, pack)


def let_in(world: World, *, at: datetime, tell: Tell) -> None:
    """Make everybody's account, locked by Argon2id as any account is, and every body."""
    begun = perf_counter()
    world.people = {
        who: create_account(who, name, world.stretched, by=None, at=at)
        for who, name in world.demo.people.items()
    }
    tell(f"People: {len(world.people)}, each with their own key ({perf_counter() - begun:.0f} s).")
    begun = perf_counter()
    for founding in world.demo.bodies:
        world.bodies[founding.key] = _found(world, founding, at)
    for founding in world.demo.bodies:
        _say_what_it_is(world, founding, at)
    groups = sum(founding.kind == "grupo" for founding in world.demo.bodies)
    tell(
        f"Bodies: {len(world.bodies) - groups} services and authorities, "
        f"{groups} communities' groups ({perf_counter() - begun:.0f} s)."
    )


def _found(world: World, founding: Founding, at: datetime) -> Body:
    return found_body(
        founding.kind,
        founding.name,
        founding.area,
        contact=Contact(founding.phone, founding.hours, founding.week),
        members=[
            (world.people[who], role) for who, roles in founding.members.items() for role in roles
        ],
        by=None,
        at=at,
    )


def _say_what_it_is(world: World, founding: Founding, at: datetime) -> None:
    """Note what authorities say of a body, and give a lone officer's key a second holder."""
    body = world.bodies[founding.key]
    if founding.accredited:
        accredit(body, document=founding.accredited, since=at, by=None, at=at)
    if founding.recognised:
        recognise(body, document=founding.recognised, since=at, by=None, at=at)
    if founding.second_holder:
        holder = world.bodies[founding.second_holder]
        key = world.keyring(next(iter(founding.members))).current_private_of(body.id)
        name_second_holder(body, holder, opened_with=key, by=None, at=at)
