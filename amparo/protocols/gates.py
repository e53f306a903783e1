"""Gates: what refuses a step, each with a reason of its own. Pure.

A gate that is asked of the step's own answers can't be asked before they are there; the others can,
so that a page says at once why a step is refused and what to do instead.
"""

from collections.abc import Mapping

from amparo.forms.values import Value
from amparo.protocols.protocol import Gate, Protocol, Step


def refusing(
    protocol: Protocol,
    step: Step,
    known: Mapping[str, Value],
    answers: Mapping[str, Value] | None = None,
) -> tuple[Gate, ...]:
    """Return the gates of a step that are not true, in the step's order.

    Args:
        protocol: what the dossier follows.
        step: one of its steps.
        known: the newest coded answers and tallies before it.
        answers: what the step itself answers in clear; None while nobody knows.
    """
    if not step.gates:
        return ()
    gates = (protocol.gates[key] for key in step.gates if key in protocol.gates)
    return tuple(gate for gate in gates if _refuses(gate, known, answers))


def _refuses(gate: Gate, known: Mapping[str, Value], answers: Mapping[str, Value] | None) -> bool:
    if not gate.of_answers:
        return not gate.when.holds(known)
    return answers is not None and not gate.when.holds({**known, **answers})
