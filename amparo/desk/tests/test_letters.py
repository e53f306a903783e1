"""The minimum-data letter of a service that stands in for another."""

import pytest

from amparo.audit.models import Record
from amparo.dossiers.actions.prints import print_letter
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from tests.filling import text_of
from tests.world import World


@pytest.fixture
def relayed(world: World) -> Dossier:
    """A case that the DEMUNA holds for the health post, which has no access."""
    raised = world.raise_concern(
        danger_now="now",
        health_now="yes",
        signs=("hurt",),
        how_known="self",
        words_said="MARK-SAID",
        home_place="MARK-PLACE",
    )
    return Dossier.objects.get(
        protocol="case", situation=raised.situation, parties__for_body=world.bodies["posta"]
    )


def test_the_letter_holds_what_is_needed_to_act(world: World, relayed: Dossier) -> None:
    page = text_of(world.signed_in("ana").post(f"/dossiers/{relayed.id}/letter/"))
    for said in ("Posta de Qori", "DEMUNA Calca", "084 100 200", relayed.number, "MARK-NAME"):
        assert said in page
    assert "MARK-PLACE" in page


def test_the_letter_is_in_the_language_of_the_country(world: World, relayed: Dossier) -> None:
    page = text_of(world.signed_in("ana").post(f"/dossiers/{relayed.id}/letter/"))
    letter = page.partition('<article class="letter stack" lang="es"')[2].partition("</article>")[0]
    assert "golpes, heridas, quemaduras" in letter
    assert "Hay peligro ahora" in letter
    assert "¿Alguien está en peligro ahora?" not in letter
    assert "District" not in letter


def test_the_letter_never_says_who_raised_it_nor_what_they_wrote(
    world: World, relayed: Dossier
) -> None:
    page = text_of(world.signed_in("ana").post(f"/dossiers/{relayed.id}/letter/"))
    assert "Rosa" not in page
    hidden = ("MARK-CALL", "999 111 222", "MARK-WORDS", "MARK-SAID", "Grupo", "vecina", "me pasa")
    assert [said for said in hidden if said in page] == []


def test_the_log_has_each_copy_and_its_number_stands_on_it(world: World, relayed: Dossier) -> None:
    ana = world.signed_in("ana")
    for number in (1, 2):
        page = text_of(ana.post(f"/dossiers/{relayed.id}/letter/"))
        assert f" {number}<br>" in page
    printed = Record.objects.filter(subject=relayed.id, can=Can.PRINT_LETTER)
    assert sorted(row.detail["copy"] for row in printed) == ["1", "2"]
    assert {row.by for row in printed} == {world.people["ana"].id}


def test_what_is_opened_for_the_letter_has_its_copy_number(world: World, relayed: Dossier) -> None:
    printed = print_letter(relayed, world.keyring("ana"), by=world.officer(), at=world.clock.at)
    assert printed.number == 1
    assert any("signs" in opened.answers for opened in printed.opened)
    assert not any("safe_number" in opened.answers for opened in printed.opened)


def test_without_a_record_there_is_no_letter(
    world: World, relayed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("amparo.dossiers.actions.prints.record", fails)
    ana = world.signed_in("ana", raise_request_exception=False)
    answer = ana.post(f"/dossiers/{relayed.id}/letter/")
    assert answer.status_code == 500
    assert "MARK" not in text_of(answer)


def test_asking_for_the_page_opens_nothing(world: World, relayed: Dossier) -> None:
    page = text_of(world.signed_in("ana").get(f"/dossiers/{relayed.id}/letter/"))
    assert "MARK" not in page
    assert not Record.objects.filter(can=Can.PRINT_LETTER).exists()


def test_a_case_of_the_office_itself_has_no_letter(world: World) -> None:
    case = world.case_of(world.raise_concern())
    assert world.signed_in("ana").get(f"/dossiers/{case.id}/letter/").status_code == 404


@pytest.mark.parametrize("who", ["rosa", "beto", "carmen", "elsa", "mario", "julio"])
def test_nobody_else_finds_the_letter(world: World, relayed: Dossier, who: str) -> None:
    client = world.signed_in(who)
    assert client.get(f"/dossiers/{relayed.id}/letter/").status_code == 404
    assert client.post(f"/dossiers/{relayed.id}/letter/").status_code == 404
