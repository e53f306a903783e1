"""A third language is one .po and one words file: no page shows a word of the first two."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override
from pytest_django.fixtures import Settings

from amparo.config.words import read_catalog
from amparo.dossiers.models import Dossier
from amparo.protocols.word_sheet import words_to_translate
from amparo.system.models import Body
from tests.journeys.crawl import Crawl, addresses
from tests.journeys.spanish import PLACEHOLDER, shown, texts
from tests.tongue import CODE, begin_language, install_words, wide
from tests.world import QUIET, World, peru

WHO = ("rosa", "ana", "carmen", "irma")
WORDS = ("receipt", "qualify", "cause", "hold", "words", "who_not", "danger", "seen", "case")
OWN_NAMES = {"español", "english", "amparo", "demuna", "upe", "cem", "pnp", "ugel"}
ENOUGH = 40


@pytest.fixture
def tongue(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> World:
    """A world whose site and pack speak a third language, with something in every list."""
    assert len(known()) > ENOUGH, "what is known is read before another language is begun"
    begin_language(tmp_path, monkeypatch, settings)
    install_words(tmp_path, world)
    case = world.case_of(world.raise_concern())
    world.raise_concern(signs=("hurt", "sexual"), health_now="yes")
    world.opened(case)
    world.take(case, "receipt", conflict="none", danger_checked="safe_now", reserve="yes")
    world.clock.move(days=9)
    call_command("tick", verbosity=0)
    return world


def speaking(world: World, who: str) -> Client:
    client = world.signed_in(who)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = CODE
    return client


@cache
def known() -> frozenset[str]:
    """Return all that our own catalogs and the pack say in Spanish or English."""
    said = set[str]()
    for message in read_catalog("es"):
        if message.context != "format":
            said |= {*texts(message.id), *texts(message.string)}
    for language in ("es", "en"):
        said |= set(peru().words[language].values())
    said |= set(words_to_translate(peru()).values())
    plain = {text.casefold().strip(" :.·") for text in said if not PLACEHOLDER.search(text)}
    return frozenset(text for text in plain if re.search(r"[a-zñáéíóú]{2}", text)) - OWN_NAMES


APP = "/phone/"
"""The same for everybody: the phone's app says its words itself, in the language chosen on it."""


@cache
def sources() -> frozenset[str]:
    """Return where the pack's rows come from: in the country's own language, for everybody."""
    pack = peru()
    found = {route.source for route in pack.routes.rows}
    found |= {report.source for report in pack.reports.rows.values()}
    found |= {row.source for row in pack.retention.values()}
    for each in pack.protocols.values():
        found |= {step.source for step in each.steps.values()}
        found |= {clock.source for clock in each.clocks.values()}
        found |= {gate.source for gate in each.gates.values()}
    return frozenset(source.casefold().strip(" :.·") for source in found)


@cache
def phrases() -> tuple[str, ...]:
    """Return those that are long enough to be known again inside another text."""
    return tuple(text for text in known() if text.count(" ") > 2)


def left_over(html: str) -> list[str]:
    """Return what a page shows or reads aloud that is a word of the first two languages."""
    made_up = re.compile("|".join(map(re.escape, (*bodies(), str(QUIET["words_seen"])))))
    texts = dict.fromkeys(" ".join(each.split()) for each in shown(html))
    return [text for text in texts if is_left(made_up.sub("", text))]


@cache
def is_left(text: str) -> bool:
    said = text.casefold().strip(" :.·")
    if said in sources():
        return False
    return said in known() or any(part in said for part in phrases())


def bodies() -> Iterator[str]:
    for told in Body.objects.values_list("name", "opening_hours"):
        yield from filter(None, told)


@pytest.mark.parametrize("who", WHO)
def test_no_page_shows_a_word_of_the_first_two_languages(tongue: World, who: str) -> None:
    cases = Dossier.objects.filter(protocol="case", parties__body=tongue.bodies["demuna"])
    ids = {str(pk) for pk in cases.values_list("pk", flat=True)[:1]}
    concern = Dossier.objects.filter(protocol="concern").values_list("pk", flat=True)[0]
    pages = Crawl(speaking(tongue, who), frozenset(ids)).everything(
        addresses({*ids, str(concern)}, WORDS)
    )
    read = {at: page for at, page in pages.items() if page.body.lstrip().startswith("<!doctype")}
    assert len(read) > ENOUGH
    found = {at: wrong for at, page in read.items() if (wrong := left_over(page.body))}
    assert found == {}
    begins = f'<html lang="{CODE}" dir="rtl">'
    others = {at for at, page in read.items() if begins not in page.body}
    assert others <= {APP}


def test_a_form_asks_in_the_third_language(tongue: World) -> None:
    case = tongue.case_of(tongue.raise_concern())
    tongue.opened(case)
    page = speaking(tongue, "ana").get(f"/dossiers/{case.pk}/steps/receipt/").content.decode()
    asked = peru().forms["receipt"].question("conflict")
    assert asked is not None
    assert wide(asked.label["es"]) in page
    assert wide(asked.choices[0].label["es"]) in page


def test_the_site_offers_the_language_by_its_own_name(tongue: World) -> None:
    page = tongue.signed_in("ana").get("/duties/").content.decode()
    assert re.search(rf'value="{CODE}" lang="{CODE}">{wide("wide")}', page, re.IGNORECASE)
    client = tongue.signed_in("ana")
    client.post("/language/", {"language": CODE, "next": "/"})
    assert f'lang="{CODE}"' in client.get("/duties/").content.decode()


def test_days_numbers_and_plurals_are_of_the_third_language(tongue: World) -> None:
    page = speaking(tongue, "ana").get("/cases/").content.decode()
    assert wide("Mon") in page
    assert wide("May") in page
    assert re.search(rf'id="found">\d {wide("cases")}', page)
    with override(CODE):
        assert "Lun" not in page


def test_words_of_the_first_language_are_found_where_there_are_some(world: World) -> None:
    client = world.signed_in("ana")
    assert "My duties" in left_over(client.get("/duties/").content.decode())
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "es"
    assert "Mis pendientes" in left_over(client.get("/duties/").content.decode())
