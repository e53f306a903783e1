"""Searching one's cases: by name, number and what is owed; names are shown on request alone."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.dossiers.actions.supervision import assign
from amparo.dossiers.models import Dossier, NameShown
from amparo.dossiers.rules import Can
from tests.filling import text_of
from tests.world import DISTRICT, Clock, World

ADDRESS = "/cases/"
NAMES = {"do": "names-1"}


def case_of(world: World, called: str = "", worker: str = "") -> Dossier:
    """Return a case of the DEMUNA, opened by ana and qualified, where a name is given."""
    case = world.case_of(world.raise_concern(child_called="MARK-SOMEBODY"))
    if called:
        world.opened(case)
        world.take(case, "receipt", conflict="none", danger_checked="safe_now", reserve="yes")
        world.take(case, "inquire", child_name=called)
    if worker:
        given = world.people[worker].id
        assign(
            case,
            given,
            None,
            entry_id=new_id(world.clock.at),
            by=world.supervisor(),
            at=world.clock.at,
        )
    return Dossier.objects.get(pk=case.pk)


def ask(world: World, who: str = "ana", **said: str) -> str:
    return text_of(world.signed_in(who).post(ADDRESS, said))


def listed(page: str) -> list[str]:
    """Return the numbers of the files on a page, in their order."""
    return re.findall(r'class="duty-number"[^>]*>([^<]+)<', page)


def test_a_case_is_found_by_a_name_that_somebody_else_spells(world: World) -> None:
    case = case_of(world, "Rosa Quispe de la Cruz")
    case_of(world, "Julia Flores Ramos")
    for name in ("kispe rosa", "QESPI, Rosa", "Rosa Delacruz", "Rroza Cruz"):
        assert listed(ask(world, name=name)) == [case.number], name
    assert listed(ask(world, name="Rosita Quispe")) == []


def test_what_shares_most_of_a_name_comes_first(world: World) -> None:
    other = case_of(world, "Rosa Quispe Condori")
    likeliest = case_of(world, "Rosa Quispe Mamani")
    found = listed(ask(world, name="Rosa Kispe Mamani"))
    assert found == [likeliest.number, other.number]


def test_one_word_of_a_name_is_looked_for_in_the_districts_of_the_cases(world: World) -> None:
    case = case_of(world, "Rosa Quispe")
    assert listed(ask(world, name="Kispe")) == [case.number]
    assert listed(ask(world, name="Mamani")) == []


def test_who_was_only_called_something_is_found_once_the_file_was_opened(world: World) -> None:
    case = world.case_of(world.raise_concern(child_called="Sami Wayra"))
    page = ask(world, name="Sami Huayra")
    assert listed(page) == []
    assert "1 not yet opened is not searched by name." in page
    world.opened(case)
    page = ask(world, name="Sami Huayra")
    assert listed(page) == [case.number]
    assert "not yet opened" not in page


def test_a_brother_of_the_family_group_is_found_by_his_own_name(world: World) -> None:
    case = case_of(world, "Rosa Quispe")
    brother = {"sibling_child_name": "Jhon Waman", "sibling_sex": "boy"}
    world.take(case, "qualify", child_name="Rosa Quispe", siblings=(brother,), next="asesoria")
    (found,) = listed(ask(world, name="Yhon Huaman"))
    assert Dossier.objects.get(number=found).links.count() == 0
    assert found != case.number


def test_a_number_is_found_however_badly_it_was_typed(world: World) -> None:
    case = case_of(world)
    case_of(world)
    for typed in (case.number, case.number.lower(), f" {case.number.replace('-', ' ')} "):
        assert listed(ask(world, number=typed)) == [case.number]


def test_what_is_no_number_is_said_and_nothing_typed_is_lost(world: World) -> None:
    page = ask(world, number="K7QM-2X9P-Q", name="Rosa Quispe")
    assert "compare them one by one" in page
    assert 'value="Rosa Quispe"' in page
    assert listed(page) == []


def test_an_empty_list_says_what_will_be_there_and_what_to_try(world: World) -> None:
    assert "No case yet" in ask(world)
    assert "Try two other names of the child" in ask(world, name="Rosa Quispe")
    page = ask(world, "carmen", clock="late")
    assert "Take one choice back" in page
    assert "names of the child" not in page


def test_what_narrows_the_list_holds_together(world: World, clock: Clock) -> None:
    old = case_of(world, "Rosa Quispe", "ana")
    clock.move(days=3)
    new = case_of(world)
    assert listed(ask(world)) == [old.number, new.number]
    assert listed(ask(world, area=DISTRICT, state="arrived")) == [new.number]
    assert listed(ask(world, state=old.state)) == [old.number]
    assert listed(ask(world, clock="late")) == [old.number]
    assert listed(ask(world, clock="PE.dna.qualify", since="2027-05-12")) == [new.number]
    assert listed(ask(world, since="2027-05-10", until="2027-05-10")) == [old.number]
    assert listed(ask(world, worker="mine")) == [old.number]
    assert listed(ask(world, worker="waiting")) == [new.number]
    assert listed(ask(world, worker="waiting", state=old.state)) == []


@pytest.mark.parametrize(
    "said",
    [
        {"since": "yesterday"},
        {"since": "2027-05-12", "until": "2027-05-10"},
        {"area": "' OR 1=1"},
        {"state": "x" * 5000},
        {"worker": "0"},
        {"clock": "PE.none"},
        {"name": "x" * 121},
    ],
)
def test_garbage_gets_a_sentence_and_a_page(world: World, said: dict[str, str]) -> None:
    answer = world.signed_in("ana").post(ADDRESS, said)
    assert answer.status_code == 200
    assert 'class="fault' in text_of(answer)


@pytest.mark.parametrize("do", ["page-0", "page-99", "page-x", "names-", "x", "page-1e9", "-"])
def test_a_page_that_is_not_there_is_the_nearest(world: World, do: str) -> None:
    case = case_of(world)
    assert listed(ask(world, do=do)) == [case.number]


def test_names_are_shown_when_asked_after_one_record_that_names_them_all(world: World) -> None:
    mine = [case_of(world, f"MARK-CHILD Quispe {n}", "ana") for n in ("One", "Two")]
    waiting = case_of(world, "MARK-WAITING Quispe")
    assert "MARK" not in ask(world)
    page = ask(world, **NAMES)
    assert page.count("MARK-CHILD Quispe") == 2
    assert "MARK-WAITING" not in page
    assert waiting.number in page
    record = Record.objects.get(can=Can.SHOW_NAMES)
    assert record.by == world.people["ana"].id
    assert set(record.detail["dossiers"].split()) == {str(case.pk) for case in mine}
    assert NameShown.objects.filter(record=record).count() == 2
    assert "MARK" not in str(Record.objects.values_list("detail", flat=True))


def test_without_a_record_no_name_is_opened(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case_of(world, "MARK-CHILD Quispe", "ana")

    def broken(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("amparo.dossiers.actions.searching.record", broken)
    client = world.signed_in("ana")
    client.raise_request_exception = False
    answer = client.post(ADDRESS, NAMES)
    assert answer.status_code == 500
    assert "MARK" not in text_of(answer)


def test_the_newest_name_stands_for_the_child(world: World) -> None:
    case = case_of(world, "MARK-OLD", "ana")
    world.clock.move(minutes=5)
    world.take(case, "inquire", child_name="MARK-NEW")
    page = ask(world, **NAMES)
    assert "MARK-NEW" in page
    assert "MARK-OLD" not in page


def test_a_child_without_a_name_is_said_to_have_none(world: World) -> None:
    case = world.case_of(world.raise_concern(child_called=""))
    world.opened(case)
    given = world.people["ana"].id
    at = world.clock.at
    assign(case, given, None, entry_id=new_id(at), by=world.supervisor(), at=at)
    assert "no name written down" in ask(world, **NAMES)


def test_that_somebody_searched_is_recorded_without_the_name(world: World) -> None:
    case_of(world, "Rosa Quispe")
    ask(world, name="Rosa Quispe")
    record = Record.objects.get(can=Can.SEARCH_NAMES)
    assert (record.by, record.subject) == (world.people["ana"].id, world.bodies["demuna"].id)
    assert record.detail == {}


def test_a_supervisor_finds_by_number_and_worker_and_is_asked_for_no_name(world: World) -> None:
    case = case_of(world, "MARK-CHILD Quispe", "ana")
    case_of(world, "Rosa Quispe")
    page = ask(
        world, "carmen", name="MARK-CHILD Quispe", worker=str(world.people["ana"].id), **NAMES
    )
    assert listed(page) == [case.number]
    assert "Name of the child" not in page
    assert "MARK" not in page
    assert not Record.objects.filter(can__in=(Can.SHOW_NAMES, Can.SEARCH_NAMES)).exists()


def test_a_supervisor_sees_whose_names_were_looked_at(world: World) -> None:
    case = case_of(world, "MARK-CHILD Quispe", "ana")
    ask(world, **NAMES)
    page = text_of(world.signed_in("carmen").get("/office/readings/"))
    assert re.search(rf"{case.number}.*?saw the child&#x27;s name on a list", page, re.DOTALL)


def test_an_officer_finds_neither_a_colleagues_case_nor_another_offices(world: World) -> None:
    case = case_of(world, "Rosa Quispe", "ana")
    for who in ("beto", "dora", "elsa"):
        for said in ({"name": "Rosa Quispe"}, {"number": case.number}, {}):
            assert listed(ask(world, who, **said)) == [], who


def pages_of(world: World, *numbers: str) -> Iterator[bytes]:
    client = world.signed_in("beto")
    for said in ({"name": "Rosa Quispe"}, *({"number": each} for each in numbers), NAMES, {}):
        content = client.post(ADDRESS, said).content
        yield re.sub(rb'csrfmiddlewaretoken" value="[^"]+', b"", content)


def test_for_whom_it_is_kept_from_the_page_is_the_same_with_and_without_it(world: World) -> None:
    case = case_of(world, "Pedro Mamani")
    without = list(pages_of(world, "K7QM-2X9P-R", case.number))
    hidden = case_of(world, "Rosa Quispe")
    hidden.kept_from.create(account=world.people["beto"], reason="kin", at=world.clock.at)
    pages = list(pages_of(world, hidden.number, case.number))
    assert pages[0] == without[0]
    assert pages[2:] == without[2:]
    assert listed(pages[1].decode()) == []


def queries(world: World, said: dict[str, str]) -> int:
    client = world.signed_in("ana")
    client.post(ADDRESS, said)
    with CaptureQueriesContext(connection) as asked:
        client.post(ADDRESS, said)
    return len(asked)


def test_what_is_kept_from_a_reader_takes_them_no_longer_to_not_find(world: World) -> None:
    case_of(world, "Pedro Mamani")
    said = {"name": "Rosa Quispe"}
    without = queries(world, said)
    hidden = case_of(world, "Rosa Quispe", "ana")
    hidden.kept_from.create(account=world.people["ana"], reason="kin", at=world.clock.at)
    assert queries(world, said) == without
    assert listed(ask(world, **said)) == []


@pytest.mark.parametrize("said", [{}, {"name": "Rosa Quispe"}, NAMES])
def test_a_longer_list_asks_the_database_no_more_often(world: World, said: dict[str, str]) -> None:
    case_of(world, "Rosa Quispe", "ana")
    few = queries(world, said)
    for n in range(6):
        case_of(world, f"Rosa Quispe {n}", "ana")
    assert queries(world, said) == few


def test_a_name_is_in_no_address(world: World) -> None:
    case_of(world, "MARK-CHILD Quispe", "ana")
    page = ask(world, name="MARK-CHILD Quispe", **NAMES)
    assert not re.findall(r'(?:href|action)="[^"]*MARK', page)
    assert 'method="post"' in page
