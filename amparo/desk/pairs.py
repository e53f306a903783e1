"""Whom an office can ask to go along, by two: members of the groups nearby who may know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from amparo.forms.says import Says
from amparo.protocols.protocol import Step
from amparo.system.directory import area_chain, members_of, who_can
from amparo.system.models import Body

FIRST, SECOND = "first_person", "second_person"
"""Names of what the page asks beside the form."""

TWO_NEEDED = Says("Choose two people: nobody goes alone.")


@dataclass(frozen=True)
class Member:
    """Somebody of a group who can be asked."""

    id: UUID
    name: str
    group: str


def asks_for_two(step: Step) -> bool:
    """Tell whether a step opens something with two persons, who are chosen beside its form."""
    return bool(step.opens_with)


def members_for(dossier: Dossier, at: datetime) -> list[Member]:
    """Return who of the groups in reach of the child can be asked, without whoever must not know.

    A group that must not know is left out whole, and so is somebody in whatever role.
    """
    kept = list(dossier.kept_from.all())
    bodies = {row.body_id for row in kept}
    people = {row.account_id for row in kept}
    near = Body.objects.at_work(at).in_reach(area_chain(dossier.area_id or ""))
    found = {
        person.id: Member(person.id, person.display_name, body.name)
        for body in near.order_by("name")
        if body.id not in bodies
        for role, can in who_can(body).items()
        if Can.LOOK_IN in can
        for person in members_of(body.id, role, at)
        if person.is_active and person.id not in people
    }
    return sorted(found.values(), key=lambda member: (member.group, member.name))


def pair_fault(
    dossier: Dossier, step: Step, raw: Mapping[str, list[str]], at: datetime
) -> dict[str, Says]:
    """Return what is wrong with the two chosen, under the first's name; nothing where none are."""
    if not asks_for_two(step):
        return {}
    able = {str(member.id) for member in members_for(dossier, at)}
    two = set(pair_in(raw)) & able
    return {} if len(two) == len((FIRST, SECOND)) else {FIRST: TWO_NEEDED}


def pair_in(raw: Mapping[str, list[str]]) -> tuple[str, str]:
    """Return the two as the page names them."""
    return raw.get(FIRST, [""])[0], raw.get(SECOND, [""])[0]
