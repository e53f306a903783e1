"""From opening to releasing: readings, answers told, siblings, referrals, holds, duties."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.base.problems import IdTaken, NotAllowed
from amparo.dossiers.actions.earlier import count_earlier, look_for_earlier
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.projections import rebuild, standing_of
from amparo.dossiers.actions.readings import read_call_back, read_dossier
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import Can, Letter
from amparo.dossiers.tests.conftest import MONDAY, World, later, letter
from amparo.dossiers.verify import altered_entries
from amparo.forms.values import Value

RECEIPT: dict[str, Value] = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "as_usual",
    "answer_by": "2027-05-14",
}
QUALIFIED: dict[str, Value] = {
    "child_name": "MARK-CHILD Quispe Mamani",
    "age_band": "6_11",
    "sex": "girl",
    "in_household": "yes",
    "siblings": ({"sibling_child_name": "MARK-BROTHER", "sibling_age_band": "12_13",
                  "sibling_sex": "boy", "sibling_in_household": "yes"},),
    "rights": ("vac.neglect",),
    "crime": "no",
    "family_protection": "risk",
    "competence": "ours",
    "today": ("nothing_today",),
    "alleged_tie": "nobody",
    "child_told": "not_safe",
    "caregiver_told": "not_safe",
    "priority": "d7",
    "next": "risk_procedure",
}  # fmt: skip


def opened_case(world: World) -> Dossier:
    case = world.case_at("demuna", world.raised())
    read_dossier(case, world.keyring("officer"), by=world.officer(), at=later(hours=1))
    return case


def received_case(world: World) -> Dossier:
    case = opened_case(world)
    sent = letter("receipt", later(hours=2), **RECEIPT)
    append_entry(case, sent, by=world.officer(), at=later(hours=2))
    return case


def test_an_officer_reads_the_words_and_the_reading_is_recorded_first(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    opened = read_dossier(case, world.keyring("officer"), by=world.officer(), at=later(hours=1))
    assert opened[0].answers["words_seen"] == "MARK-WORDS she herds animals"
    assert Record.objects.filter(can=Can.READ_DOSSIER, subject=case.pk).count() == 1


def test_the_reporters_class_stays_locked_to_who_opens_the_file(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    opened = read_dossier(case, world.keyring("officer"), by=world.officer(), at=later(hours=1))
    assert set(opened[0].locked) == {"reporter", "callback"}
    assert "tie" not in opened[0].answers


def test_calling_back_opens_only_how_to_call_and_is_recorded_apart(world: World) -> None:
    case = opened_case(world)
    call = read_call_back(case, world.keyring("officer"), by=world.officer(), at=later(hours=2))
    assert call == {"call_me": "MARK-CALL", "safe_number": "999 111 222"}
    assert Record.objects.filter(can=Can.OPEN_CALL_BACK, subject=case.pk).exists()


def test_no_plaintext_without_a_log_entry(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = world.case_at("demuna", world.raised())

    def broken(*_args: object, **_more: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("amparo.dossiers.actions.readings.record_reading", broken)
    with pytest.raises(DatabaseError):
        read_dossier(case, world.keyring("officer"), by=world.officer(), at=later(hours=1))
    assert not case.entries.filter(step="open").exists()


def test_somebody_of_another_office_opens_nothing(world: World) -> None:
    case = opened_case(world)
    opened = read_dossier(case, world.keyring("upe_officer"), by=world.officer(), at=MONDAY)
    assert all(not entry.answers for entry in opened)


def test_the_first_reading_is_an_entry_and_the_second_is_not(world: World) -> None:
    case = opened_case(world)
    read_dossier(case, world.keyring("officer"), by=world.officer(), at=later(hours=3))
    assert case.entries.filter(step="open").count() == 1


def test_the_receipt_tells_the_raiser_what_is_asked_of_her_and_until_when(world: World) -> None:
    case = received_case(world)
    told = Entry.objects.get(dossier=case.came_from, step="read")
    assert told.coded == {"tell_raiser": "as_usual", "answer_by": "2027-05-14"}
    assert not told.parts.exists()
    assert Dossier.objects.get(led_to=case).state == "read"


def test_each_other_child_gets_a_linked_case_beginning_with_qualify(world: World) -> None:
    case = received_case(world)
    sent = letter("qualify", later(hours=3), **QUALIFIED)
    append_entry(case, sent, by=world.officer(), at=later(hours=3))
    sibling = case.links.get(kind="sibling").other
    first = sibling.entries.get()
    assert first.step == "qualify"
    assert first.coded["age_band"] == "12_13"
    assert first.coded["sex"] == "boy"
    assert sibling.state == "qualified"
    opened = read_dossier(sibling, world.keyring("officer"), by=world.officer(), at=later(hours=4))
    assert opened[0].answers["child_name"] == "MARK-BROTHER"


def test_an_entry_out_of_turn_is_kept_and_leads_to_nothing(world: World) -> None:
    case = opened_case(world)
    early = letter("qualify", later(hours=2), **QUALIFIED)
    entry = append_entry(case, early, by=world.officer(), at=later(hours=2))
    assert entry.id in standing_of(case, later(hours=2)).out_of_turn
    assert not case.links.exists()
    assert Dossier.objects.get(pk=case.pk).state == "arrived"


def test_the_same_receipt_twice_is_one_and_another_under_its_id_is_refused(world: World) -> None:
    case = opened_case(world)
    sent = letter("receipt", later(hours=2), **RECEIPT)
    for _ in range(2):
        append_entry(case, sent, by=world.officer(), at=later(hours=2))
    assert case.entries.filter(step="receipt").count() == 1
    other = Letter(sent.id, "receipt", {**RECEIPT, "tell_raiser": "call_me"}, said_at=MONDAY)
    with pytest.raises(IdTaken):
        append_entry(case, other, by=world.officer(), at=later(hours=2))
    with pytest.raises(IdTaken):
        append_entry(case, sent, by=world.officer("other_officer"), at=later(hours=2))


def test_a_step_of_another_party_is_refused(world: World) -> None:
    case = opened_case(world)
    author = world.author("member", "raiser", "group", "vetted")
    with pytest.raises(NotAllowed):
        append_entry(case, letter("receipt", MONDAY, **RECEIPT), by=author, at=MONDAY)


def test_a_server_clock_that_moved_back_never_reorders_a_journal(world: World) -> None:
    case = opened_case(world)
    back = MONDAY - timedelta(hours=5)
    entry = append_entry(case, letter("receipt", back, **RECEIPT), by=world.officer(), at=back)
    assert entry.at == later(hours=1)
    assert entry.said_at == back


def test_a_referral_opens_the_other_services_own_case(world: World) -> None:
    case = received_case(world)
    upe = world.bodies["upe"].pk
    sent = Letter(new_id(MONDAY), "refer", {"referred_to": "upe"}, said_at=MONDAY, addressed=(upe,))
    append_entry(case, sent, by=world.officer(), at=later(hours=3))
    referral = Dossier.objects.get(protocol="referral", came_from=case)
    theirs = Dossier.objects.get(protocol="case", came_from=referral)
    assert theirs.parties.get().body_id == upe
    assert theirs.entries.get().coded["service"] == "upe"


def test_the_third_situation_of_one_child_is_proposed_and_no_name_is_stored(world: World) -> None:
    for _ in range(2):
        case = received_case(world)
        append_entry(
            case, letter("qualify", MONDAY, **QUALIFIED), by=world.officer(), at=later(hours=3)
        )
    third = received_case(world)
    demuna, reader = world.bodies["demuna"].pk, world.reader("officer", later(hours=5))
    assert count_earlier(third, demuna, "mamani KISPE", reader, later(hours=5)) == 2


def test_looking_a_child_up_is_recorded_without_the_name(world: World) -> None:
    case = opened_case(world)
    by = world.officer()
    assert look_for_earlier(case, "MARK-CHILD Quispe", by=by, at=later(hours=2)) == 0
    recorded = Record.objects.get(can=Can.LOOK_FOR_EARLIER, subject=case.pk)
    assert "MARK" not in str(recorded.detail)
    again = opened_case(world)
    assert look_for_earlier(again, "mark-child kispe", by=by, at=later(hours=3)) == 1


def test_replaying_gives_the_same_again(world: World) -> None:
    case = received_case(world)
    append_entry(
        case, letter("qualify", MONDAY, **QUALIFIED), by=world.officer(), at=later(hours=3)
    )
    assert not any(rebuild(each, by=None, at=later(days=9)) for each in Dossier.objects.all())


def test_a_projection_that_was_changed_by_hand_is_found_and_mended(world: World) -> None:
    case = received_case(world)
    Dossier.objects.filter(pk=case.pk).update(state="released")
    assert rebuild(case, by=None, at=later(days=1))
    assert Dossier.objects.get(pk=case.pk).state == "received"


def test_an_entry_cannot_be_changed_in_the_database(world: World) -> None:
    world.raised()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_entry SET step = 'x'")


def test_every_entry_is_what_its_leaf_says_until_a_part_is_altered(world: World) -> None:
    case = received_case(world)
    assert list(altered_entries()) == []
    concern = Dossier.objects.get(led_to=case)
    part = concern.entries.get(step="raise").parts.get(part_class="sealed")
    part.ciphertext = bytes([part.ciphertext[0] ^ 1, *part.ciphertext[1:]])
    part.save()
    assert len(list(altered_entries())) == 1
