"""Which steps a page offers, under which headings, and which are refused for now.

A case has thirty steps and more. What a clock waits for stands first; the rest stands under the
headings that the pack gives. What a gate refuses is offered too: its page says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from amparo.desk.ordering import in_order
from amparo.desk.wording import say
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author
from amparo.protocols.protocol import Protocol, Step
from amparo.protocols.replay import Standing
from amparo.system.packs import pack_by_hash

FEW = 7
"""So many steps fit on a phone's page without headings."""

OFFICE = "office"
"""The heading for what the pack puts under none."""


@dataclass(frozen=True)
class Offered:
    """A step that can be taken now. `is_owed`: a clock waits for it."""

    key: str
    says: str
    group: str
    is_owed: bool
    is_refused: bool = False


@dataclass(frozen=True)
class Heading:
    """The steps under one heading: those that are open, and those refused for now."""

    says: str
    steps: tuple[Offered, ...]
    refused: tuple[Offered, ...]


@dataclass(frozen=True)
class Offers:
    """All that one person can do in a dossier now.

    Attributes:
        owed: what a clock waits for.
        others: the rest, where it is little enough to need no heading.
        headings: the rest under its headings, where it is more.
    """

    owed: tuple[Offered, ...]
    others: tuple[Offered, ...]
    headings: tuple[Heading, ...]


def offers(dossier: Dossier, standing: Standing, by: Author) -> Offers:
    """Return what this author may do in a dossier, as a page lays it out."""
    steps = offered(dossier, standing, by)
    owed = tuple(step for step in steps if step.is_owed)
    rest = [step for step in steps if not step.is_owed]
    refused = _refused(dossier, standing, by)
    if len(rest) + len(refused) <= FEW and not refused:
        return Offers(owed, tuple(rest), ())
    protocol = pack_by_hash(dossier.pack_id).protocols[dossier.protocol]
    return Offers(owed, (), tuple(_headings(protocol, dossier, [*rest, *refused])))


def offered(dossier: Dossier, standing: Standing, by: Author) -> tuple[Offered, ...]:
    """Return the steps with a form that this author may take now, what is owed soonest first."""
    protocol = pack_by_hash(dossier.pack_id).protocols[dossier.protocol]
    awaited = _awaited(protocol, standing)
    steps = [
        _offer(dossier, step, is_owed=step.key in awaited)
        for step in _theirs(dossier, by)
        if step.key in standing.allowed
    ]
    owed = sorted((step for step in steps if step.is_owed), key=lambda step: awaited[step.key])
    return (*owed, *(step for step in steps if not step.is_owed))


def _awaited(protocol: Protocol, standing: Standing) -> dict[str, datetime]:
    """Return the steps that a clock waits for, and until when at the latest."""
    latest_first = sorted(standing.duties, key=lambda duty: duty.due, reverse=True)
    return {step: duty.due for duty in latest_first for step in protocol.clocks[duty.clock].until}


def _refused(dossier: Dossier, standing: Standing, by: Author) -> list[Offered]:
    return [
        _offer(dossier, step, is_owed=False, is_refused=True)
        for step in _theirs(dossier, by)
        if step.key in standing.refused
    ]


def _theirs(dossier: Dossier, by: Author) -> Iterable[Step]:
    steps = _steps(dossier.pack_id, dossier.protocol)
    return (step for step in steps if step.form and by.by in step.by and not step.has_own_page)


@lru_cache(maxsize=64)
def _steps(pack: str, protocol: str) -> tuple[Step, ...]:
    """Return a protocol's steps in their order; a pack's bytes never change under its hash."""
    return tuple(in_order(pack_by_hash(pack).protocols[protocol]))


def _offer(dossier: Dossier, step: Step, *, is_owed: bool, is_refused: bool = False) -> Offered:
    says = say(f"step.{dossier.protocol}.{step.key}", pack_by_hash(dossier.pack_id))
    return Offered(step.key, says, step.group, is_owed, is_refused)


def _headings(protocol: Protocol, dossier: Dossier, steps: Iterable[Offered]) -> Iterable[Heading]:
    """Yield the headings in the pack's order; what stands under none is the office's."""
    under: dict[str, list[Offered]] = {}
    for step in steps:
        under.setdefault(step.group or OFFICE, []).append(step)
    keys = [group.key for group in sorted(protocol.groups.values(), key=lambda each: each.order)]
    for key in dict.fromkeys([*keys, OFFICE]):
        if found := under.get(key):
            yield Heading(
                says=say(f"group.{dossier.protocol}.{key}", pack_by_hash(dossier.pack_id)),
                steps=tuple(step for step in found if not step.is_refused),
                refused=tuple(step for step in found if step.is_refused),
            )
