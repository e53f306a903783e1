"""The service's side: duties, cover, file and steps, as an officer clicks through them."""

from amparo.dossiers.models import Dossier
from tests.filling import text_of
from tests.world import Clock, World

RECEIPT = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "as_usual",
    "answer_by": "2027-05-14",
}


def token_on(page: str) -> str:
    return page.split('name="token" value="')[1].split('"', maxsplit=1)[0]


def test_a_new_concern_stands_among_what_is_not_opened_yet(world: World) -> None:
    case = world.case_of(world.raise_concern())
    page = world.signed_in("ana").get("/duties/").content.decode()
    assert case.number in page
    assert "Not opened yet" in page
    assert "MARK" not in page


def test_danger_stands_on_top_and_says_so(world: World) -> None:
    quiet = world.case_of(world.raise_concern())
    raised = world.raise_concern(danger_now="now", signs=("no_care",))
    urgent = Dossier.objects.get(
        situation=raised.situation, parties__body=world.bodies["demuna"], parties__for_body=None,
        protocol="case",
    )  # fmt: skip
    page = world.signed_in("ana").get("/duties/").content.decode()
    assert page.index("Danger that no person has answered") < page.index(urgent.number)
    assert page.index(urgent.number) < page.index("Not opened yet") < page.index(quiet.number)
    assert page.count(urgent.number) == 1


def test_an_empty_desk_says_what_will_be_here(world: World) -> None:
    page = world.signed_in("ana").get("/duties/").content.decode()
    assert "Nothing is owed now" in page


def test_the_cover_shows_no_word_that_was_sealed(world: World) -> None:
    case = world.case_of(world.raise_concern())
    page = world.signed_in("ana").get(f"/dossiers/{case.id}/").content.decode()
    assert "MARK" not in page
    assert "Open the file" in page


def test_the_cover_asks_as_the_concern_asked_whatever_else_has_a_question_of_that_name(
    world: World,
) -> None:
    case = world.case_of(world.raise_concern())
    page = text_of(world.signed_in("ana").get(f"/dossiers/{case.id}/"))
    assert "How many children may be affected?" in page
    assert "took part" not in page


def test_the_file_shows_the_words_but_not_how_to_call_nor_who_raised_it(world: World) -> None:
    case = world.case_of(world.raise_concern())
    page = world.signed_in("ana").get(f"/dossiers/{case.id}/file/").content.decode()
    assert "MARK-WORDS" in page
    assert "MARK-CALL" not in page
    assert "rosa" not in page.lower()


def test_a_receipt_is_written_through_its_page_and_told_to_the_raiser(world: World) -> None:
    case = world.case_of(world.raise_concern())
    client = world.signed_in("ana")
    client.get(f"/dossiers/{case.id}/file/")
    address = f"/dossiers/{case.id}/steps/receipt/"
    token = token_on(client.get(address).content.decode())
    for _ in range(2):
        answer = client.post(address, {**RECEIPT, "token": token})
        assert answer.status_code == 302, answer.content.decode()[:3000]
    assert case.entries.filter(step="receipt").count() == 1
    assert case.came_from is not None
    assert case.came_from.entries.filter(step="read").exists()


def test_a_receipt_with_something_missing_says_what_and_keeps_the_rest(world: World) -> None:
    case = world.case_of(world.raise_concern())
    client = world.signed_in("ana")
    client.get(f"/dossiers/{case.id}/file/")
    address = f"/dossiers/{case.id}/steps/receipt/"
    token = token_on(client.get(address).content.decode())
    page = client.post(address, {"arrived": "app", "token": token}).content.decode()
    assert "To mend" in page
    assert not case.entries.filter(step="receipt").exists()


def test_looking_for_a_name_proposes_the_number_of_earlier_concerns(
    world: World, clock: Clock
) -> None:
    client = world.signed_in("ana")
    cases = [world.case_of(world.raise_concern()) for _ in range(3)]
    for case in cases:
        client.get(f"/dossiers/{case.id}/file/")
        address = f"/dossiers/{case.id}/steps/receipt/"
        token = token_on(client.get(address).content.decode())
        typed = {"look_name": "Quispe Mamani", "do": "look", "token": token}
        page = client.post(address, typed).content.decode()
    assert clock.at is not None
    assert 'value="2p" checked' in page or 'value="2p"  checked' in page


def test_a_tie_of_the_officer_takes_the_file_from_her_list(world: World) -> None:
    case = world.case_of(world.raise_concern())
    client = world.signed_in("ana")
    client.get(f"/dossiers/{case.id}/file/")
    address = f"/dossiers/{case.id}/steps/receipt/"
    token = token_on(client.get(address).content.decode())
    client.post(address, {**RECEIPT, "conflict": "me", "token": token})
    assert client.get(f"/dossiers/{case.id}/").status_code == 404


def test_who_is_away_hands_the_duties_to_a_deputy(world: World) -> None:
    case = world.case_of(world.raise_concern())
    ana, beto = world.signed_in("ana"), world.signed_in("beto")
    assert beto.get(f"/dossiers/{case.id}/").status_code == 404
    ana.post("/duties/absence/", {"deputy": str(world.people["beto"].id)})
    assert beto.get(f"/dossiers/{case.id}/").status_code == 200


def test_a_step_that_is_not_the_readers_is_not_there(world: World) -> None:
    case = world.case_of(world.raise_concern())
    client = world.signed_in("ana")
    assert client.get(f"/dossiers/{case.id}/steps/hold_seen/").status_code == 404
    assert client.get(f"/dossiers/{case.id}/steps/nonsense/").status_code == 404
