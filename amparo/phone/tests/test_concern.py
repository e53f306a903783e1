"""A concern from a phone: sealed there, delivered by whoever, read at the desk like any other."""

from collections.abc import Callable

from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.models import Dossier, Duty, Entry, Sent
from amparo.dossiers.tests.test_casework import RECEIPT
from amparo.phone.tests.wrongs import ANSWERS
from tests.phone.handset import Handset
from tests.phone.letters import raise_concern
from tests.world import World

Enrolled = Callable[..., Handset]


def case_of(world: World) -> Dossier:
    return Dossier.objects.get(protocol="case", parties__body=world.bodies["demuna"])


def test_a_concern_arrives_is_read_and_answered(world: World, enrolled: Enrolled) -> None:
    phone = enrolled()
    raise_concern(phone, world.pack, ANSWERS, world.clock.at)
    phone.sync()
    assert (phone.results, phone.outbox) == (["accepted"], [])
    concern = Dossier.objects.get(protocol="concern")
    stub = phone.held[str(concern.pk)]
    assert stub.said["stub"]
    assert [(entry[3], entry[6]) for entry in stub.entries.values()] == [("raise", {})]
    world.clock.move(hours=1)
    case, by, at = case_of(world), world.officer(), world.clock.at
    opened = read_dossier(case, world.keyring("ana"), by=by, at=at)
    said = {name: value for each in opened for name, value in each.answers.items()}
    assert said["words_seen"] == ANSWERS["words_seen"]
    assert not any(each.misfits for each in opened)
    answered(world, case)
    phone.sync()
    told = {entry[3]: entry[6] for entry in phone.held[str(concern.pk)].entries.values()}
    assert told["read"]["tell_raiser"] == RECEIPT["tell_raiser"]
    assert Sent.objects.get().doubt == ""
    before = (phone.cursor, phone.footprint())
    phone.sync()
    assert (phone.cursor, phone.footprint()) == before
    assert set(phone.answer) == {"next", "footprint"}


def answered(world: World, case: Dossier) -> None:
    from amparo.dossiers.actions.journal import append_entry  # noqa: PLC0415
    from amparo.dossiers.tests.conftest import letter  # noqa: PLC0415

    append_entry(
        case, letter("receipt", world.clock.at, **RECEIPT), by=world.officer(), at=world.clock.at
    )


def test_a_letter_sent_twice_or_by_another_is_stored_once(world: World, enrolled: Enrolled) -> None:
    phone, other = enrolled(), enrolled("lucia")
    boxes = raise_concern(phone, world.pack, ANSWERS, world.clock.at)
    other.outbox = list(boxes)
    other.sync()
    assert set(other.results) == {"accepted"}
    assert not other.held
    phone.sync()
    assert set(phone.results) == {"already"}
    raised = Entry.objects.filter(step="raise")
    assert raised.count() == len(boxes)
    assert {entry.author_id for entry in raised} == {world.people["rosa"].id}


def test_two_phones_about_one_child_are_two_concerns_each_with_its_answer(
    world: World, enrolled: Enrolled
) -> None:
    one, other = enrolled(), enrolled("tomas")
    for phone in (one, other):
        raise_concern(phone, world.pack, ANSWERS, world.clock.at)
        phone.sync()
        assert set(phone.results) == {"accepted"}
    assert Dossier.objects.filter(protocol="case").count() == 2
    stubs = [
        [each for each in phone.held.values() if "stub" in each.said] for phone in (one, other)
    ]
    assert [len(each) for each in stubs] == [1, 1]
    assert set(one.held).isdisjoint(other.held)
    assert Duty.objects.filter(clock="PE.dna.qualify").count() == 2


def test_who_must_not_know_receives_nothing_and_a_call_is_owed_by_somebody_else(
    world: World, enrolled: Enrolled
) -> None:
    phone = enrolled()
    answers = {**ANSWERS, "keep_from": ("municipality",)}
    raise_concern(phone, world.pack, answers, world.clock.at)
    phone.sync()
    assert phone.results == ["accepted"]
    concern = Dossier.objects.get(protocol="concern")
    receiver = concern.parties.get(key="receiver").body
    assert receiver
    assert receiver.kind == "upe"
    assert concern.kept_from.filter(body=world.bodies["demuna"]).exists()
    call = Dossier.objects.get(protocol="debrief")
    assert call.parties.get(key="service").body == world.bodies["desk_1810"]
    assert call.situation != concern.situation
    kinds = {each.said["protocol"] for each in phone.held.values()}
    assert kinds == {"concern", "debrief"}
