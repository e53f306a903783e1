"""Coming in and going out at the desk, and for whom one acts there."""

import pytest
from django.conf import settings
from django.test import Client

from amparo.audit.models import Record
from amparo.trust.models import Session
from amparo.trust.rules import Can
from tests.filling import text_of
from tests.world import PASSPHRASE, World


def sign_in(client: Client, who: str, passphrase: str = PASSPHRASE, **more: str) -> str:
    answer = client.post("/sign-in/", {"username": who, "passphrase": passphrase, **more})
    return answer.get("Location", "") or text_of(answer)


def english() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.mark.usefixtures("world")
def test_whoever_signs_in_comes_to_the_page_they_wanted() -> None:
    client = english()
    asked = client.get("/concerns/")
    assert asked["Location"] == "/sign-in/?next=/concerns/"
    assert 'name="next" value="/concerns/"' in text_of(client.get(asked["Location"]))
    assert sign_in(client, "rosa", next="/concerns/") == "/concerns/"
    assert client.get("/concerns/").status_code == 200
    assert client.get("/sign-in/?next=/concerns/")["Location"] == "/concerns/"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "x:y"])
@pytest.mark.usefixtures("world")
def test_nobody_is_sent_to_another_site(elsewhere: str) -> None:
    assert sign_in(Client(), "rosa", next=elsewhere) == "/"


@pytest.mark.usefixtures("world")
def test_a_wrong_passphrase_and_an_unknown_name_are_answered_alike() -> None:
    wrong = sign_in(english(), "rosa", "not the right words")
    unknown = sign_in(english(), "nobody", "not the right words")
    assert "User name or passphrase is wrong. Check both and try again." in wrong
    assert "User name or passphrase is wrong. Check both and try again." in unknown
    assert "not the right words" not in wrong
    assert not Session.objects.filter(account__isnull=False).exists()


@pytest.mark.usefixtures("world")
def test_after_many_tries_one_is_told_how_long_to_wait() -> None:
    answers = [sign_in(english(), "rosa", "wrong") for _ in range(9)]
    assert "Too many tries with this user name. Wait 20 seconds and try again." in answers[-1]


@pytest.mark.usefixtures("world")
def test_an_empty_form_says_what_is_missing() -> None:
    answer = sign_in(english(), "", "")
    assert "Write your user name." in answer
    assert "Write your passphrase." in answer


def test_signing_out_leaves_nothing_to_come_back_with(world: World) -> None:
    client = world.signed_in("rosa")
    old = dict(client.cookies.items())
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/concerns/").status_code == 302
    for name, cookie in old.items():
        client.cookies[name] = cookie.value
    assert client.get("/concerns/").status_code == 302


@pytest.mark.usefixtures("world")
def test_one_reads_in_ones_own_language_until_another_is_chosen() -> None:
    client = english()
    sign_in(client, "rosa")
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "es"
    assert 'lang="es"' in text_of(client.get("/"))
    client.post("/language/", {"language": "en", "next": "/"})
    assert 'lang="en"' in text_of(client.get("/"))


@pytest.mark.usefixtures("world")
def test_a_language_chosen_before_signing_in_stays() -> None:
    client = Client()
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    sign_in(client, "rosa")
    assert 'lang="en"' in text_of(client.get("/"))


def test_a_chosen_language_is_remembered_in_the_next_browser(world: World) -> None:
    client = english()
    sign_in(client, "rosa")
    for _ in range(2):
        client.post("/language/", {"language": "en", "next": "/"})
    recorded = Record.objects.get(can=Can.CHOOSE_LANGUAGE)
    assert (recorded.by, recorded.detail) == (world.people["rosa"].id, {"language": "en"})
    another = Client(headers={"accept-language": "es"})
    sign_in(another, "rosa")
    assert 'lang="en"' in text_of(another.get("/"))


def test_the_next_person_at_a_shared_computer_reads_their_own_language(world: World) -> None:
    client = Client(headers={"accept-language": "es"})
    sign_in(client, "rosa")
    client.post("/language/", {"language": "en", "next": "/"})
    client.post("/sign-out/")
    sign_in(client, "lucia")
    assert 'lang="es"' in text_of(client.get("/"))
    assert world.people["lucia"].language == "es"


@pytest.mark.parametrize("code", ["xx", "", "es; DROP TABLE", "e" * 5000])
def test_a_language_that_nobody_speaks_here_is_not_remembered(world: World, code: str) -> None:
    client = world.signed_in("rosa")
    client.post("/language/", {"language": code, "next": "/"})
    assert not Record.objects.filter(can=Can.CHOOSE_LANGUAGE).exists()


def test_a_hat_says_as_whom_one_acts_and_what_is_offered(world: World) -> None:
    client = world.signed_in("evaristo")
    assert world.bodies["group"].name in text_of(client.get("/"))
    hats = text_of(client.get("/hat/"))
    assert world.bodies["authority"].name in hats
    client.post("/hat/", {"hat": f"{world.bodies['authority'].id}.vetted"})
    page = text_of(client.get("/concerns/"))
    assert world.bodies["authority"].name in page
    assert world.bodies["group"].name not in page


def test_nobody_puts_on_a_hat_that_is_not_theirs(world: World) -> None:
    client = world.signed_in("rosa")
    client.post("/hat/", {"hat": f"{world.bodies['demuna'].id}.officer"})
    page = text_of(client.get("/"))
    assert world.bodies["demuna"].name not in page
    assert client.get("/duties/").status_code == 404


def test_who_has_no_dossiers_is_told_so(world: World) -> None:
    page = text_of(world.signed_in("mario").get("/"))
    assert "Nothing is waiting for you here" in page
    assert world.signed_in("mario").get("/concerns/").status_code == 404


def test_who_is_in_and_wanted_what_is_no_address_goes_to_the_first_page(world: World) -> None:
    ana = world.signed_in("ana")
    for wanted in ("nothing", "desk:step", "¾ð3", "?x"):
        answer = ana.get("/sign-in/", {"next": wanted})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/"), wanted
