"""What a reader may do: the memberships that trust knows, joined with what the pack allows."""

from datetime import datetime
from uuid import UUID

from amparo.system.directory import deputies_in, duty_of, who_can
from amparo.system.models import Body
from amparo.system.packs import has_pack
from amparo.system.rules import KEPT_BY_THE_PERSON
from amparo.trust.models import Account, Membership
from amparo.trust.readers import reader_of
from amparo.trust.rules import Reader


def reader_for(account: Account, at: datetime) -> Reader:
    """Return an account as a reader, with all that its roles, duty and deputies allow now.

    Before a pack is installed nobody may do anything.
    """
    reader = reader_of(account, at)
    if not has_pack():
        return reader
    held: set[UUID] = set()
    for body in reader.bodies:
        deputies = deputies_in(body, at)
        held |= {away for away, deputy in deputies.items() if deputy == account.id}
    return reader.allowed(
        _grants(reader),
        on_duty=frozenset(body for body in reader.bodies if account.id in duty_of(body, at)),
        stands_in_for=frozenset(held),
        own=_kept(account, at),
    )


def _grants(reader: Reader) -> dict[UUID, frozenset[str]]:
    """Return what the reader's roles allow in each body, by its kind."""
    grants = {}
    for body in Body.objects.filter(pk__in=reader.bodies):
        can = who_can(body)
        roles = reader.roles_in(body.id)
        grants[body.id] = frozenset().union(*(can.get(role, frozenset()) for role in roles))
    return grants


def _kept(account: Account, at: datetime) -> frozenset[str]:
    """Return what roles, held now or once, gave the person for good."""
    kept: frozenset[str] = frozenset()
    once = Membership.objects.filter(account=account, since__lte=at)
    for body in Body.objects.filter(pk__in=once.values("circle")):
        roles = {held.role for held in once if held.circle_id == body.id}
        for role in roles:
            kept |= who_can(body).get(role, frozenset()) & KEPT_BY_THE_PERSON
    return kept
