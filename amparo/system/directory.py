"""Which bodies are there, who works in them, which answers for which: what upper packages ask.

Bodies go by their id, which is their circle's. Nothing here decides what a reader may see: a
page begins with `visible_to(reader)`.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from amparo.protocols.routes import BodyFacts
from amparo.system.models import Absence, Area, Body, Deputy, DutyRoster
from amparo.system.once import once_a_page
from amparo.system.packs import current_pack
from amparo.system.rules import CUSTODIAN, OFFICER, SUPERVISOR, Level, allowed_to, on_duty
from amparo.trust.keyring import keyed_circles
from amparo.trust.models import Account, Membership

if TYPE_CHECKING:
    from django.db.models import QuerySet


@once_a_page
def area_chain(code: str) -> tuple[str, ...]:
    """Return the codes from an area up to its country; nothing for an unknown code."""
    above = ["__".join(["parent"] * levels) for levels in range(1, Level.DISTRICT + 1)]
    chain = Area.objects.filter(pk=code).values_list("pk", *above).first() or ()
    return tuple(area for area in chain if area is not None)


def bodies_facts(district: str, at: datetime) -> list[BodyFacts]:
    """Return what routing must know of each body at work for a district, or for all above it."""
    reached = Body.objects.at_work(at).in_reach(area_chain(district))
    bodies = list(reached.order_by("founded_at", "pk").prefetch_related("served"))
    keyed = keyed_circles(body.id for body in bodies)
    accredited = frozenset(Body.objects.accredited(at).values_list("pk", flat=True))
    return [
        BodyFacts(
            id=body.id,
            kind=body.kind,
            areas=frozenset(served.area_id for served in body.served.all()),
            accredited=body.id in accredited,
            keyed=body.id in keyed,
        )
        for body in bodies
    ]


def bodies_of_kinds(kinds: Collection[str], district: str) -> set[UUID]:
    """Return all bodies of these kinds for a district or for all above it, ended ones too."""
    if not kinds:
        return set()
    reached = Body.objects.in_reach(area_chain(district)).filter(kind__in=kinds)
    return set(reached.values_list("pk", flat=True))


def national_desks(at: datetime) -> list[UUID]:
    """Return the desks that every relay ends in, as far as somebody holds their key."""
    desks = [kind.key for kind in current_pack().body_kinds.values() if kind.is_desk]
    return _keyed(Body.objects.at_work(at).filter(kind__in=desks).order_by("founded_at", "pk"))


def oversight_of(body: UUID) -> list[UUID]:
    """Return the bodies that a missed clock of a body can be told to, the fittest first.

    The kinds that oversee this kind in the pack's order, the nearest of each before the next.
    Whoever must not know of the matter, the caller passes over.
    """
    overseen = Body.objects.get(pk=body)
    kind = current_pack().body_kinds.get(overseen.kind)
    near = Body.objects.filter(ended_at__isnull=True).in_reach(area_chain(overseen.area_id))
    near = near.exclude(pk=body).order_by("-area__level", "founded_at", "pk")
    kinds = kind.overseen_by if kind else ()
    return [body for wanted in kinds for body in _keyed(near.filter(kind=wanted))]


def oversight_body_for(body: UUID, kept_from: Collection[UUID] = ()) -> UUID | None:
    """Return the first of `oversight_of` that may know; None where there is none."""
    return next((told for told in oversight_of(body) if told not in kept_from), None)


def offices_watched_by(overseers: Collection[UUID]) -> set[UUID]:
    """Return the offices whose missed clocks come to these bodies before any other."""
    if not overseers:
        return set()
    mine = set(Body.objects.filter(pk__in=overseers).values_list("kind", flat=True))
    kinds = current_pack().body_kinds.values()
    watched = [kind.key for kind in kinds if not mine.isdisjoint(kind.overseen_by)]
    offices = Body.objects.filter(kind__in=watched, ended_at__isnull=True)
    found: dict[tuple[str, str], UUID | None] = {}
    for office in offices:
        if (office.kind, office.area_id) not in found:
            found[office.kind, office.area_id] = oversight_body_for(office.id)
    return {each.id for each in offices if found[each.kind, each.area_id] in overseers}


def members_of(body: UUID, role: str, at: datetime) -> list[Account]:
    """Return who has a role in a body, the longest-serving first."""
    held = _memberships(body, at).filter(role=role).select_related("account")
    return [membership.account for membership in held]


def supervisors_of(body: UUID, at: datetime) -> list[Account]:
    """Return a body's supervisors."""
    return members_of(body, SUPERVISOR, at)


def custodians_of(body: UUID, at: datetime) -> list[Account]:
    """Return who keeps the names of those who raised concerns with a body."""
    return members_of(body, CUSTODIAN, at)


def everyone_in(body: UUID, at: datetime) -> set[UUID]:
    """Return the accounts of all who have any role in a body, its custodians too."""
    return set(_memberships(body, at).values_list("account", flat=True))


def workers_in(body: UUID, at: datetime) -> set[UUID]:
    """Return the accounts that hold a body's own key: all but those who only keep names."""
    return set(_memberships(body, at).filter(circle=body).values_list("account", flat=True))


def officers_on_duty(body: UUID, at: datetime) -> list[Account]:
    """Return the accounts that open what comes in; see `duty_of`."""
    return list(Account.objects.filter(pk__in=duty_of(body, at)))


def duty_of(body: UUID, at: datetime) -> tuple[UUID, ...]:
    """Return who opens what comes in now, by the rule `on_duty`, from the body's own tables."""
    held = list(_memberships(body, at).filter(circle=body).values_list("account", "role"))
    members = {account for account, _ in held}
    rostered = DutyRoster.objects.filter(body=body).in_force(at).values_list("account", flat=True)
    absent = Absence.objects.filter(body=body).in_force(at).values_list("account", flat=True)
    deputies = deputies_in(body, at)
    return on_duty(
        officers=[account for account, role in held if role == OFFICER],
        named=[account for account in rostered if account in members],
        absent=frozenset(absent),
        deputies={away: deputy for away, deputy in deputies.items() if deputy in members},
    )


def deputies_in(body: UUID, at: datetime) -> dict[UUID, UUID]:
    """Return who stands in for whom in a body: who is away, then the deputy."""
    rows = Deputy.objects.filter(body=body).in_force(at).order_by("since")
    return dict(rows.values_list("account", "deputy"))


def who_can(body: Body) -> dict[str, frozenset[str]]:
    """Return what each role of a body's kind may do, as the pack says."""
    kind = current_pack().body_kinds.get(body.kind)
    return {role: allowed_to(role, can) for role, can in kind.can.items()} if kind else {}


def _keyed(bodies: "QuerySet[Body]") -> list[UUID]:
    found = list(bodies.values_list("pk", flat=True))
    keyed = keyed_circles(found)
    return [body for body in found if body in keyed]


def _memberships(body: UUID, at: datetime) -> "QuerySet[Membership]":
    own = Q(circle=body) | Q(circle__custodians_of=body)
    return Membership.objects.filter(own).in_force(at).order_by("since", "pk")
