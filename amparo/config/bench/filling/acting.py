"""What the real actions write of one concern: what all copies are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from amparo.base.ids import derived_id, new_id
from amparo.config.bench.filling.made_up import Child
from amparo.config.demo.answers import answered
from amparo.config.demo.caring import call
from amparo.config.demo.doing import values_of
from amparo.config.demo.founding import World
from amparo.config.demo.script import Said
from amparo.dossiers.actions.care import DEBRIEF
from amparo.dossiers.actions.concerns import raise_concern
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE, Author, Letter
from amparo.forms.values import Values
from amparo.system.rules import OFFICER

OFFICE, GROUP, AREA = "demuna_calca", "qoriwayra", "PE080401"
RAISER, WORKER, COLLEAGUE = "rosa", "ana", "beto"

PAUSE = timedelta(minutes=40)
"""What lies between one act and the next."""

STEPS: Mapping[str, Said] = {
    "receipt": {},
    "qualify": {"child_told": "told", "caregiver_told": "told"},
    "answer_raiser": {},
    "release": {},
}
"""The steps to the end of a quiet case, and what differs from what people usually answer."""


class Shape(StrEnum):
    """How far a concern has come."""

    FRESH = "fresh"
    """Nobody has opened it."""

    IN_WORK = "in_work"
    """It was opened and received; its qualification is owed."""

    SETTLED = "settled"
    """Qualified, answered and released; nothing is owed."""


@dataclass(frozen=True)
class Played:
    """The dossiers that a concern became: itself, the office's case, and the call owed.

    `said` holds all answers to each step that the office took.
    """

    dossiers: tuple[UUID, ...]
    said: Mapping[str, Values]


def play(world: World, shape: Shape, child: Child, at: datetime) -> Played:
    """Raise a concern at a moment, and take it as far as its shape says."""
    raising = _raising(world, child, at)
    group = world.bodies[GROUP].id
    raised = raise_concern(raising, by=Author("raiser", "vetted", raising.raised_by, group), at=at)
    owed = derived_id(raising.id, DEBRIEF)
    [case] = Dossier.objects.filter(protocol="case", situation=raised.situation)
    said: Mapping[str, Values] = {}
    if shape is not Shape.FRESH:
        said = _work(world, case, shape, child, at + PAUSE)
        call(world, owed, at + PAUSE)
    return Played((*(each.pk for each in raised.concerns), case.pk, owed), said)


def _raising(world: World, child: Child, at: datetime) -> Raising:
    form = world.pack.forms[world.pack.routes.form]
    usual = world.demo.usual["raise"]
    said = {**usual["all"], **usual["school"], "child_called": child.called}
    values = answered(world.pack, form, said, at)
    return Raising(new_id(at), values, district=AREA, raised_by=world.people[RAISER].id)


def _work(
    world: World, case: Dossier, shape: Shape, child: Child, at: datetime
) -> Mapping[str, Values]:
    said = {}
    by = Author(SERVICE, OFFICER, world.people[WORKER].id, world.bodies[OFFICE].id)
    read_dossier(case, world.keyring(WORKER), by=by, at=at)
    for step in STEPS if shape is Shape.SETTLED else ("receipt",):
        at += PAUSE
        says = {**STEPS[step], **({"child_name": child.name} if step == "qualify" else {})}
        said[step] = values = values_of(world, case.protocol, step, says, at)
        append_entry(case, Letter(new_id(at), step, values, said_at=at), by=by, at=at)
    return said
