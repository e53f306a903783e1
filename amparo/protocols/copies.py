"""What of a dossier a copy for its parties may hold. Pure.

Whoever raised a concern must not be found through it: not by a word, a moment, a gap or a number.
What is written to, for or because of that person is no part of any copy, whatever a pack says.
"""

from collections.abc import Iterator

from amparo.base.problems import Fault
from amparo.protocols.protocol import Protocol, Step
from amparo.protocols.terms import ASK, COPY, NEVER, SERVER, TELLS, TICK

RAISER, CAME_FROM = "raiser", "came_from"

_NO_RULE = "“copy” must be one of {known}."
_LEADS_BACK = "It leads back to who raised it, so “copy” can only be “never”."


def rule_for(protocol: Protocol, step: Step) -> str:
    """Return one of `COPY` for a step: never, where it leads back to who raised it; else asked."""
    if leads_back(protocol, step):
        return NEVER
    return step.copy or ASK


def leads_back(protocol: Protocol, step: Step) -> bool:
    """Tell whether a step is written by the system or is about whoever raised it."""
    by_itself = not {by.partition(":")[0] for by in step.by} - {SERVER, TELLS, TICK}
    tells_back = any(tell.to == CAME_FROM for tell in step.tells)
    return by_itself or tells_back or step.key in _owed_to_the_raiser(protocol)


def _owed_to_the_raiser(protocol: Protocol) -> frozenset[str]:
    """Return the steps that meet what the raiser is owed, or put it off."""
    owed = [clock for clock in protocol.clocks.values() if clock.owed_to == RAISER]
    held = {clock.held_by for clock in owed if clock.held_by}
    return frozenset(held.union(*(clock.until for clock in owed)))


def check_copies(file: str, protocol: Protocol) -> Iterator[Fault]:
    """Yield what is wrong with what a protocol's steps say of copies."""
    for step in protocol.steps.values():
        if step.copy and step.copy not in COPY:
            yield Fault(file, step.key, _NO_RULE.format(known=", ".join(COPY)))
        elif step.copy not in {"", NEVER} and leads_back(protocol, step):
            yield Fault(file, step.key, _LEADS_BACK)
