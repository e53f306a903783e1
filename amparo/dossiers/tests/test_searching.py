"""Searching by a name and showing names: what is recorded, and that neither is done without."""

import pytest
from django.db import transaction

from amparo.audit.models import Record
from amparo.dossiers.actions.earlier import look_for_earlier
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.actions.searching import (
    look_for_name,
    not_yet_opened,
    show_names,
)
from amparo.dossiers.actions.supervision import declare_conflict
from amparo.dossiers.models import Dossier, NameIndex, NameShown
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import Can
from amparo.dossiers.tests.conftest import World, later, letter


def opened_case(world: World, called: str) -> Dossier:
    case = world.case_at("demuna", world.raised(child_called=called))
    read_dossier(case, world.keyring("officer"), by=world.officer(), at=later(hours=1))
    return case


def cases(world: World) -> DossierQuerySet:
    return Dossier.objects.in_full(world.reader("officer", later(hours=2))).filter(protocol="case")


def found(world: World, name: str) -> list[Dossier]:
    by, demuna = world.people["officer"].id, world.bodies["demuna"].id
    values = look_for_name(name, demuna, (), by=by, at=later(hours=2))
    same = NameIndex.objects.filter(body=demuna, value__in=values)
    return list(cases(world).filter(pk__in=same.values("dossier")))


def test_a_search_finds_what_may_be_meant_and_leaves_one_record(world: World) -> None:
    case = opened_case(world, "Rosa Quispe Mamani")
    assert found(world, "kispe rosa") == [case]
    record = Record.objects.get(can=Can.SEARCH_NAMES)
    assert (record.subject, record.detail) == (world.bodies["demuna"].id, {})


def test_a_search_that_cannot_be_recorded_finds_nothing(world: World) -> None:
    opened_case(world, "Rosa Quispe")
    with transaction.atomic(), pytest.raises(RuntimeError):
        found(world, "Rosa Quispe")


def test_a_name_is_looked_for_once_that_is_recorded(world: World) -> None:
    opened_case(world, "Rosa Quispe")
    by, demuna = world.people["officer"].id, world.bodies["demuna"].id
    values = look_for_name("Rosa Kispe", demuna, (), by=by, at=later(hours=2))
    assert NameIndex.objects.filter(body=demuna, value__in=values).exists()
    assert Record.objects.get(can=Can.SEARCH_NAMES).by == by
    assert not look_for_name("Rosa", demuna, (), by=by, at=later(hours=2))


def test_until_somebody_opens_it_nobody_finds_it_by_name(world: World) -> None:
    case = world.case_at("demuna", world.raised(child_called="Rosa Quispe"))
    demuna = world.bodies["demuna"].id
    assert list(not_yet_opened(cases(world), demuna)) == [case]
    assert found(world, "Rosa Quispe") == []
    read_dossier(case, world.keyring("officer"), by=world.officer(), at=later(hours=1))
    assert list(not_yet_opened(cases(world), demuna)) == []
    assert found(world, "Rosa Quispe") == [case]


def test_names_are_shown_with_one_record_and_with_none_not_at_all(world: World) -> None:
    both = [opened_case(world, f"MARK-CHILD {n}") for n in ("One", "Two")]
    by, keyring = world.officer(), world.keyring("officer")
    names = show_names(both, keyring, by=by, at=later(hours=2))
    assert list(names.values()) == ["MARK-CHILD One", "MARK-CHILD Two"]
    record = Record.objects.get(can=Can.SHOW_NAMES)
    assert NameShown.objects.filter(record=record).count() == 2
    with transaction.atomic(), pytest.raises(RuntimeError):
        show_names(both, keyring, by=by, at=later(hours=2))
    assert NameShown.objects.count() == 2


def test_who_holds_no_key_sees_no_name(world: World) -> None:
    case = opened_case(world, "MARK-CHILD One")
    names = show_names([case], world.keyring("upe_officer"), by=world.officer(), at=later(hours=2))
    assert names == {case.pk: ""}


def test_another_office_shares_no_value_for_the_same_name(world: World) -> None:
    case = opened_case(world, "Rosa Quispe")
    ours = set(NameIndex.objects.values_list("value", flat=True))
    upe = world.author("upe_officer", "service", "upe", "officer")
    look_for_earlier(case, "Rosa Quispe", by=upe, at=later(hours=2))
    theirs = NameIndex.objects.filter(body=world.bodies["upe"]).values_list("value", flat=True)
    assert not ours & set(theirs)


def test_a_person_filed_under_another_spelling_is_proposed(world: World) -> None:
    case = opened_case(world, "Sami")
    by = world.officer()
    sent = letter("receipt", later(hours=2), conflict="none", danger_checked="safe_now")
    append_entry(case, sent, by=by, at=later(hours=2))
    named = letter("inquire", later(hours=2), child_name="Huam\u00e1n Qori, Jhon")
    append_entry(case, named, by=by, at=later(hours=2))
    again = opened_case(world, "")
    assert look_for_earlier(again, "Yhon Waman", by=by, at=later(hours=3)) == 1
    assert look_for_earlier(again, "Pedro Waman", by=by, at=later(hours=3)) == 0


def test_another_childs_first_name_is_no_earlier_concern(world: World) -> None:
    opened_case(world, "Sami Quispe")
    opened_case(world, "Sami")
    again = opened_case(world, "")
    assert look_for_earlier(again, "Zami", by=world.officer(), at=later(hours=3)) == 1


def test_what_an_officer_must_not_know_of_is_not_counted(world: World) -> None:
    hidden = opened_case(world, "Rosa Quispe")
    again = opened_case(world, "")
    by = world.officer()
    assert look_for_earlier(again, "Rosa Quispe", by=by, at=later(hours=2)) == 1
    kept = Kept(accounts=frozenset({world.people["officer"].id}), reason="kin")
    declare_conflict(hidden, kept, by=by, at=later(hours=2))
    assert look_for_earlier(again, "Rosa Quispe", by=by, at=later(hours=3)) == 0
