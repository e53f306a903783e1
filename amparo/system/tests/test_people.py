"""What takes two persons: refused to one alone, written down, and stored only whole."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from amparo.audit.models import Record
from amparo.base.problems import Malformed, NotAllowed, NotThere
from amparo.system.actions.people import (
    carry_out,
    decide,
    end_role,
    give_keys,
    give_role,
    invite_into,
    propose,
)
from amparo.system.directory import members_of
from amparo.system.models import Proposal
from amparo.system.rules import Asked
from amparo.trust.models import EpochKey
from amparo.trust.problems import NoHolder
from tests.world import Clock, World


def asked(world: World, whom: str = "ana", what: Asked = Asked.ROLE, role: str = "") -> Proposal:
    account, by = world.people[whom], id_of(world, "carmen")
    role = role or ("supervisor" if what == Asked.ROLE else "")
    return propose(world.bodies["demuna"], what, account, role=role, by=by, at=world.clock.at)


def id_of(world: World, who: str) -> UUID:
    return world.people[who].id


@pytest.mark.parametrize("who", ["carmen", "ana", "beto", "irma", "fidel", "rosa"])
def test_only_a_second_person_of_the_body_that_decides_agrees(world: World, who: str) -> None:
    proposal = asked(world)
    for agrees in (True, False):
        with pytest.raises(NotAllowed):
            decide(proposal, agrees=agrees, by=id_of(world, who), at=world.clock.at)
    with pytest.raises(NotAllowed):
        carry_out(
            proposal, keyring=world.keyring("carmen"), by=id_of(world, "carmen"), at=world.clock.at
        )
    assert not Record.objects.filter(can__in=["agree", "refuse", "carry_out"]).exists()


def test_what_was_agreed_to_is_carried_out_once_by_who_holds_the_key(world: World) -> None:
    proposal, at, by = asked(world), world.clock.at, id_of(world, "carmen")
    decided = decide(proposal, agrees=True, by=id_of(world, "julio"), at=at)
    with pytest.raises(NotThere):
        decide(proposal, agrees=False, by=id_of(world, "julio"), at=at)
    assert carry_out(decided, keyring=world.keyring("carmen"), by=by, at=at) is None
    with pytest.raises(NotThere):
        carry_out(decided, keyring=world.keyring("carmen"), by=by, at=at)
    assert world.people["ana"] in members_of(world.bodies["demuna"].id, "supervisor", at)


def test_it_expires_a_minute_after_a_week_and_not_before(world: World, clock: Clock) -> None:
    first, second = asked(world), asked(world, "beto")
    clock.move(days=7, minutes=-1)
    decide(first, agrees=True, by=id_of(world, "julio"), at=clock.at)
    clock.move(minutes=2)
    with pytest.raises(NotThere):
        decide(second, agrees=True, by=id_of(world, "julio"), at=clock.at)


def test_nobody_asks_for_themselves_or_for_somebody_elsewhere(world: World) -> None:
    for whom in ("carmen", "rosa", "elsa"):
        with pytest.raises(NotAllowed):
            asked(world, whom, Asked.PASSPHRASE)
    with pytest.raises(Malformed):
        asked(world, "ana", role="pilot")
    assert not Proposal.objects.exists()


def test_the_database_itself_refuses_a_proposal_of_one_person(world: World) -> None:
    proposal = asked(world)
    for who in ("carmen", "ana"):
        rows = Proposal.objects.filter(pk=proposal.pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(decided_by=world.people[who], decided_at=world.clock.at, is_agreed=True)


def test_a_role_of_trust_is_no_invitation(world: World) -> None:
    demuna, by = world.bodies["demuna"], id_of(world, "carmen")
    keys = world.keyring("carmen")
    with pytest.raises(NotAllowed):
        invite_into(demuna, "Nora", "supervisor", keyring=keys, by=by, at=world.clock.at)
    with pytest.raises(NoHolder):
        invite_into(
            demuna, "Nora", "officer", keyring=world.keyring("julio"), by=by, at=world.clock.at
        )
    invited = invite_into(demuna, "Nora", "officer", keyring=keys, by=by, at=world.clock.at)
    assert invited.account in members_of(demuna.id, "officer", world.clock.at)


def test_names_and_files_never_meet_in_one_person(world: World) -> None:
    demuna, at, keys = world.bodies["demuna"], world.clock.at, world.keyring("carmen")
    for who, role in (("ana", "custodian"), ("celia", "officer"), ("celia", "supervisor")):
        with pytest.raises(NotAllowed):
            give_role(demuna, world.people[who], role, keyring=keys, by=None, at=at)


def test_whose_role_ends_loses_the_key_and_nobody_ends_their_own(world: World) -> None:
    demuna, at, keys = world.bodies["demuna"], world.clock.at, world.keyring("carmen")
    carmen, beto = world.people["carmen"], world.people["beto"]
    with pytest.raises(NotAllowed):
        end_role(demuna, carmen, "supervisor", keyring=keys, by=carmen.id, at=at)
    end_role(demuna, beto, "officer", keyring=keys, by=carmen.id, at=at)
    assert not EpochKey.objects.filter(account=beto).exists()


def test_keys_are_given_for_every_circle_that_one_holds_and_no_other(world: World) -> None:
    by, at = id_of(world, "carmen"), world.clock.at
    assert give_keys(world.people["ana"], keyring=world.keyring("carmen"), by=by, at=at) == 1
    assert give_keys(world.people["elsa"], keyring=world.keyring("carmen"), by=by, at=at) == 0
