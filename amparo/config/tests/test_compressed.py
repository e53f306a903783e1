"""A page travels compressed, and its length says nothing of what it holds."""

import gzip

from tests.world import World


def test_a_page_is_compressed_to_who_can_read_that(world: World) -> None:
    client = world.signed_in("ana")
    page = client.get("/duties/", headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(page.content)
    assert "Content-Encoding" not in client.get("/duties/").headers


def test_the_same_page_is_not_always_as_long(world: World) -> None:
    client = world.signed_in("ana")
    asked = {"accept-encoding": "gzip"}
    lengths = {len(client.get("/duties/", headers=asked).content) for _ in range(8)}
    assert len(lengths) > 1


def test_no_cookie_goes_along_with_what_another_site_asks_for(world: World) -> None:
    cookies = world.signed_in("ana").cookies
    strict = {name for name, cookie in cookies.items() if cookie["samesite"] == "Strict"}
    assert {"amparo_session", "amparo_unlock"} <= strict
