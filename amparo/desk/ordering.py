"""In which order people read a protocol's rows: a pack keeps them by key. Pure."""

from amparo.protocols.protocol import Clock, Protocol, Step


def in_order(protocol: Protocol) -> list[Step]:
    """Return the steps as they follow each other; those that need none before them, at the end."""
    return sorted(protocol.steps.values(), key=lambda step: _place(protocol, step))


def _place(protocol: Protocol, step: Step) -> tuple[bool, int, int, str]:
    """A pack keeps its rows by key: the order that people read follows from `after`."""
    is_any_time = _is_any_time(protocol, step)
    order = protocol.states[step.state].order if step.state else len(protocol.states) + 1
    return (is_any_time, _depth(protocol, step), order, step.key)


def _is_any_time(protocol: Protocol, step: Step) -> bool:
    """Tell whether a step, or one that comes before it, needs none before it."""
    before = _before(protocol, step)
    if not before:
        return not step.opens
    return any(_is_any_time(protocol, each) for each in before)


def _depth(protocol: Protocol, step: Step) -> int:
    return 1 + max((_depth(protocol, each) for each in _before(protocol, step)), default=-1)


def _before(protocol: Protocol, step: Step) -> list[Step]:
    """Return the steps that must come first; one that can be taken again may name itself."""
    names = [key for key in step.after if key in protocol.steps and key != step.key]
    return [protocol.steps[key] for key in names]


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
