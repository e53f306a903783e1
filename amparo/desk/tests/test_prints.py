"""The file on paper, and the resolution that restricts who may read what of it."""

import re

import pytest

from amparo.audit.models import Record
from amparo.desk.tests.test_copies import QUALIFIED, RECEIPT, asked, made, sheet
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import Can
from tests.filling import fill, text_of
from tests.world import World

RESTRICTED = {
    "pieces_named": "MARK-NAMED the qualification",
    "restrict_reason": "MARK-REASON",
    "restrict_until": "2027-06-30",
}


@pytest.fixture
def case(world: World) -> Dossier:
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.take(case, "receipt", world.officer(), **RECEIPT)
    world.take(case, "qualify", world.officer(), **QUALIFIED)
    return case


def printed(world: World, case: Dossier, what: str = "file") -> str:
    return sheet(world.signed_in("ana").post(f"/dossiers/{case.id}/print/", {"what": what}))


def restrict(world: World, case: Dossier, **changed: str) -> None:
    entry = str(case.entries.get(step="qualify").id)
    answers = {**RESTRICTED, "pieces": [entry], **changed}
    answer = fill(world.signed_in("ana"), f"/dossiers/{case.id}/restrict/", answers)
    assert answer.status_code == 302, text_of(answer)


def test_the_file_is_printed_without_the_concern_and_without_who_raised_it(
    world: World, case: Dossier
) -> None:
    said = printed(world, case)
    assert "MARK-CHILD" in said
    hidden = ("MARK-WORDS", "MARK-NAME", "MARK-CALL", "999 111 222", "Rosa", "Grupo")
    assert [word for word in hidden if word in said] == []
    assert "Does not leave the office (DS 005-2019-MIMP art. 27 h)" in said


def test_each_print_has_its_number_and_the_log_has_who_printed_what(
    world: World, case: Dossier
) -> None:
    for number in (1, 2):
        running = printed(world, case)
        assert f"print {number} · DEMUNA Calca (made up) · Ana (made up)" in running
    logged = Record.objects.filter(subject=case.id, can=Can.PRINT_FILE)
    assert sorted(row.detail["print"] for row in logged) == ["1", "2"]
    assert {row.detail["what"] for row in logged} == {"file"}
    assert {row.by for row in logged} == {world.people["ana"].id}


def test_its_entries_are_counted_so_that_none_can_go_missing(world: World, case: Dossier) -> None:
    said = printed(world, case)
    count = case.entries.count()
    found = re.findall(r"note (\d+) of (\d+)", said)
    assert found == [(str(n), str(count)) for n in range(1, count + 1)]


def test_without_a_record_nothing_is_printed(
    world: World, case: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("amparo.dossiers.actions.prints.record", fails)
    ana = world.signed_in("ana", raise_request_exception=False)
    answer = ana.post(f"/dossiers/{case.id}/print/")
    assert answer.status_code == 500
    assert "MARK" not in text_of(answer)


def test_the_supervisor_sees_who_printed(world: World, case: Dossier) -> None:
    printed(world, case)
    made(world, case)
    page = text_of(world.signed_in("carmen").get("/office/readings/"))
    assert "printed the file" in page
    assert "made a copy for the parties" in page


@pytest.mark.parametrize("who", ["rosa", "beto", "carmen", "elsa", "mario", "julio"])
@pytest.mark.parametrize("page", ["print", "copy", "restrict"])
def test_nobody_else_finds_these_pages(world: World, case: Dossier, who: str, page: str) -> None:
    client = world.signed_in(who)
    assert client.get(f"/dossiers/{case.id}/{page}/").status_code == 404
    sent = client.post(f"/dossiers/{case.id}/{page}/", {"copy_for": "x"}, follow=True)
    assert sent.status_code == 404
    assert not Record.objects.filter(can__in=(Can.PRINT_FILE, Can.PRINT_COPY)).exists()


def test_a_copy_obeys_the_resolution_and_says_what_it_says_and_no_more(
    world: World, case: Dossier
) -> None:
    assert "MARK-CHILD" in sheet(made(world, case))
    restrict(world, case)
    said = sheet(made(world, case))
    assert "MARK-NAMED the qualification" in said
    for hidden in ("MARK-CHILD", "MARK-REASON", "Qualify", "MARK-CHILDS-WORDS"):
        assert hidden not in said, hidden


def test_what_a_resolution_withholds_is_not_asked_again(world: World, case: Dossier) -> None:
    restrict(world, case)
    page = text_of(asked(world, case))
    assert "Withheld by the resolution in force" in page
    assert "decide_" not in page


def test_after_its_last_day_a_resolution_withholds_nothing(world: World, case: Dossier) -> None:
    restrict(world, case, restrict_until="2027-05-12")
    world.clock.move(days=2)
    assert "MARK-CHILD" not in sheet(made(world, case)), "the last day is included"
    world.clock.move(days=1)
    said = sheet(made(world, case))
    assert "MARK-CHILD" in said
    assert "MARK-NAMED" not in said


def test_the_newest_resolution_takes_the_place_of_the_one_before(
    world: World, case: Dossier
) -> None:
    restrict(world, case)
    restrict(world, case, pieces_named="MARK-NEWER", restrict_until="2027-05-10")
    world.clock.move(days=1)
    assert "MARK-CHILD" in sheet(made(world, case))


def test_it_is_printed_to_be_signed(world: World, case: Dossier) -> None:
    restrict(world, case)
    said = printed(world, case, "restrict")
    for part in ("Draft of a reasoned resolution", "MARK-REASON", "MARK-NAMED", "art. 40"):
        assert part in said, part
    assert "MARK-CHILD" not in said


def test_there_is_no_resolution_to_print_before_one_is_written(world: World, case: Dossier) -> None:
    answer = world.signed_in("ana").post(f"/dossiers/{case.id}/print/", {"what": "restrict"})
    assert answer.status_code == 404
    assert not Record.objects.filter(can=Can.PRINT_FILE).exists()


@pytest.mark.parametrize(
    "wrong", [{"pieces": []}, {"restrict_until": "2027-05-09"}, {"restrict_reason": ""}]
)
def test_a_resolution_needs_pieces_reasons_and_an_end_to_come(
    world: World, case: Dossier, wrong: dict[str, str]
) -> None:
    entry = str(case.entries.get(step="qualify").id)
    answers = {**RESTRICTED, "pieces": [entry], **wrong}
    page = fill(world.signed_in("ana"), f"/dossiers/{case.id}/restrict/", answers)
    assert page.status_code == 200
    assert "MARK-NAMED" in text_of(page), "what was typed is still there"
    assert not Entry.objects.filter(step="restrict").exists()


def test_the_way_there_is_on_the_file(world: World, case: Dossier) -> None:
    page = text_of(world.signed_in("ana").get(f"/dossiers/{case.id}/file/"))
    for name in ("print", "copy", "restrict"):
        assert f'href="/dossiers/{case.id}/{name}/"' in page
