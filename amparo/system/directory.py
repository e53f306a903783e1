"""Which bodies are there, who works in them, which answers for which: what upper packages ask.

Bodies go by their id, which is their circle's. Nothing here decides what a reader may see: a
page begins with `visible_to(reader)`.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from amparo.base.problems import NotThere
from amparo.protocols.routes import BodyFacts
from amparo.rows.asked import asked
from amparo.system.models import Absence, Area, Body, Deputy, DutyRoster, ServedArea
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
    chain = _chain_of.first(code) or ()
    return tuple(area for area in chain if area is not None)


@asked
def _chain_of(code: str) -> "QuerySet[Area, tuple[str | None, ...]]":
    above = ["__".join(["parent"] * levels) for levels in range(1, Level.DISTRICT + 1)]
    return Area.objects.filter(pk=code).values_list("pk", *above)


def bodies_facts(district: str, at: datetime) -> list[BodyFacts]:
    """Return what routing must know of each body at work for a district, or for all above it."""
    kinds: dict[UUID, str] = {}
    served: dict[UUID, set[str]] = defaultdict(set)
    for body, kind, area in _reached(area_chain(district), at):
        kinds[body] = kind
        served[body].add(area)
    keyed = keyed_circles(kinds)
    accredited = frozenset(_accredited(list(kinds), at))
    return [
        BodyFacts(
            id=body,
            kind=kind,
            areas=frozenset(served[body]),
            accredited=body in accredited,
            keyed=body in keyed,
        )
        for body, kind in kinds.items()
    ]


@asked
def _reached(chain: Collection[str], at: datetime) -> "QuerySet[ServedArea, tuple[UUID, str, str]]":
    """Return the bodies at work in reach, the oldest first, with each area that they serve."""
    reached = Body.objects.at_work(at).filter(serves__in=chain)
    rows = ServedArea.objects.filter(body__in=reached.values("pk"))
    return rows.order_by("body__founded_at", "body").values_list("body", "body__kind", "area")


@asked
def _accredited(bodies: Collection[UUID], at: datetime) -> "QuerySet[Body, UUID]":
    return Body.objects.filter(pk__in=bodies).accredited(at).values_list("pk", flat=True)


def kind_of(body: UUID) -> str:
    """Return a body's kind, as the pack knows it.

    Raises:
        NotThere: there is no such body.
    """
    kind = _kind_of.first(body)
    if kind is None:
        raise NotThere
    return kind


@asked
def _kind_of(body: UUID) -> "QuerySet[Body, str]":
    return Body.objects.filter(pk=body).values_list("kind", flat=True)


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


def members_of(body: UUID, role: str, at: datetime) -> list[Account]:
    """Return who has a role in a body, the longest-serving first."""
    holders = [account for account, held, *_ in _held(body, at) if held == role]
    accounts = {each.id: each for each in _accounts(holders)}
    return [accounts[each] for each in holders]


@asked
def _accounts(ids: Collection[UUID]) -> "QuerySet[Account]":
    return Account.objects.filter(pk__in=ids)


@dataclass(frozen=True)
class Staff:
    """Who has which role in a body at one moment, its custodians too."""

    held: tuple[tuple[UUID, str], ...]

    @property
    def everyone(self) -> set[UUID]:
        return {account for account, _role in self.held}

    def holding(self, role: str) -> set[UUID]:
        return {account for account, held in self.held if held == role}


def staff_of(body: UUID, at: datetime) -> Staff:
    """Return who works in a body: where more than one role is asked after, at one asking."""
    return Staff(tuple((account, role) for account, role, *_ in _held(body, at)))


def supervisors_of(body: UUID, at: datetime) -> list[Account]:
    """Return a body's supervisors."""
    return members_of(body, SUPERVISOR, at)


def custodians_of(body: UUID, at: datetime) -> list[Account]:
    """Return who keeps the names of those who raised concerns with a body."""
    return members_of(body, CUSTODIAN, at)


def everyone_in(body: UUID, at: datetime) -> set[UUID]:
    """Return the accounts of all who have any role in a body, its custodians too."""
    return staff_of(body, at).everyone


def workers_in(body: UUID, at: datetime) -> set[UUID]:
    """Return the accounts that hold a body's own key: all but those who only keep names."""
    return {account for account, _role, circle, _ in _held(body, at) if circle == body}


def officers_on_duty(body: UUID, at: datetime) -> list[Account]:
    """Return the accounts that open what comes in; see `duty_of`."""
    return _accounts(duty_of(body, at))


@once_a_page
def duty_of(body: UUID, at: datetime) -> tuple[UUID, ...]:
    """Return who opens what comes in now, by the rule `on_duty`, from the body's own tables."""
    held = [row for row in _held(body, at) if row[2] == body]
    members = {account for account, _role, _circle, _is_in in held}
    deputies = deputies_in(body, at)
    # Whoever was invited and has not come, or waits for a new passphrase, opens nothing meanwhile.
    not_in = {account for account, _role, _circle, is_in in held if not is_in}
    return on_duty(
        officers=[account for account, role, _circle, _is_in in held if role == OFFICER],
        named=[account for account in _rostered(body, at) if account in members],
        absent=not_in.union(_absent(body, at)),
        deputies={away: deputy for away, deputy in deputies.items() if deputy in members},
    )


@once_a_page
def deputies_in(body: UUID, at: datetime) -> dict[UUID, UUID]:
    """Return who stands in for whom in a body: who is away, then the deputy."""
    return dict(_deputies(body, at))


@asked
def _rostered(body: UUID, at: datetime) -> "QuerySet[DutyRoster, UUID]":
    return DutyRoster.objects.filter(body=body).in_force(at).values_list("account", flat=True)


@asked
def _absent(body: UUID, at: datetime) -> "QuerySet[Absence, UUID]":
    return Absence.objects.filter(body=body).in_force(at).values_list("account", flat=True)


@asked
def _deputies(body: UUID, at: datetime) -> "QuerySet[Deputy, tuple[UUID, UUID]]":
    rows = Deputy.objects.filter(body=body).in_force(at).order_by("since")
    return rows.values_list("account", "deputy")


def who_can(body: Body) -> dict[str, frozenset[str]]:
    """Return what each role of a body's kind may do, as the pack says."""
    kind = current_pack().body_kinds.get(body.kind)
    return {role: allowed_to(role, can) for role, can in kind.can.items()} if kind else {}


def _keyed(bodies: "QuerySet[Body]") -> list[UUID]:
    found = list(bodies.values_list("pk", flat=True))
    keyed = keyed_circles(found)
    return [body for body in found if body in keyed]


@asked
def _held(body: UUID, at: datetime) -> "QuerySet[Membership, tuple[UUID, str, UUID, bool]]":
    """Return all who have a role in a body, the longest-serving first.

    With the circle that it is in, and whether they can sign in. Its two circles are looked up first
    and their members found by them; asked in one or another, a database reads all memberships.
    """
    here = Body.objects.filter(pk=body)
    own = here.values("circle").union(here.values("custodians"), all=True)
    held = Membership.objects.filter(circle__in=own).in_force(at).order_by("since", "pk")
    return held.values_list("account", "role", "circle", "account__is_active")
