"""Phones of the groups' members, as a supervisor near them sees and confirms them."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from amparo.desk.qr import Drawn, draw
from amparo.sealing.one_time import as_written
from amparo.system.models import Area, Body
from amparo.system.packs import current_pack
from amparo.system.reach import inside
from amparo.trust.devices import offered_of
from amparo.trust.key_files import KeyFor, server_key
from amparo.trust.models import Account, Device, Enrolment, Membership

VETTED = "vetted"


@dataclass(frozen=True)
class Owner:
    """A vetted member of a group, and her phones.

    `waits`: a code that was made and is still good; `words`: those of the phone that came with it.
    """

    account: Account
    group: str
    phones: tuple[Device, ...]
    waits: Enrolment | None

    @property
    def in_use(self) -> tuple[Device, ...]:
        return tuple(phone for phone in self.phones if phone.revoked_at is None)

    @property
    def words(self) -> tuple[str, ...]:
        offered = offered_of(self.waits.offered) if self.waits else None
        return offered.words if offered else ()


@dataclass(frozen=True)
class GroupPhones:
    """A group near the office, with its members."""

    name: str
    owners: tuple[Owner, ...]


def groups_near(office: UUID, at: datetime) -> tuple[GroupPhones, ...]:
    """Return the groups in the places that an office works for, each with its vetted members."""
    return tuple(
        GroupPhones(group.name, tuple(_owners(group, at))) for group in _groups(office, at)
    )


def owner_near(office: UUID, account: UUID, at: datetime) -> Owner | None:
    """Return one member of a group near an office; None for anybody else."""
    owners = (owner for group in _groups(office, at) for owner in _owners(group, at))
    return next((owner for owner in owners if owner.account.id == account), None)


def app_address(site: str, code: str) -> str:
    """Return the address that a phone opens from the picture; what follows # is never sent."""
    root = server_key(KeyFor.ROOT_PUBLIC).public
    return f"{site}/phone/#R.{_base64(root)}.{as_written(code)}"


def drawn_address(site: str, code: str) -> Drawn:
    """Return the picture of that address."""
    return draw(app_address(site, code))


def _groups(office: UUID, at: datetime) -> Sequence[Body]:
    kinds = [kind.key for kind in current_pack().body_kinds.values() if kind.cared_for_by]
    served = Area.objects.filter(served_by=office)
    near = Body.objects.at_work(at).filter(inside("area", served), kind__in=kinds)
    return list(near.order_by("name", "pk"))


def _owners(group: Body, at: datetime) -> Iterator[Owner]:
    held = Membership.objects.filter(circle=group.circle_id, role=VETTED).in_force(at)
    accounts = [row.account for row in held.select_related("account").order_by("since", "pk")]
    phones = list(Device.objects.of_accounts(account.id for account in accounts))
    open_codes = Enrolment.objects.open(at).filter(Q(account__in=accounts))
    waits = {each.account_id: each for each in open_codes}
    for account in accounts:
        mine = tuple(phone for phone in phones if phone.account_id == account.id)
        yield Owner(account, group.name, mine, waits.get(account.id))


def _base64(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode().rstrip("=")
