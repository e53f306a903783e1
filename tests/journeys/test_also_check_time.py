"""What is easily forgotten, one line each: waiting, power, power cuts, and a law that changes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command

from amparo.dossiers.actions import journal
from amparo.dossiers.actions.consequences import follow
from amparo.dossiers.actions.opening_own import Cause
from amparo.dossiers.actions.projections import rebuild
from amparo.dossiers.models import Dossier, Entry, SealedPart
from amparo.protocols.compiled import compile_pack
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Limit
from amparo.system.actions.packs import install_pack
from tests.filling import fill, text_of, token_of
from tests.journeys.also import RECEIPT, qualify, raised, receive
from tests.journeys.crawl import Crawl, addresses
from tests.world import Clock, World

QUALIFY, ANSWER = "PE.dna.qualify", "PE.tell.in_hand"


def page_of_raiser(world: World, case: Dossier) -> str:
    return text_of(world.signed_in("rosa").get(f"/concerns/{case.came_from_id}/"))


def test_when_the_prosecutor_asks_not_to_inform_the_answer_waits(
    world: World, clock: Clock
) -> None:
    case = raised(world)
    receive(world, case)
    qualify(world, case)
    before = page_of_raiser(world, case)
    held = {"hold_reason": "prosecutor_asked", "hold_until": "2027-05-31"}
    page = f"/dossiers/{case.pk}/steps/hold/"
    assert fill(world.signed_in("ana"), page, held).status_code == 302
    told = page_of_raiser(world, case)
    assert "prosecutor" not in told
    assert told.count("<li") == before.count("<li"), "it stays at the last message"
    assert case.duties.open().get(clock=ANSWER).held_until is not None
    clock.move(days=10)
    assert not case.duties.overdue(clock.at).filter(clock=ANSWER).exists()
    clock.move(days=15)
    assert case.duties.overdue(clock.at).filter(clock=ANSWER).exists()


def test_the_mayor_who_asks_for_the_numbers_of_one_hamlet_gets_none(world: World) -> None:
    case = raised(world)
    receive(world, case)
    ids = {str(case.pk), str(case.came_from_id)}
    crawl = Crawl(world.signed_in("mario"), frozenset(ids))
    pages = crawl.everything(addresses(ids, ("receipt", "case")))
    opened = {at: page for at, page in pages.items() if page.status == 200}
    assert opened
    for at, page in opened.items():
        for clue in (case.number, "MARK-PLACE", "MARK-WORDS", "1 case", "1 concern"):
            assert clue not in page.body, (at, clue)


def test_a_power_cut_during_the_receipt_leaves_all_or_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = raised(world)
    ana = world.signed_in("ana")
    ana.get(f"/dossiers/{case.pk}/file/")
    address = f"/dossiers/{case.pk}/steps/receipt/"
    said = {**RECEIPT, "token": token_of(ana.get(address))}
    before = (Entry.objects.count(), SealedPart.objects.count())

    def dark(_cause: Cause) -> None:
        raise OSError

    monkeypatch.setattr(journal, "follow", dark)
    ana.raise_request_exception = False
    assert ana.post(address, said).status_code == 500
    assert (Entry.objects.count(), SealedPart.objects.count()) == before
    assert Dossier.objects.get(pk=case.pk).state == "arrived"
    monkeypatch.setattr(journal, "follow", follow)
    for _ in range(2):
        assert ana.post(address, said).status_code == 302
    assert case.entries.filter(step="receipt").count() == 1
    assert Dossier.objects.get(pk=case.pk).state == "received"
    assert "A person has read your notice" in page_of_raiser(world, case)


def stricter(pack: Pack) -> Pack:
    """Return the pack as a new law changes it: twelve hours instead of twenty-four."""
    case = pack.protocols["case"]
    clock = replace(case.clocks[QUALIFY], limit=Limit("hours", 12), source="a law of June")
    clocks = {**case.clocks, QUALIFY: clock}
    protocols = {**pack.protocols, "case": replace(case, clocks=clocks)}
    return replace(pack, version="2027.2", protocols=protocols)


def test_a_law_that_changes_a_clock_moves_no_date_of_a_running_case(
    world: World, clock: Clock
) -> None:
    running = raised(world)
    due = running.duties.get(clock=QUALIFY).due
    assert due == clock.at + timedelta(hours=24)
    clock.move(hours=1)
    install_pack(compile_pack(stricter(world.pack)), by=None, at=clock.at)
    new = raised(world)
    assert new.pack_id != running.pack_id
    assert new.duties.get(clock=QUALIFY).due == clock.at + timedelta(hours=12)
    receive(world, running)
    call_command("tick", verbosity=0)
    assert running.duties.get(clock=QUALIFY).due == due
    assert not any(rebuild(each, by=None, at=clock.at) for each in Dossier.objects.all())
    ana = world.signed_in("ana")
    assert "a law of June" in text_of(ana.get(f"/dossiers/{new.pk}/"))
    assert "DS 005-2019-MIMP art. 30.2" in text_of(ana.get(f"/dossiers/{running.pk}/"))
