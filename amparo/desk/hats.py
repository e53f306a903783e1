"""Hats: a person's memberships, one of which is worn at a time.

A hat decides what a page offers and under which role an entry is written. It never decides what
exists for its wearer: that is `visible_to(reader)`, over all memberships.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from amparo.dossiers.rules import Author
from amparo.rows.asked import asked
from amparo.system.directory import who_can
from amparo.system.models import Body
from amparo.system.packs import has_pack
from amparo.trust.doors import account_in, is_unlocked, reader_in
from amparo.trust.rules import Reader

WORN = "hat"
"""Where the session keeps which hat is worn."""


@dataclass(frozen=True)
class Hat:
    """One role in one body, and what it allows."""

    body: UUID
    role: str
    kind: str
    name: str
    area: str
    can: frozenset[str]

    @property
    def key(self) -> str:
        """Return how a form names this hat."""
        return f"{self.body}.{self.role}"


def hats_of(reader: Reader) -> tuple[Hat, ...]:
    """Return the hats somebody may put on, the one held longest first."""
    if not has_pack():
        return ()
    mine = _bodies(reader.bodies)
    bodies = {body.id: body for body in mine}
    can = {body.id: who_can(body) for body in mine}
    return tuple(
        _hat(bodies[held.circle_id], held.role, can[held.circle_id])
        for held in reader.memberships
        if held.circle_id in bodies
    )


def hats_in(request: HttpRequest) -> tuple[Hat, ...]:
    """Return the hats of whoever is signed in, looked up once a request."""
    found: tuple[Hat, ...] | None = getattr(request, "hats", None)
    if found is None:
        found = hats_of(reader_in(request))
        request.hats = found  # type: ignore[attr-defined]
    return found


def worn_by(request: HttpRequest) -> Hat | None:
    """Return the hat worn in this session, else the first; None for who has none."""
    if not is_unlocked(request):
        return None
    hats = hats_in(request)
    chosen = request.session.get(WORN, "")
    return next((hat for hat in hats if hat.key == chosen), hats[0] if hats else None)


def hat_in(request: HttpRequest) -> Hat | None:
    """Return the hat that the middleware found for this request."""
    hat: Hat | None = getattr(request, "hat", None)
    return hat or None


def hat_for(request: HttpRequest, can: str) -> Hat | None:
    """Return the hat that allows this: the worn one if it does, else the first of the others."""
    worn = hat_in(request)
    hats = ([worn] if worn else []) + list(hats_in(request))
    return next((hat for hat in hats if can in hat.can), None)


def put_on(request: HttpRequest, key: str) -> Hat | None:
    """Put on one of the reader's own hats; None where this is none of them."""
    for hat in hats_in(request):
        if hat.key == key:
            request.session[WORN] = key
            return hat
    return None


def author_in(request: HttpRequest, party: str, body: UUID, can: str) -> Author:
    """Return who writes in a body: in the role worn if that allows it, else in one that does.

    Args:
        request: of whoever writes.
        party: under which the protocol knows the body.
        body: for whom is written.
        can: what the role has to allow.
    """
    worn = hat_in(request)
    hats = [worn] if worn else []
    able = [hat for hat in (*hats, *hats_in(request)) if hat.body == body and can in hat.can]
    return Author(party, able[0].role if able else "", account_in(request).id, body)


def _hat(body: Body, role: str, can: dict[str, frozenset[str]]) -> Hat:
    return Hat(
        body=body.id,
        role=role,
        kind=body.kind,
        name=body.name,
        area=body.area_id,
        can=can.get(role, frozenset()),
    )


@asked
def _bodies(own: Collection[UUID]) -> QuerySet[Body]:
    """Return the bodies that somebody is in: they are visible to them, whatever else is."""
    return Body.objects.filter(pk__in=own)
