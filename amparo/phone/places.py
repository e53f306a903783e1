"""The offices that a member's phone may seal to, and who is never told: for one group's place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from amparo.base.canonical import canonical_json, sha256
from amparo.base.time import to_minute, write_moment
from amparo.sealing.directory import KeyRecord
from amparo.system.care import carers_of, offices_of
from amparo.system.custody import keepers_for
from amparo.system.directory import area_chain, everyone_in
from amparo.system.hotlines import last_answered
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.trust.devices import post_signed
from amparo.trust.directory import checked, current_directory_key
from amparo.trust.key_files import KeyFor, server_key
from amparo.trust.keyring import keyed_circles
from amparo.trust.models import Account, DirectoryEntry, DirectoryKey, Epoch

if TYPE_CHECKING:
    from django.db.models import QuerySet

FORMAT = 1
Json = dict[str, Any]


@dataclass(frozen=True)
class Places:
    """What is told of the offices around a group, and its hash."""

    text: bytes

    @property
    def hash(self) -> str:
        return sha256(self.text).hex()


def places_of(group: UUID, at: datetime) -> Places:
    """Return the places of a group's members; worked out anew each minute."""
    return _places(group, to_minute(at), current_pack().hash)


def people_of(account: UUID, group: UUID, at: datetime) -> tuple[str, list[list[str]]]:
    """Return the others of a member's group by name, and the hash of that."""
    others = everyone_in(group, at) - {account}
    rows = Account.objects.filter(pk__in=others).order_by("display_name", "pk")
    named = [[str(each.id), each.display_name] for each in rows]
    return sha256(canonical_json(named)).hex()[:16], named


@lru_cache(maxsize=256)
def _places(group: UUID, at: datetime, pack: str) -> Places:
    del pack
    body = Body.objects.get(pk=group)
    chain = area_chain(body.area_id)
    near = list(_near(chain, at))
    carers = list(carers_of(group, at))
    keys = _Keys()
    bodies = [*near, *(each for each in _bodies(carers) if each not in near)]
    keyed = keyed_circles(each.pk for each in bodies)
    keepers = {each.pk: keepers_for(each.pk, at) for each in bodies if each.pk in keyed}
    circles = {circle for found in keepers.values() for circle in found}
    keys.learn({*keyed, *circles})
    accredited = set(Body.objects.accredited(at).values_list("pk", flat=True))
    told: Json = {
        "v": FORMAT,
        "home": body.area_id,
        "home_name": body.area.name,
        "chain": list(chain),
        "group": str(group),
        "root": server_key(KeyFor.ROOT_PUBLIC).public.hex(),
        "post": _post(keys),
        "bodies": [
            {
                **_body(each, body.area_id),
                **({"accredited": True} if each.pk in accredited else {}),
                **({"key": keys.of[each.pk]} if each.pk in keyed else {}),
                "keepers": [str(circle) for circle in keepers.get(each.pk, ())],
            }
            for each in bodies
        ],
        "circles": _circles(circles, keys),
        "carers": [str(each) for each in carers],
        "office": str(next(offices_of(group, at), "")),
        "hotlines_tested": _hotlines(body.area_id),
        "certificates": keys.certificates,
    }
    return Places(canonical_json(told))


def _circles(circles: Collection[UUID], keys: "_Keys") -> Json:
    """Return who keeps names: each circle with its body and key."""
    return {
        str(each.custodians_id): {"body": str(each.pk), "key": keys.of[each.custodians_id]}
        for each in Body.objects.filter(custodians__in=circles)
        if each.custodians_id
    }


def _near(chain: Collection[str], at: datetime) -> "QuerySet[Body]":
    reached = Body.objects.at_work(at).in_reach(chain)
    return reached.order_by("founded_at", "pk").prefetch_related("served")


def _bodies(ids: Collection[UUID]) -> "QuerySet[Body]":
    return Body.objects.filter(pk__in=ids).order_by("founded_at", "pk").prefetch_related("served")


def _body(body: Body, home: str) -> Json:
    """Return what a phone shows and asks of a body; a group tells nothing but that it is one."""
    told: Json = {
        "id": str(body.pk),
        "kind": body.kind,
        "areas": sorted(served.area_id for served in body.served.all()),
    }
    if not body.listed:
        return told
    tested = last_answered(body.phone, home) if body.phone else None
    return {
        **told,
        "name": body.name,
        "phone": body.phone,
        "hours": body.weekly_hours,
        "opening": body.opening_hours,
        "tested": tested.tested_on.isoformat() if tested else "",
    }


def _hotlines(home: str) -> dict[str, str]:
    tests = {
        key: last_answered(hotline.number, home) for key, hotline in current_pack().hotlines.items()
    }
    return {key: test.tested_on.isoformat() for key, test in tests.items() if test}


class _Keys:
    """Circles' current keys as the directory signed them, and the certificates behind them."""

    def __init__(self) -> None:
        self.of: dict[UUID, list[object]] = {}
        self.certificates: list[list[str]] = []
        self._places: dict[bytes, int] = {}

    def learn(self, circles: Collection[UUID]) -> None:
        epochs = Epoch.objects.filter(circle__in=circles).order_by("number")
        newest = {epoch.circle_id: epoch.number for epoch in epochs}
        entries = DirectoryEntry.objects.filter(kind="circle", subject__in=newest)
        for entry in entries.select_related("signed_under").order_by("pk"):
            if entry.epoch == newest[entry.subject]:
                checked(entry)
                signature = bytes(entry.signature)
                self.of[entry.subject] = self.row(entry.key_record, signature, entry.signed_under)

    def row(self, said: KeyRecord, signature: bytes, under: DirectoryKey) -> list[object]:
        place = self._place(under)
        at = write_moment(said.at)
        return [said.epoch, said.public.hex(), at, place, signature.hex()]

    def _place(self, under: DirectoryKey) -> int:
        certificate = under.certificate
        if certificate.signature not in self._places:
            self._places[certificate.signature] = len(self.certificates)
            days = [write_moment(certificate.valid_from), write_moment(certificate.valid_to)]
            said = [certificate.online_public.hex(), *days, certificate.signature.hex()]
            self.certificates.append(said)
        return self._places[certificate.signature]


def _post(keys: _Keys) -> list[object]:
    said, signature = post_signed()
    return keys.row(said, signature, current_directory_key())[1:]
