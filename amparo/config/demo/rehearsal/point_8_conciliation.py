"""Point 8: conciliation only through its gate, and never over what came out meanwhile."""

import re
from collections.abc import Iterator
from uuid import UUID

from amparo.config.demo.rehearsal.acting import (
    ID,
    among_duties,
    answer,
    is_refused,
    qualified,
    received,
    take,
    taken,
)
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.config.demo.rehearsal.visitor import NotAsExpected
from amparo.dossiers.models import Dossier, Duty

TOGETHER = ("invite", "talk", "session", "agreement")
"""The steps of sitting together, none of which its gate lets through."""


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    case = qualified(stage, "lucia", next="conciliacion")
    own = _opened(stage, case)
    for step in TOGETHER:
        is_refused(stage, "ana", own, step, "The questions beforehand come")
    yield "before the questions nobody is invited, and nobody talks"
    take(stage, "ana", own, "screen", m02="unknown")
    for step in TOGETHER:
        is_refused(stage, "ana", own, step, "violence in the family", "TUO Ley 30364 art. 40")
    yield "“I don't know” about violence shuts it, and the page says why, with the article"
    take(stage, "ana", own, "screen")
    take(stage, "ana", own, "invite")
    yield "only with every answer clear are they invited"
    yield from _stop(stage, case, own)
    yield from _never_for_a_crime(stage)


def _opened(stage: Stage, case: Dossier) -> Dossier:
    """Open the conciliation from the case; its page follows."""
    page = take(stage, "ana", case, "mediate").must_say("The case it belongs to", case.number)
    found = re.fullmatch(f"/dossiers/({ID})/", page.path)
    if found is None:
        raise NotAsExpected(f"expected the page of the conciliation; saw: {page.seen}")
    return Dossier.objects.get(pk=UUID(found[1]), protocol="mediation")


def _stop(stage: Stage, case: Dossier, own: Dossier) -> Iterator[str]:
    take(stage, "ana", own, "disclosure").must_say("Stopped: something came out")
    report = Duty.objects.filter(dossier=case, clock="PE.crime.report", done_at=None)
    must_be("reports owed in the case", 1, report.count())
    among_duties(stage.visitor("ana"), case)
    stage.visitor("ana").open(f"/dossiers/{case.pk}/").must_say("Tell the prosecutor or the police")
    yield "what comes out stops it, and the case owes the report within the hour"
    take(stage, "ana", own, "screen")
    for step in TOGETHER:
        is_refused(stage, "ana", own, step)
    must_be("agreements", 0, taken(own, "agreement"))
    yield "asked again it stays stopped: no agreement can be written down"
    take(stage, "ana", case, "hand_over", referred_to="fiscalia")
    must_be("reports owed in the case", 0, report.count())
    yield "the prosecutor is told, and that is written down"


def _never_for_a_crime(stage: Stage) -> Iterator[str]:
    case = received(stage, "mateo", "belt")
    refused = answer(stage, "ana", case, "qualify", crime="yes", next="conciliacion")
    refused.must_say("Possible only where there is no crime")
    must_be("qualifications", 0, taken(case, "qualify"))
    take(stage, "ana", case, "qualify", crime="yes")
    is_refused(stage, "ana", case, "mediate", "What you can do instead:")
    must_be("conciliations", 0, taken(case, "mediate"))
    yield "about a crime none is opened at all; the page says what to do instead"
