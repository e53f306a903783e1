"""What members and officers read on every page they can reach: no word that hurts."""

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.journeys.crawl import Crawl
from tests.journeys.reading import Reading
from tests.packs.words_of_law import ALLOWED, FORBIDDEN
from tests.visible import MEMBER, OFFICER, Seen
from tests.world import World, peru

SERVICES = "/protocols/"
"""How the service works is told to all in the words of its law: there a member reads as it does."""

ENOUGH = 6


@pytest.fixture
def busy(world: World) -> World:
    case = world.case_of(world.raise_concern(signs=("settled", "school")))
    world.opened(case)
    world.take(case, "receipt", conflict="none", danger_checked="safe_now", reserve="yes")
    world.clock.move(days=9)
    call_command("tick", verbosity=0)
    return world


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(("who", "audience"), [("rosa", MEMBER), ("ana", OFFICER)])
def test_no_page_shows_a_word_that_hurts(
    busy: World, who: str, audience: str, language: str
) -> None:
    client = busy.signed_in(who)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    pages = Crawl(client, frozenset()).everything(())
    assert len(pages) > ENOUGH
    found = []
    for at, page in pages.items():
        reads_as = OFFICER if at.startswith(SERVICES) else audience
        words = Reading(page.body).words if page.body.lstrip().startswith("<!doctype") else ""
        for allowed in ALLOWED:
            words = words.replace(peru().words[language].get(allowed, allowed), "")
        seen = Seen(at, language, words, reads_as)
        found += [(at, word.say) for word in FORBIDDEN if word.stands_in(seen)]
    assert found == []
