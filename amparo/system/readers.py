"""What a reader may do: the memberships that trust knows, joined with what the pack allows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from amparo.protocols.pack import BodyKind
from amparo.rows.asked import asked
from amparo.system.directory import duty_of
from amparo.system.models import Body, Deputy, DutyRoster
from amparo.system.packs import current_pack, has_pack
from amparo.system.rules import CUSTODIAN, KEPT_BY_THE_PERSON, OFFICER, allowed_to
from amparo.trust.models import Account, Membership
from amparo.trust.readers import reader_of
from amparo.trust.rules import Reader

Kinds = Mapping[str, BodyKind]

Once = tuple[UUID, str | None, str]
"""A circle that somebody is or was in, of what kind its body is, if it is one's, and as what."""


def reader_for(account: Account, at: datetime) -> Reader:
    """Return an account as a reader, with all that its roles, duty and deputies allow now.

    Before a pack is installed nobody may do anything.
    """
    reader = _in_bodies(reader_of(account, at))
    if not has_pack():
        return reader
    kinds = current_pack().body_kinds
    once = _held_once(account.id, at)
    standing_in = _standing_in(account.id, reader.bodies, at)
    named = _named(account.id, reader.bodies, at)
    may_be_on_duty = {row.body_id for row in (*standing_in, *named)} | {
        body for body in reader.bodies if OFFICER in reader.roles_in(body)
    }
    return reader.allowed(
        _grants(reader, kinds, {circle: kind for circle, kind, _role in once if kind}),
        on_duty=frozenset(body for body in may_be_on_duty if account.id in duty_of(body, at)),
        stands_in_for=frozenset(row.account_id for row in standing_in),
        own=_kept(kinds, once),
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


def _grants(reader: Reader, kinds: Kinds, known: Mapping[UUID, str]) -> dict[UUID, frozenset[str]]:
    """Return what the reader's roles allow in each body, by its kind, which may be known."""
    unknown = reader.bodies - known.keys()
    kind_of = {**known, **dict(_kinds_of(unknown) if unknown else ())}
    return {
        body: _allowed(kinds.get(kind_of[body]), reader.roles_in(body))
        for body in reader.bodies
        if body in kind_of
    }


def _kept(kinds: Kinds, once: Iterable[Once]) -> frozenset[str]:
    """Return what roles, held now or once, gave the person for good."""
    given = (_allowed(kinds.get(kind or ""), (role,)) for _circle, kind, role in once)
    return KEPT_BY_THE_PERSON & frozenset[str]().union(*given)


def _allowed(kind: BodyKind | None, roles: Iterable[str]) -> frozenset[str]:
    can = kind.can if kind else {}
    return frozenset(word for role in roles for word in allowed_to(role, can.get(role, ())))


@asked
def _standing_in(deputy: UUID, bodies: Collection[UUID], at: datetime) -> QuerySet[Deputy]:
    return Deputy.objects.filter(deputy=deputy, body__in=bodies).in_force(at)


@asked
def _named(account: UUID, bodies: Collection[UUID], at: datetime) -> QuerySet[DutyRoster]:
    return DutyRoster.objects.filter(account=account, body__in=bodies).in_force(at)


@asked
def _kinds_of(bodies: Collection[UUID]) -> QuerySet[Body, tuple[UUID, str]]:
    return Body.objects.filter(pk__in=bodies).values_list("pk", "kind")


@asked
def _held_once(account: UUID, at: datetime) -> QuerySet[Membership, Once]:
    once = Membership.objects.filter(account=account, since__lte=at)
    return once.values_list("circle", "circle__body__kind", "role")
