"""Conciliation: a dossier of its own, behind its gate; what comes out is owed to the prosecutor."""

import pytest

from amparo.audit.models import Record
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.actions.supervision import assign
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.problems import StepRefused
from amparo.dossiers.tests.conftest import MONDAY, World, later, letter
from amparo.forms.values import Value

ALLOWED: dict[str, Value] = {
    "matter": ("alimony",),
    **dict.fromkeys(("m01", "m02", "m03", "m04", "m05", "m06", "m08", "m10", "m11"), "no"),
    "party_age": "adults",
}


def qualified(world: World) -> Dossier:
    case = world.case_at("demuna", world.raised())
    by = world.officer()
    read_dossier(case, world.keyring("officer"), by=by, at=later(minutes=1))
    append_entry(case, letter("receipt", later(minutes=2), earlier_6m="0"), by=by, at=MONDAY)
    said = {"crime": "no", "family_protection": "none", "next": "conciliacion"}
    append_entry(case, letter("qualify", later(minutes=3), **said), by=by, at=later(minutes=3))
    return case


def mediation(world: World, case: Dossier) -> Dossier:
    opening = letter("mediate", later(minutes=5), open_asked="MARK-ASKED")
    append_entry(case, opening, by=world.officer(), at=later(minutes=5))
    return Dossier.objects.get(protocol="mediation", came_from=case)


def take(world: World, dossier: Dossier, step: str, **said: Value) -> Entry:
    return append_entry(
        dossier, letter(step, later(hours=1), **said), by=world.officer(), at=later(hours=1)
    )


def test_it_lies_in_the_same_hands_and_is_kept_from_the_same_people(world: World) -> None:
    case = qualified(world)
    worker, deputy = world.people["officer"].id, world.people["other_officer"].id
    supervisor = world.author("supervisor", "service", "demuna", "supervisor")
    assign(case, worker, deputy, entry_id=letter("x", MONDAY).id, by=supervisor, at=MONDAY)
    case.refresh_from_db()
    own = mediation(world, case)

    assert (own.assigned_to_id, own.deputy_id) == (worker, deputy)
    assert own.parties.get().body == world.bodies["demuna"]
    assert set(own.kept_from.values_list("body", "account")) == set(
        case.kept_from.values_list("body", "account")
    )
    for stranger in ("upe_officer", "member", "mayor", "supervisor"):
        assert own not in Dossier.objects.in_full(world.reader(stranger))
    assert own in Dossier.objects.in_full(world.reader("officer"))


@pytest.mark.parametrize("answer", ["yes", "unknown", ""])
def test_what_the_gate_refuses_is_not_written_and_leaves_no_record(
    world: World, answer: str
) -> None:
    own = mediation(world, qualified(world))
    take(world, own, "screen", **{**ALLOWED, "m02": answer})
    before = (Entry.objects.count(), Record.objects.count())
    with pytest.raises(StepRefused) as refused:
        take(world, own, "invite", invited_by="phone")

    assert [gate.key for gate in refused.value.gates] == ["m02"]
    assert (Entry.objects.count(), Record.objects.count()) == before


def test_a_session_before_the_questions_is_not_written(world: World) -> None:
    own = mediation(world, qualified(world))
    with pytest.raises(StepRefused):
        take(world, own, "session", together="together", session_end="agreed")
    assert not own.entries.filter(step="session").exists()


def test_what_comes_out_is_told_to_the_case_and_owed_to_the_prosecutor(world: World) -> None:
    case = qualified(world)
    own = mediation(world, case)
    take(world, own, "disclosure", disclosed=("violence",), crime="yes", disclosure_words="MARK")

    told = case.entries.get(step="mediation_stopped")
    assert (told.coded, told.by, told.hashes) == ({"crime": "yes"}, "tells", {})
    assert case.duties.open().filter(clock="PE.crime.report").exists()
    assert not own.entries.filter(step="agreement").exists()


def test_reading_it_does_not_open_the_case_beside_it(world: World) -> None:
    own = mediation(world, qualified(world))
    by = world.officer()
    opened = read_dossier(own, world.keyring("officer"), by=by, at=later(hours=2))

    assert {each.entry.dossier_id for each in opened} == {own.pk}
    assert Record.objects.filter(subject=own.pk, can="read_dossier").exists()


def test_sending_the_opening_twice_opens_one(world: World) -> None:
    case = qualified(world)
    opening = letter("mediate", later(minutes=5), open_asked="MARK-ASKED")
    for _ in range(2):
        append_entry(case, opening, by=world.officer(), at=later(minutes=5))
    assert Dossier.objects.filter(protocol="mediation").count() == 1
