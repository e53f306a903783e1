"""How a body ends: by two persons, and never while somebody would be left without anybody."""

import pytest

from amparo.audit.models import Record
from amparo.base.problems import NotAllowed, NotThere
from amparo.dossiers.actions.ending import (
    ask_to_end,
    decide_on_end,
    end_accreditation,
    unfinished_in,
)
from amparo.system.actions.bodies import end_body, found_body
from amparo.system.directory import bodies_facts
from amparo.system.models import Accreditation, Body, Proposal
from tests.world import DISTRICT, Clock, World


def asked(world: World, body: str, who: str = "julio") -> Proposal:
    by = world.people[who].id
    also = frozenset({world.bodies["ministry"].id})
    return ask_to_end(world.bodies[body], also=also, by=by, at=world.clock.at)


def ended(world: World, proposal: Proposal, who: str) -> Body:
    decide_on_end(proposal, agrees=True, by=world.people[who].id, at=world.clock.at)
    return Body.objects.get(pk=proposal.body_id)


def end(world: World, *bodies: str) -> None:
    for body in bodies:
        end_body(world.bodies[body], by=None, at=world.clock.at)


def test_an_office_ends_once_its_own_supervisor_agrees_and_nothing_new_reaches_it(
    world: World, clock: Clock
) -> None:
    proposal = asked(world, "demuna")
    assert proposal.decided_in == world.bodies["demuna"]
    assert world.bodies["demuna"].ended_at is None
    assert ended(world, proposal, "carmen").ended_at == clock.at
    assert Record.objects.filter(can="end_body", subject=world.bodies["demuna"].id).count() == 1
    clock.move(minutes=1)
    assert world.bodies["demuna"].id not in {each.id for each in bodies_facts(DISTRICT, clock.at)}
    with pytest.raises(NotThere):
        asked(world, "demuna")


def test_where_nobody_leads_it_who_oversees_agrees_and_never_who_asked(world: World) -> None:
    proposal = asked(world, "demuna_one")
    assert proposal.decided_in == world.bodies["defensoria"]
    with pytest.raises(NotAllowed):
        ended(world, proposal, "julio")
    assert ended(world, proposal, "irma").ended_at


def test_a_refusal_ends_nothing(world: World) -> None:
    proposal, by = asked(world, "demuna"), world.people["carmen"].id
    decide_on_end(proposal, agrees=False, by=by, at=world.clock.at)
    assert Body.objects.get(pk=proposal.body_id).ended_at is None


def test_an_office_with_a_file_that_has_not_come_to_an_end_goes_on(world: World) -> None:
    proposal = asked(world, "demuna")
    case = world.case_of(world.raise_concern())
    with pytest.raises(NotAllowed, match="not come to an end"):
        ended(world, proposal, "carmen")
    assert Body.objects.get(pk=proposal.body_id).ended_at is None
    assert not Record.objects.filter(can="agree").exists()
    case.duties.update(done_at=world.clock.at)
    assert unfinished_in(world.bodies["demuna"]) == 1, "what nobody owes is followed all the same"


def test_the_last_office_that_a_concern_can_reach_goes_on(world: World) -> None:
    end(world, "upe")
    asked(world, "demuna_one")
    with pytest.raises(NotAllowed, match="nobody at all"):
        asked(world, "desk_1810")


def test_who_alone_cares_for_members_of_groups_goes_on(world: World) -> None:
    gina = world.people["gina"]
    found_body(
        "linea_1810", "Another", "PE", members=[(gina, "officer")], by=None, at=world.clock.at
    )
    asked(world, "desk_1810")
    end(world, "upe", "desk_1810")
    another = Body.objects.get(name="Another")
    with pytest.raises(NotAllowed):
        ask_to_end(another, also=frozenset(), by=world.people["julio"].id, at=world.clock.at)


def test_who_alone_is_told_of_missed_clocks_goes_on(world: World) -> None:
    with pytest.raises(NotAllowed, match="told of what some offices miss"):
        asked(world, "defensoria")


def test_an_accreditation_ends_unless_a_concern_would_reach_nobody(world: World) -> None:
    demuna, by, at = world.bodies["demuna"], world.people["julio"].id, world.clock.at
    end(world, "upe", "desk_1810")
    with pytest.raises(NotAllowed, match="nobody at all"):
        end_accreditation(demuna, by=by, at=at)
    assert Accreditation.objects.in_force(at).filter(body=demuna).exists()
    Body.objects.filter(pk=world.bodies["upe"].id).update(ended_at=None)
    end_accreditation(demuna, by=by, at=at)
    assert not Accreditation.objects.in_force(at).filter(body=demuna).exists()
