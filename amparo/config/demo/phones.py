"""Phones that came to the demo's members before, and one that was lost; nobody holds their keys."""

from datetime import datetime

from amparo.base.ids import new_id
from amparo.config.demo.founding import World
from amparo.config.demo.script import Act
from amparo.sealing.keys import new_key_pair
from amparo.sealing.signing import new_signing_pair
from amparo.trust.actions.devices import (
    begin_enrolment,
    confirm_enrolment,
    offer_keys,
    revoke_handset,
)
from amparo.trust.devices import Offered
from amparo.trust.models import Device


def come(world: World, act: Act, at: datetime) -> None:
    """Let a member's phone come, vouched for by a supervisor near her."""
    by = world.people[act.to[0]].id
    code = begin_enrolment(world.people[act.who], by=by, at=at).code
    pairs = (new_signing_pair(), new_signing_pair(), new_key_pair())
    signing, author, account = (pair.public for pair in pairs)
    came = offer_keys(code, Offered(new_id(at), signing, author, account), at=at)
    confirm_enrolment(came, by=by, at=at)


def lose(world: World, act: Act, at: datetime) -> None:
    """Let a supervisor be told that a member's phone is lost."""
    phone = Device.objects.in_use().get(account=world.people[act.who])
    revoke_handset(phone, by=world.people[act.to[0]].id, at=at)
