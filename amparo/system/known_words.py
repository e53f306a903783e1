"""What anybody around somebody knows, and so expects in their passphrase: documented as such.

The names of their offices and of the places these stand in, and what the pack calls offices and
roles, in each of its languages. Their own name is added where the passphrase is taken.
"""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from amparo.system.directory import area_chain
from amparo.system.models import Area, Body
from amparo.system.packs import current_pack, has_pack
from amparo.trust.models import Account, Membership

CALLED = ("kind.", "role.")
"""How the keys of the pack's words for offices and roles begin."""


def words_around(account: Account, at: datetime) -> Collection[str]:
    """Return the names and words that a passphrase of this account should not be made of."""
    circles = Membership.objects.filter(account=account).in_force(at).values("circle")
    bodies = Body.objects.filter(Q(circle__in=circles) | Q(custodians__in=circles))
    areas = {code for body in bodies for code in area_chain(body.area_id)}
    places = Area.objects.filter(pk__in=areas).values_list("name", flat=True)
    return [settings.AMPARO.label, *(body.name for body in bodies), *places, *_called()]


def _called() -> Collection[str]:
    if not has_pack():
        return []
    told = current_pack().words.values()
    return [said for words in told for key, said in words.items() if key.startswith(CALLED)]
