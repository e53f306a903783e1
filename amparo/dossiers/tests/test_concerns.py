"""Raising a concern: whom it reaches, who is kept out, and that sending twice raises once."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.base.ids import new_id
from amparo.base.problems import IdTaken
from amparo.dossiers.actions import concerns
from amparo.dossiers.models import Dossier, Entry, KeptFrom, SealedPart, Wrap
from amparo.dossiers.tests.conftest import MONDAY, World, later
from amparo.trust.rules import Reader


def test_a_concern_opens_the_services_own_case_with_the_seven_codes(world: World) -> None:
    raised = world.raised()
    case = world.case_at("demuna", raised)
    arrive = case.entries.get()
    assert arrive.step == "arrive"
    assert arrive.coded["danger_now"] == "no"
    assert arrive.coded["service"] == "demuna"
    assert case.came_from in raised.concerns
    assert case.state == "arrived"


def test_qualification_is_owed_24_hours_after_the_server_received_it(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    assert case.duties.get(clock="PE.dna.qualify").due == later(hours=24)


def test_what_was_told_is_sealed_to_the_service_and_to_nobody_else(world: World) -> None:
    raised = world.raised()
    concern = world.case_at("demuna", raised).came_from
    assert concern is not None
    parts = SealedPart.objects.filter(entry__dossier=concern)
    assert {part.part_class for part in parts} == {"sealed", "reporter", "callback"}
    sealed_to = set(
        Wrap.objects.filter(part__in=parts).values_list("part__part_class", "epoch__circle")
    )
    demuna = world.bodies["demuna"]
    assert sealed_to == {
        ("sealed", demuna.pk),
        ("callback", demuna.pk),
        ("reporter", demuna.custodians_id),
    }
    assert not Wrap.objects.filter(part__in=parts, account__isnull=False).exists()


def test_no_answer_but_the_seven_stands_in_clear(world: World) -> None:
    world.raised()
    for entry in Entry.objects.all():
        assert "MARK" not in str(entry.coded)
        assert set(entry.coded) <= {
            "danger_now", "health_now", "called", "how_many", "home_district",
            "route_class", "week", "service", "relayed", "raiser_in_person", "came_as",
        }  # fmt: skip


def test_sending_a_concern_twice_raises_one(world: World) -> None:
    key = new_id(MONDAY)
    first = world.raised(id=key)
    again = world.raised(later(minutes=1), id=key)
    assert [one.pk for one in again.concerns] == [one.pk for one in first.concerns]
    assert Dossier.objects.filter(protocol="concern").count() == len(first.concerns)


def test_what_somebody_else_stored_meanwhile_stays_the_only_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_id(MONDAY)
    store, first = concerns._stored, list[concerns.Raised]()  # noqa: SLF001

    def meanwhile(*args: Any, **kwargs: Any) -> concerns.Raised:  # noqa: ANN401  # as it is called
        monkeypatch.setattr(concerns, "_stored", store)
        first.append(world.raised(id=key))
        return store(*args, **kwargs)

    monkeypatch.setattr(concerns, "_stored", meanwhile)
    again = world.raised(later(minutes=1), id=key)
    assert [one.pk for one in again.concerns] == [one.pk for one in first[0].concerns]
    assert Entry.objects.filter(step="raise").count() == len(first[0].concerns)


def test_the_transaction_that_stores_it_asks_nothing_of_the_directory(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        world.raised()
    texts = [each["sql"] for each in asked.captured_queries]
    begun = next(place for place, text in enumerate(texts) if text.startswith("SAVEPOINT"))
    stored = " ".join(texts[begun:])
    assert 'INSERT INTO "dossiers_entry"' in stored
    for table in ("system_body", "trust_membership", "trust_epoch", "trust_directoryentry"):
        assert f'"{table}"' in " ".join(texts[:begun])
        assert f'"{table}"' not in stored


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has another planner")
def test_a_situation_is_found_by_its_own_index_however_many_concerns_there_are(
    world: World,
) -> None:
    raised = world.raised()
    mine = Reader(world.people["member"].id)
    for found in (
        Dossier.objects.raised_in(raised.situation, mine),
        concerns._all_of._ask(raised.situation),  # noqa: SLF001  # the question as it is written
    ):
        assert {one.pk for one in found} >= {one.pk for one in raised.concerns}
        assert "dossiers_dossier_situation" in found.explain().splitlines()[0]


def test_another_concern_under_a_known_id_is_refused_and_loses_nothing(world: World) -> None:
    key = new_id(MONDAY)
    world.raised(id=key)
    with pytest.raises(IdTaken):
        world.raised(id=key, words_seen="something else")


def test_a_kept_body_is_avoided_and_its_people_in_every_role(world: World) -> None:
    raised = world.raised(keep_from=("municipality",))
    bodies = {party.body_id for one in raised.concerns for party in one.parties.all()}
    assert world.bodies["demuna"].pk not in bodies
    assert world.bodies["upe"].pk in bodies
    kept = KeptFrom.objects.filter(dossier=raised.concerns[0])
    assert kept.filter(account=world.people["mayor"]).exists()
    assert kept.filter(account=world.people["officer"]).exists()


def test_the_raiser_is_never_kept_from_her_own_concern(world: World) -> None:
    raised = world.raised(keep_from=("our_group", "municipality", "local_auth"))
    mine = Dossier.objects.raised_by(world.reader("member"))
    assert set(mine) == set(raised.concerns)


def test_a_body_without_a_key_is_reached_through_its_relay(world: World) -> None:
    raised = world.raised(signs=("hurt", "sexual"), health_now="yes", person="lives_with")
    relayed = Dossier.objects.filter(
        protocol="case", situation=raised.situation, parties__for_body__isnull=False
    )
    fors = {case.parties.get().for_body_id for case in relayed}
    assert world.bodies["fiscalia"].pk in fors
    assert world.bodies["posta"].pk in fors
    assert all(case.entries.get().coded["relayed"] == "yes" for case in relayed)
