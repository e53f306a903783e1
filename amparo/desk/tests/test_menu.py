"""The head of each page: few places in a row, the rest folded, where one is always in sight."""

import re

import pytest

from amparo.desk.frame import PLACES
from tests.world import World

ROW = re.compile(r'<nav class="places".*?(?=<li class="more">|</nav>)', re.DOTALL)
FOLDED = re.compile(r'<li class="more">.*?</nav>', re.DOTALL)
FEW = 7


def labels(part: re.Pattern[str], page: str) -> list[str]:
    found = part.search(page)
    return re.findall(r"<a [^>]*>([^<]*)</a>", found[0]) if found else []


@pytest.mark.parametrize("who", ["rosa", "ana", "carmen", "irma", "julio", "celia", "mario"])
def test_no_hat_has_a_wall_of_places(world: World, who: str) -> None:
    page = world.signed_in(who).get("/access/").content.decode()
    assert 1 <= len(labels(ROW, page)) <= FEW
    assert "Numbers" in labels(FOLDED, page)


def test_where_one_is_stands_in_the_row_and_is_not_folded_too(world: World) -> None:
    page = world.signed_in("ana").get("/numbers/").content.decode()
    assert "Numbers" in labels(ROW, page)
    assert "Numbers" not in labels(FOLDED, page)


def test_what_is_owed_is_never_folded() -> None:
    folded = {place.url for place in PLACES if place.is_seldom}
    told = {"desk:numbers", "desk:guidance", "desk:protocols"}
    seldom = {"desk:reports", "desk:access", "desk:phones", "desk:photos", "desk:estimates"}
    assert folded == told | seldom


@pytest.mark.parametrize("who", ["rosa", "ana", "julio"])
def test_every_page_offers_the_way_out(world: World, who: str) -> None:
    client = world.signed_in(who)
    for address in ("/", "/access/", "/numbers/", "/there-is-no-such-page/"):
        page = client.get(address, follow=True).content.decode()
        assert 'action="/sign-out/"' in page, address
