"""What is printed is numbered, written down and in the log; without the log there is none of it."""

import pytest

from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.dossiers.actions.prints import give_copy, print_file
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import Can, Letter, copy_number
from tests.world import World


@pytest.fixture
def case(world: World) -> Dossier:
    case = world.case_of(world.raise_concern())
    world.opened(case)
    return case


def test_prints_are_counted_and_committed_before_they_are_opened(
    world: World, case: Dossier
) -> None:
    keys, by, at = world.keyring("ana"), world.officer(), world.clock.at
    numbers = [print_file(case, keys, "file", by=by, at=at).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    logged = Record.objects.filter(can=Can.PRINT_FILE, subject=case.id)
    assert sorted(row.detail["print"] for row in logged) == ["1", "2", "3"]


def test_a_print_opens_neither_who_raised_it_nor_how_to_call(world: World, case: Dossier) -> None:
    keys, by, at = world.keyring("ana"), world.officer(), world.clock.at
    printed = print_file(case, keys, "file", by=by, at=at)
    answers = {name for opened in printed.opened for name in opened.answers}
    assert "words_seen" in answers
    assert not {"call_me", "safe_number", "tie", "my_risk"} & answers


def test_a_copy_is_an_entry_and_a_record_under_one_number(world: World, case: Dossier) -> None:
    at = world.clock.at
    letter = Letter(new_id(at), "copy_given", {"copy_for": "MARK-WHOM"}, said_at=at)
    numbers = {give_copy(case, letter, by=world.officer(), at=at) for _ in range(2)}
    assert numbers == {copy_number(letter.id)}
    assert Entry.objects.filter(step="copy_given").count() == 1
    logged = Record.objects.filter(can=Can.PRINT_COPY, subject=case.id)
    assert {row.detail["copy"] for row in logged} == numbers


def test_neither_entry_nor_record_of_a_copy_stays_without_the_other(
    world: World, case: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError("no log")

    monkeypatch.setattr("amparo.dossiers.actions.prints.record", fails)
    at = world.clock.at
    letter = Letter(new_id(at), "copy_given", {"copy_for": "MARK-WHOM"}, said_at=at)
    with pytest.raises(OSError, match="no log"):
        give_copy(case, letter, by=world.officer(), at=at)
    assert not Entry.objects.filter(step="copy_given").exists()


def test_the_numbers_of_two_copies_say_nothing_of_each_other(world: World) -> None:
    numbers = {copy_number(new_id(world.clock.at)) for _ in range(50)}
    assert len(numbers) == 50
    assert len({number[:2] for number in numbers}) > 10
