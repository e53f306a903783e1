"""A consent withdrawn: every receiving service is told, and its keys to what was sent are gone."""

import pytest

from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.dossiers.actions.escalations import escalate_missed
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.models import Dossier, Entry, SealedPart, Wrap
from amparo.dossiers.problems import StepRefused
from amparo.dossiers.rules import Can, Letter
from amparo.dossiers.tests.conftest import MONDAY, World, later, letter
from amparo.dossiers.verify import altered_entries
from amparo.forms.values import Value

FREE: dict[str, Value] = {"withdrawn_for": ("data",), "withdrawal_is": "free"}
PRESSED: dict[str, Value] = {**FREE, "withdrawal_is": "pressed"}


def referred(world: World, *why: str) -> Dossier:
    """Return a case that was referred to the UPE, for these reasons."""
    case = world.case_at("demuna", world.raised())
    by = world.officer()
    read_dossier(case, world.keyring("officer"), by=by, at=later(minutes=1))
    append_entry(case, letter("receipt", MONDAY, earlier_6m="0"), by=by, at=later(minutes=2))
    said: dict[str, Value] = {
        "referred_to": "upe",
        "referred_for": why,
        "what_to_know": "MARK-NEED",
    }
    to = (world.bodies["upe"].pk,)
    sent = Letter(new_id(MONDAY), "refer", said, said_at=MONDAY, addressed=to)
    append_entry(case, sent, by=by, at=later(minutes=3))
    return case


def withdraw(world: World, case: Dossier, said: dict[str, Value]) -> None:
    taken = letter("withdraw_consent", later(hours=1), **said)
    append_entry(case, taken, by=world.officer(), at=later(hours=1))


def keys_of(world: World, case: Dossier) -> int:
    """Count the UPE's keys to the referral's sealed parts."""
    sent = Dossier.objects.get(protocol="referral", came_from=case)
    circle = world.bodies["upe"].pk
    return Wrap.objects.filter(part__entry__dossier=sent, epoch__circle_id=circle).count()


def upe_reads(world: World, case: Dossier) -> str:
    theirs = Dossier.objects.get(protocol="case", came_from__came_from=case)
    by = world.author("upe_officer", "service", "upe", "officer")
    opened = read_dossier(theirs, world.keyring("upe_officer"), by=by, at=later(hours=2))
    return str([(each.answers, each.locked) for each in opened])


def test_the_keys_are_gone_the_journal_says_so_and_nothing_else_is_lost(world: World) -> None:
    case = referred(world, "support")
    assert keys_of(world, case) == 1
    assert "MARK-NEED" in upe_reads(world, case)
    parts = SealedPart.objects.count()
    withdraw(world, case, FREE)

    assert keys_of(world, case) == 0
    assert "MARK-NEED" not in upe_reads(world, case)
    assert "withdrawn" in upe_reads(world, case)
    assert SealedPart.objects.count() == parts
    assert Record.objects.get(can=Can.WITHDRAW_KEYS).detail["dropped"] == "1"
    assert list(altered_entries()) == []


def test_both_the_referral_and_the_receivers_own_dossier_are_told(world: World) -> None:
    case = referred(world, "support")
    withdraw(world, case, FREE)

    told = Entry.objects.filter(by="tells", coded__withdrawal_is="free")
    assert sorted(told.values_list("dossier__protocol", "step")) == [
        ("case", "consent_withdrawn"),
        ("referral", "withdrawn"),
    ]


@pytest.mark.parametrize("duty", ["crime", "family_protection", "protection_measures"])
def test_what_the_law_makes_a_duty_stays_open_to_who_must_act(world: World, duty: str) -> None:
    case = referred(world, duty, "support")
    withdraw(world, case, FREE)
    assert keys_of(world, case) == 1


def test_under_pressure_no_key_is_taken_until_the_supervisor_found_it_free(world: World) -> None:
    case = referred(world, "support")
    withdraw(world, case, PRESSED)
    assert keys_of(world, case) == 1
    assert case.duties.open().filter(clock="PE.withdrawal.seen").exists()

    supervisor = world.author("supervisor", "service", "demuna", "supervisor")
    looked = letter("withdrawal_seen", later(hours=2), withdrawal_is="free")
    append_entry(case, looked, by=supervisor, at=later(hours=2))
    assert keys_of(world, case) == 0
    assert not case.duties.open().filter(clock="PE.withdrawal.seen").exists()


def test_a_referral_carries_what_it_asks_and_no_more_of_the_case(world: World) -> None:
    case = referred(world, "support")
    sent = Dossier.objects.get(protocol="referral", came_from=case).entries.get(step="send")
    by = world.author("upe_officer", "service", "upe", "officer")
    theirs = Dossier.objects.get(protocol="case", came_from=sent.dossier)
    opened = read_dossier(theirs, world.keyring("upe_officer"), by=by, at=later(hours=2))
    [answers] = [each.answers for each in opened if each.entry.pk == sent.pk]

    assert answers == {"what_to_know": "MARK-NEED"}
    assert "earlier_6m" not in sent.coded


def test_what_came_from_a_person_is_not_passed_on(world: World) -> None:
    case = referred(world, "support")
    to = (world.bodies["upe"].pk,)
    said: dict[str, Value] = {"referred_to": "upe", "pass_why": "by_law"}
    passing = Letter(new_id(MONDAY), "pass_on", said, said_at=MONDAY, addressed=to)
    with pytest.raises(StepRefused):
        append_entry(case, passing, by=world.officer(), at=later(hours=3))
    assert Dossier.objects.filter(protocol="referral").count() == 1


def test_a_transfer_that_nobody_takes_is_told_to_whoever_oversees_the_receiver(
    world: World,
) -> None:
    case = referred(world, "support")
    sent = Dossier.objects.get(protocol="referral", came_from=case)
    escalate_missed(at=later(days=1, hours=14))
    assert not sent.escalations.exists()
    for _ in range(2):
        escalate_missed(at=later(days=2, hours=15))

    [told] = sent.escalations.filter(clock="PE.referral.received")
    assert (told.level, told.body) == ("oversight", world.bodies["watch"])
    assert sent.duties.get(clock="PE.referral.received").body == world.bodies["upe"]
