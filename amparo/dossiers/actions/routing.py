"""Whom a concern reaches and who must not know of it. Reads bodies; writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from amparo.base.problems import NotThere
from amparo.base.time import iso_week
from amparo.dossiers.actions.openings import Kept
from amparo.forms.values import Value, codes_in
from amparo.protocols.pack import Pack
from amparo.protocols.routes import Addressed, Routing, choose, kept_kinds, route_class
from amparo.system import directory


@dataclass(frozen=True)
class Raising:
    """A concern as its raiser sends it.

    Attributes:
        id: made with the page, so that sending twice raises once.
        values: all answers of the form `concern`.
        district: area code of the child's habitual residence.
        raised_by: the raiser's account, or None for a person who came in person or by paper.
        kept_accounts: people the raiser picked who must not know.
        kept_bodies: bodies that must not know whatever was answered.
        companion: one person of the raiser's group who follows the answers with her.
        office: the body that typed it for such a person; it is always among the receivers.
        stamped: the hour of paper.
    """

    id: UUID
    values: Mapping[str, Value]
    district: str
    raised_by: UUID | None
    kept_accounts: frozenset[UUID] = frozenset()
    kept_bodies: frozenset[UUID] = frozenset()
    companion: UUID | None = None
    office: UUID | None = None
    stamped: datetime | None = None


def find_receivers(
    pack: Pack, raising: Raising, values: Mapping[str, Value], kept: Kept, at: datetime
) -> Routing:
    """Return a concern's receivers; where no route finds one, the national desk is it."""
    chain = directory.area_chain(raising.district)
    bodies = directory.bodies_facts(raising.district, at)
    found = choose(pack, values, raising.district, chain, bodies, kept.bodies)
    addressed = list(found.addressed)
    if raising.office and not any(_is_for(one, raising.office) for one in addressed):
        addressed.insert(0, Addressed(raising.office, None, ("came_here",)))
    return replace(found, addressed=tuple(addressed) or (_national_desk(kept, at),))


def who_must_not_know(pack: Pack, raising: Raising, at: datetime) -> Kept:
    """Return the bodies and accounts a raiser wants kept out, each body as a whole.

    A kept body's members are kept out in every other role they hold; the raiser never is.
    """
    kinds = kept_kinds(pack, codes_in(raising.values.get("keep_from", ())))
    kept = directory.bodies_of_kinds(kinds, raising.district) | raising.kept_bodies
    bodies = kept - {raising.office}
    members = {account for body in bodies for account in directory.everyone_in(body, at)}
    own = {raising.raised_by, raising.companion}
    return Kept(frozenset(bodies), frozenset((members | raising.kept_accounts) - own))


def with_reckoned(pack: Pack, values: Mapping[str, Value], at: datetime) -> dict[str, Value]:
    """Return the answers with what the server reckons: the route's class and the ISO week."""
    local = at.astimezone(pack.tzinfo).date()
    return {**values, "route_class": route_class(pack, values), "week": iso_week(local)}


def _is_for(addressed: Addressed, office: UUID) -> bool:
    return addressed.receiver == office and addressed.for_body is None


def _national_desk(kept: Kept, at: datetime) -> Addressed:
    for body in directory.national_desks(at):
        if body not in kept.bodies:
            return Addressed(body, None, ("national_desk",))
    raise NotThere(
        "No office of the country can receive this concern. Call the numbers on the danger page."
    )
