"""What an officer asks of two members: who can open it, what it carries on, and when it closes."""

from collections.abc import Collection
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command

from amparo.base.ids import new_id
from amparo.base.problems import NotThere
from amparo.dossiers.actions.accompanying import author_among, turn_worse
from amparo.dossiers.actions.erasing import decide_retention, due_in
from amparo.dossiers.actions.escalations import escalate_missed
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.leaving import leave_office
from amparo.dossiers.actions.openings import Kept, keep_from
from amparo.dossiers.actions.readings import open_entries
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.actions.supervision import assign, declare_conflict
from amparo.dossiers.models import Dossier, Entry, Escalation, SealedPart, Wrap
from amparo.dossiers.rules import Author, Can, Letter
from tests.attacks.own import asked_of_rosa
from tests.journeys.conciliating import RECEIPT
from tests.journeys.desk import Desk
from tests.world import DISTRICT, QUIET, World


@pytest.fixture
def asked(world: World) -> Dossier:
    """What ana asked of rosa and lucia, who have both said yes."""
    case = world.case_of(world.raise_concern("rosa"))
    world.opened(case)
    world.take(case, "receipt", None, **RECEIPT)
    return Dossier.objects.get(pk=asked_of_rosa(world, case))


def words_for(world: World, who: str, asked: Dossier) -> Collection[str]:
    first = asked.entries.get(step="asked")
    by = Author("member", "vetted", world.people[who].id)
    keyring, at = world.keyring(who), world.clock.at
    [opened] = open_entries(asked, [first.id], keyring, Can.LOOK_IN, by=by, at=at)
    return {str(value) for value in opened.answers.values()}


def writes(world: World, who: str, asked: Dossier, step: str) -> UUID:
    at = world.clock.at
    by = author_among(asked, world.people[who].id)
    return append_entry(asked, Letter(new_id(at), step, {}, said_at=at), by=by, at=at).id


def test_only_the_two_and_the_office_hold_keys_and_its_code_word_is_new(
    world: World, asked: Dossier
) -> None:
    assert "MARK-ASKEDOF" in words_for(world, "rosa", asked)
    assert "MARK-ASKEDOF" in words_for(world, "lucia", asked)
    assert words_for(world, "tomas", asked) == set()
    assert asked.came_from
    assert asked.code_word not in ("", asked.came_from.code_word)
    holders = set(Wrap.objects.filter(part__entry__dossier=asked).values_list("account", flat=True))
    assert holders == {None, world.people["rosa"].id, world.people["lucia"].id}


def test_nobody_else_writes_in_it(world: World, asked: Dossier) -> None:
    with pytest.raises(NotThere):
        author_among(asked, world.people["tomas"].id)


def test_it_is_worse_is_a_concern_that_avoids_who_must_not_know_and_twice_is_one(
    world: World, asked: Dossier
) -> None:
    at, rosa, posta = world.clock.at, world.people["rosa"].id, world.bodies["posta"].id
    tomas = world.people["tomas"].id
    keep_from(asked, Kept(frozenset({posta}), frozenset({tomas})), at=at)
    raising = Raising(new_id(at), {**QUIET, "health_now": "yes"}, DISTRICT, rosa)
    by = author_among(asked, rosa)
    one = turn_worse(asked, raising, by=by, at=at)
    again = turn_worse(asked, raising, by=by, at=at)

    assert one.situation == again.situation
    told = {concern.parties.get(key="receiver").body_id for concern in one.concerns}
    assert world.bodies["demuna"].id in told, "whoever asked is not told"
    for concern in one.concerns:
        kept = set(concern.kept_from.values_list("body", "account"))
        assert {(posta, None), (None, tomas)} <= kept
        assert not concern.parties.filter(body=posta).exists()
    assert asked.entries.filter(step="worse").count() == 1
    assert Entry.objects.filter(step="look_in_worse", dossier=asked.came_from).count() == 1


def test_who_stops_takes_both_keys_away_and_the_case_hears_of_it(
    world: World, asked: Dossier
) -> None:
    writes(world, "lucia", asked, "stop")

    assert words_for(world, "rosa", asked) == set()
    assert Entry.objects.filter(step="look_in_stopped", dossier=asked.came_from).count() == 1
    writes(world, "rosa", asked, "visit")
    asked.refresh_from_db()
    assert asked.state == "ended", "a visit after the end changed something"


def test_a_visit_that_is_late_comes_to_the_supervisor_of_whoever_asked(
    world: World, asked: Dossier
) -> None:
    world.clock.move(days=11)
    escalate_missed(at=world.clock.at)
    told = Escalation.objects.get(dossier=asked, clock="look_in.every_week")
    assert (told.level, told.body_id) == ("supervisor", world.bodies["demuna"].id)


def test_everybody_reads_what_to_say_and_where_it_comes_from(world: World) -> None:
    desk = Desk(world)
    for who in ("rosa", "ana", "mario"):
        page = desk.comes(who, "2027-05-10 09:00").goes("/guidance/")
        page.reads_in_order(
            "If a child tells you", "“You did well to tell me.”", "Don't investigate"
        )
        page.reads("DS 005-2019-MIMP art. 27 f (read in the law)", "Never in a police station.")


def test_who_turns_out_to_be_near_the_family_loses_what_was_asked_of_her(
    world: World, asked: Dossier
) -> None:
    assert asked.came_from_id
    lucia, case = world.people["lucia"], Dossier.objects.get(pk=asked.came_from_id)
    kept = Kept(accounts=frozenset({lucia.id}), reason="kin")
    declare_conflict(case, kept, by=world.supervisor(), at=world.clock.at)

    assert not Dossier.objects.held_by(world.reader("lucia")).filter(pk=asked.pk).exists()
    assert Dossier.objects.held_by(world.reader("rosa")).filter(pk=asked.pk).exists()


def test_what_members_were_asked_is_in_nobodys_hands_once_the_worker_left(
    world: World, asked: Dossier
) -> None:
    case, ana = asked.came_from, world.people["ana"]
    assert case
    for each in (case, asked):
        assign(each, ana.id, None, entry_id=uuid4(), by=world.supervisor(), at=world.clock.at)
    demuna, keys, at = world.bodies["demuna"], world.keyring("carmen"), world.clock.at
    assert leave_office(demuna, ana, "officer", keyring=keys, by=None, at=at) == 2
    asked.refresh_from_db()
    assert asked.assigned_to is None


def test_words_that_a_supervisor_let_go_are_erased_by_the_command(
    world: World, asked: Dossier
) -> None:
    writes(world, "lucia", asked, "stop")
    at, by = world.clock.move(days=3 * 365), world.supervisor()
    (due,) = due_in([asked], at)
    erase = {"retention_says": "erase", "retention_reason": "Two years have passed."}
    decide_retention(due, erase, entry_id=new_id(at), by=by, at=at)
    call_command("retention", erase=True, stdout=StringIO())
    assert not SealedPart.objects.filter(entry__dossier=asked).exists()
    assert SealedPart.objects.filter(entry__dossier=asked.came_from).exists()
