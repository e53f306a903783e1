"""What a reader may do: the memberships that trust knows, joined with what the pack allows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from amparo.protocols.pack import BodyKind
from amparo.system.directory import duty_of
from amparo.system.models import Body, Deputy, DutyRoster
from amparo.system.packs import current_pack, has_pack
from amparo.system.rules import CUSTODIAN, KEPT_BY_THE_PERSON, OFFICER, allowed_to
from amparo.trust.models import Account, Membership
from amparo.trust.readers import reader_of
from amparo.trust.rules import Reader

Kinds = Mapping[str, BodyKind]


def reader_for(account: Account, at: datetime) -> Reader:
    """Return an account as a reader, with all that its roles, duty and deputies allow now.

    Before a pack is installed nobody may do anything.
    """
    reader = _in_bodies(reader_of(account, at))
    if not has_pack():
        return reader
    kinds = current_pack().body_kinds
    standing_in = Deputy.objects.filter(deputy=account, body__in=reader.bodies).in_force(at)
    named = DutyRoster.objects.filter(account=account, body__in=reader.bodies).in_force(at)
    may_be_on_duty = {row.body_id for row in (*standing_in, *named)} | {
        body for body in reader.bodies if OFFICER in reader.roles_in(body)
    }
    return reader.allowed(
        _grants(reader, kinds),
        on_duty=frozenset(body for body in may_be_on_duty if account.id in duty_of(body, at)),
        stands_in_for=frozenset(row.account_id for row in standing_in),
        own=_kept(account, kinds, at),
    )


def _in_bodies(reader: Reader) -> Reader:
    """Return a reader whose keeping of names is a role in the body it is kept for.

    The custodians' circle is no body, so nothing is ever read through it; and what a body must
    not know, its custodians must not know either.
    """
    circles = {held.circle_id for held in reader.memberships if held.role == CUSTODIAN}
    if not circles:
        return reader
    kept = dict(Body.objects.filter(custodians__in=circles).values_list("custodians", "circle"))
    memberships = tuple(
        replace(held, circle_id=kept.get(held.circle_id, held.circle_id))
        for held in reader.memberships
    )
    return replace(reader, memberships=memberships)


def _grants(reader: Reader, kinds: Kinds) -> dict[UUID, frozenset[str]]:
    """Return what the reader's roles allow in each body, by its kind."""
    return {
        body.id: _allowed(kinds.get(body.kind), reader.roles_in(body.id))
        for body in Body.objects.filter(pk__in=reader.bodies)
    }


def _kept(account: Account, kinds: Kinds, at: datetime) -> frozenset[str]:
    """Return what roles, held now or once, gave the person for good."""
    once = Membership.objects.filter(account=account, since__lte=at)
    held = once.values_list("circle__body__kind", "role")
    given = (_allowed(kinds.get(kind), (role,)) for kind, role in held)
    return KEPT_BY_THE_PERSON & frozenset[str]().union(*given)


def _allowed(kind: BodyKind | None, roles: Iterable[str]) -> frozenset[str]:
    can = kind.can if kind else {}
    return frozenset(word for role in roles for word in allowed_to(role, can.get(role, ())))
