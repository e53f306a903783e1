"""A long protocol laid in phases: the headings under which the desk offers the same steps.

A clock stands where the step is that ends it: there somebody looks for what is owed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amparo.desk.how import ClockPage, Page, StepPage
from amparo.desk.offers import OFFICE
from amparo.desk.wording import say
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Protocol

ITSELF = ""
"""The phase of what no person does."""


@dataclass(frozen=True)
class Phase:
    """Rows under one heading, with the key that a page can be led to."""

    key: str
    says: str
    rows: tuple[StepPage | ClockPage, ...]


@dataclass(frozen=True)
class Phases:
    """A page's steps and clocks by phase; nothing where the protocol is short and has none."""

    steps: tuple[Phase, ...] = ()
    clocks: tuple[Phase, ...] = ()


def phases_of(pack: Pack, protocol: Protocol, page: Page) -> Phases:
    """Return the rows of a page under the headings of its protocol, in the pack's order."""
    if not protocol.groups:
        return Phases()
    ends = {clock.key: next(iter(clock.until), "") for clock in protocol.clocks.values()}
    return Phases(
        steps=tuple(_phases(pack, protocol, ((row.key, row) for row in page.steps))),
        clocks=tuple(_phases(pack, protocol, ((ends[row.key], row) for row in page.clocks))),
    )


def _phases(
    pack: Pack, protocol: Protocol, rows: Iterable[tuple[str, StepPage | ClockPage]]
) -> Iterator[Phase]:
    under: dict[str, list[StepPage | ClockPage]] = {}
    for step, row in rows:
        under.setdefault(_phase(protocol, step), []).append(row)
    keys = [group.key for group in sorted(protocol.groups.values(), key=lambda each: each.order)]
    for key in [*keys, ITSELF]:
        if found := under.get(key):
            says = say(f"group.{protocol.key}.{key}", pack) if key else _("By itself")
            yield Phase(key or "itself", says, tuple(found))


def _phase(protocol: Protocol, key: str) -> str:
    """Return the heading of a step; what the pack puts under none is the office's."""
    step = protocol.steps.get(key)
    if step is None or not any(":" in by for by in step.by):
        return ITSELF
    return step.group or (OFFICE if OFFICE in protocol.groups else ITSELF)
