"""Why a step is refused, and what can be done instead, in the pack's words."""

from collections.abc import Iterable
from dataclasses import dataclass

from amparo.desk.wording import say
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author
from amparo.forms.values import Values
from amparo.protocols.gates import refusing
from amparo.protocols.protocol import Gate, Step
from amparo.protocols.replay import Standing
from amparo.system.packs import pack_by_hash


@dataclass(frozen=True)
class Instead:
    """A step that helps whoever was refused another."""

    key: str
    says: str


@dataclass(frozen=True)
class Refusal:
    """One reason, with the article it rests on, and what can be done instead now.

    `is_proposed`: no law asks for it.
    """

    says: str
    source: str
    is_proposed: bool
    instead: tuple[Instead, ...]


def refusals(
    dossier: Dossier, step: Step, standing: Standing, by: Author, answers: Values | None = None
) -> tuple[Refusal, ...]:
    """Return why a step is refused now; with its answers, also what they themselves rule out.

    Nothing for a step that is not open for another reason: what is written then is kept.
    """
    if step.key not in standing.allowed and step.key not in standing.refused:
        return ()
    protocol = pack_by_hash(dossier.pack_id).protocols[dossier.protocol]
    gates = refusing(protocol, step, standing.known, answers)
    return tuple(_refusal(dossier, gate, standing, by) for gate in gates)


def _refusal(dossier: Dossier, gate: Gate, standing: Standing, by: Author) -> Refusal:
    pack = pack_by_hash(dossier.pack_id)
    return Refusal(
        says=say(f"refused.{dossier.protocol}.{gate.key}", pack),
        source=gate.source,
        is_proposed=gate.label == "P",
        instead=tuple(
            Instead(key, say(f"step.{dossier.protocol}.{key}", pack))
            for key in _open_to(dossier, gate.instead, standing, by)
        ),
    )


def _open_to(
    dossier: Dossier, keys: Iterable[str], standing: Standing, by: Author
) -> Iterable[str]:
    steps = pack_by_hash(dossier.pack_id).protocols[dossier.protocol].steps
    return (
        key
        for key in keys
        if key in standing.allowed and steps[key].form and by.by in steps[key].by
    )
