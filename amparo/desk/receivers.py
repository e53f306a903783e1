"""To whom a service can refer: bodies in reach that may know, and whether they have access."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.timezone import now

from amparo.desk.wording import say
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE
from amparo.forms.says import Says
from amparo.forms.values import Values
from amparo.protocols.routes import BodyFacts
from amparo.system import directory
from amparo.system.models import Body

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


def receivers_for(dossier: Dossier) -> list[Receiver]:
    """Return the offices in reach of the child's district that may know of the dossier."""
    facts = _facts(dossier)
    bodies = Body.objects.filter(pk__in=facts, listed=True).order_by("kind", "name")
    return [
        Receiver(body.id, body.name, say(f"kind.{body.kind}"), facts[body.id].keyed)
        for body in bodies
    ]


def receiver_fault(
    dossier: Dossier, key: str, raw: Mapping[str, list[str]], values: Values
) -> dict[str, Says]:
    """Return what is wrong with the office chosen, under its name; nothing where none is asked."""
    if key != "refer":
        return {}
    chosen = {str(facts.id): facts for facts in _facts(dossier).values()}
    facts = chosen.get(raw.get("receiver", [""])[0])
    if facts is None:
        return {"receiver": NOT_CHOSEN}
    if facts.kind != values.get("referred_to"):
        return {"receiver": OTHER_KIND}
    return {} if facts.keyed else {"receiver": NO_ACCESS}


def _facts(dossier: Dossier) -> dict[UUID, BodyFacts]:
    """Return the bodies in reach, without the own one and those that must not know."""
    own = dossier.parties.get(key=SERVICE).body_id
    kept = {row.body_id for row in dossier.kept_from.all()}
    area = dossier.area_id or ""
    return {
        facts.id: facts
        for facts in directory.bodies_facts(area, now())
        if facts.id != own and facts.id not in kept
    }
