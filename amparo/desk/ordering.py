"""In which order people read a protocol's rows: a pack keeps them by key. Pure."""

from amparo.protocols.protocol import Clock, Protocol, Step


def in_order(protocol: Protocol) -> list[Step]:
    """Return the steps as they follow each other; those that need none before them, at the end."""
    return sorted(protocol.steps.values(), key=lambda step: _place(protocol, step))


def _place(protocol: Protocol, step: Step) -> tuple[bool, int, int, str]:
    """A pack keeps its rows by key: the order that people read follows from `after`."""
    is_any_time = not step.after and not step.opens
    order = protocol.states[step.state].order if step.state else len(protocol.states) + 1
    return (is_any_time, _depth(protocol, step), order, step.key)


def _depth(protocol: Protocol, step: Step) -> int:
    # A step that can be taken again and again may name itself.
    others = set(step.after) - {step.key}
    before = [protocol.steps[key] for key in others if key in protocol.steps]
    return 1 + max((_depth(protocol, each) for each in before), default=-1)


def clocks_in_order(protocol: Protocol) -> list[Clock]:
    """Return the clocks by the step that starts them, the shortest first; an extension, next."""
    places = {step.key: place for place, step in enumerate(in_order(protocol))}

    def place_of(clock: Clock) -> tuple[int, int, str, str]:
        first = protocol.clocks.get(clock.extends, clock)
        start = min((places.get(key, len(places)) for key in first.start), default=len(places))
        return (start, HOURS[first.limit.unit] * first.limit.count, first.key, clock.extends)

    return sorted(protocol.clocks.values(), key=place_of)


HOURS = {"hours": 1, "calendar_days": 24, "working_days": 24, "months": 730, "years": 8766}
"""How long each unit is, about: to put the shorter clock first, and for nothing else."""
