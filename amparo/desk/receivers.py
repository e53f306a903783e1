"""To whom a service can refer: bodies in reach that may know, and whether they have access."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.timezone import now

from amparo.desk.wording import say
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SENDER, SERVICE, Can
from amparo.forms.says import Says
from amparo.forms.values import Values
from amparo.protocols.pack import BodyKind, Pack
from amparo.protocols.routes import BodyFacts
from amparo.system import directory
from amparo.system.models import Body
from amparo.system.packs import pack_by_hash

FORWARD = "pass_on"
"""The step that passes on what another service sent."""

STEPS_WITH_RECEIVER = frozenset(("refer", FORWARD))
"""Steps that send a referral to an office that is chosen beside their form."""

NOT_CHOSEN = Says("Choose the office that it goes to.")
OTHER_KIND = Says("This office is of another kind than the one above. Choose one that fits.")
NO_ACCESS = Says(
    "This office has no access here. Call or go there, and write it down under “hand over”."
)


@dataclass(frozen=True)
class Receiver:
    """An office that can be chosen. `has_access`: it reads what is sent to it here."""

    id: UUID
    name: str
    kind: str
    has_access: bool


def receivers_for(dossier: Dossier, key: str) -> list[Receiver]:
    """Return the offices in reach of the child's district that may know of the dossier."""
    facts = _facts(dossier, key)
    bodies = Body.objects.filter(pk__in=facts, listed=True).order_by("kind", "name")
    return [
        Receiver(body.id, body.name, say(f"kind.{body.kind}"), facts[body.id].keyed)
        for body in bodies
    ]


def receiver_fault(
    dossier: Dossier, key: str, raw: Mapping[str, list[str]], values: Values
) -> dict[str, Says]:
    """Return what is wrong with the office chosen, under its name; nothing where none is asked."""
    if key not in STEPS_WITH_RECEIVER:
        return {}
    chosen = {str(facts.id): facts for facts in _facts(dossier, key).values()}
    facts = chosen.get(raw.get("receiver", [""])[0])
    if facts is None:
        return {"receiver": NOT_CHOSEN}
    if facts.kind != values.get("referred_to"):
        return {"receiver": OTHER_KIND}
    return {} if facts.keyed else {"receiver": NO_ACCESS}


def routed_to(dossier: Dossier) -> tuple[str, ...]:
    """Return the kinds of service that the routes name for a matter of this class, in order."""
    pack = pack_by_hash(dossier.pack_id)
    arrived = dossier.entries.filter(step="arrive").first()
    matter = arrived.coded.get("route_class") if arrived else ""
    kinds = [each.kind for row in pack.routes.rows if row.matter == matter for each in row.to]
    return tuple(say(f"kind.{kind}", pack) for kind in dict.fromkeys(kinds))


def _sender_of(dossier: Dossier) -> set[UUID | None]:
    """Return the office that sent what this dossier came from, where it was a service."""
    origin = dossier.came_from
    return (
        set(origin.parties.filter(key=SENDER).values_list("body_id", flat=True))
        if origin
        else set()
    )


def _facts(dossier: Dossier, key: str) -> dict[UUID, BodyFacts]:
    """Return the bodies in reach, without the own one and those that must not know.

    What is passed on does not go back to who sent it. Only kinds that the pack's form names; one
    whose roles read no dossier has no access.
    """
    own = dossier.parties.get(key=SERVICE).body_id
    kept = {row.body_id for row in dossier.kept_from.all()}
    kept |= _sender_of(dossier) if key == FORWARD else set()
    pack = pack_by_hash(dossier.pack_id)
    named = _kinds_named(pack, dossier.protocol)
    return {
        facts.id: replace(facts, keyed=facts.keyed and _reads(pack.body_kinds[facts.kind]))
        for facts in directory.bodies_facts(dossier.area_id or "", now())
        if facts.id != own and facts.id not in kept and facts.kind in named
    }


def _kinds_named(pack: Pack, protocol: str) -> frozenset[str]:
    """Return the kinds of service that the form of a referral knows."""
    asked = pack.forms[pack.protocols[protocol].steps["refer"].form].question("referred_to")
    return frozenset(choice.name for choice in asked.choices) if asked else frozenset()


def _reads(kind: BodyKind) -> bool:
    """Tell whether somebody in such a body may read what is sent there."""
    return any(Can.READ_DOSSIER in can for can in kind.can.values())
