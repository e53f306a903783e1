"""Whether it is a step's turn: what must come before it, its gates, and why it is refused. Pure.

What can't be worked out is not true. A gate that must hold fast is therefore written as what is
allowed: `${answer} != 'no'` refuses an unknown and an answer that was never given too.
"""

from collections.abc import Mapping

from amparo.forms.expressions import Value
from amparo.protocols.condition import holds
from amparo.protocols.protocol import Refusal, Step

Values = Mapping[str, Value]
Counts = Mapping[str, int]
"""How often each step was taken; a step never taken is not in it."""


def is_open(step: Step, taken: Counts, values: Values) -> bool:
    """Tell whether a step may be taken, whoever takes it, after these steps and answers."""
    return is_in_turn(step, taken, values) and not gates_against(step, taken, values)


def is_in_turn(step: Step, taken: Counts, values: Values) -> bool:
    """Tell the same, without the gates that say why."""
    if not taken:
        return step.opens and holds(step.when, values)
    only_first = step.opens and not step.after
    again = step.once and step.key in taken
    return (
        not only_first
        and not again
        and all(each in taken for each in step.after)
        and not any(each in taken for each in step.not_after)
        and holds(step.when, values)
    )


def gates_against(
    step: Step, taken: Counts, values: Values, own: Values | None = None
) -> tuple[Refusal, ...]:
    """Return the gates that stand in a step's way.

    Args:
        step: what would be taken.
        taken: how often each step was.
        values: the newest coded answers before it.
        own: the entry's own coded answers, where there is one: only then are the gates asked that
            read what the step itself asks, of these answers alone and of no older ones.
    """
    return tuple(
        refusal
        for refusal in step.refusals
        if refusal.is_gate
        and (own is not None or not refusal.own)
        and holds(refusal.when, _seen_by(refusal, values, own or {}))
        and all(taken.get(key, 0) < times for key, times in refusal.fewer.items())
    )


def _seen_by(refusal: Refusal, values: Values, own: Values) -> Values:
    before = {name: value for name, value in values.items() if name not in refusal.own}
    return {**before, **own}


def why_closed(step: Step, taken: Counts, values: Values) -> tuple[Refusal, ...]:
    """Return why a step is closed: what always stands in its way, or else each gate that does."""
    if is_in_turn(step, taken, values):
        return gates_against(step, taken, values)
    return tuple(refusal for refusal in step.refusals if not refusal.is_gate)
