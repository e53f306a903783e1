"""The small world that is measured: founded by the real actions, and found again another time."""

from datetime import datetime

from django.conf import settings
from django.core.management import call_command

from amparo.config.demo.data import Demo
from amparo.config.demo.founding import World
from amparo.config.demo.rehearsal.stage import AREAS, found_world
from amparo.config.demo.telling import PACK
from amparo.sealing.passphrase import stretch
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.trust.models import Account, Deployment


def world_here() -> tuple[World, datetime]:
    """Return the world of this deployment, founded now if it is empty, and when it began."""
    call_command("migrate", verbosity=0)
    if not Deployment.objects.exists():
        return found_world()
    bodies = {body.name: body for body in Body.objects.all()}
    # What was filled long ago lacks the bodies that the demo was given since.
    demo = Demo.read(settings.AMPARO.packs / PACK / "demo").within(*AREAS).of(bodies)
    world = World(
        demo,
        current_pack(),
        people={account.username: account for account in Account.objects.all()},
        bodies={each.key: bodies[each.name] for each in demo.bodies},
    )
    # All have one passphrase under one salt, as they were founded.
    salt = bytes(next(iter(world.people.values())).salt)
    world.stretched = stretch(demo.passphrase, salt)
    return world, min(body.founded_at for body in world.bodies.values())
