"""Peru's pack as it is shipped, and phones in pockets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack
from conftest import CHROMIUM, QUIET
from tests.phone.pocket import Pocket
from tests.world import World

PACKS = Path(__file__).parents[2] / "packs"
SMALL = {"width": 320, "height": 640}


@pytest.fixture(scope="session")
def peru() -> Pack:
    return read_pack(PACKS / "pe", PACKS / "base", check=False)


@pytest.fixture
def pockets(
    chromium: Browser,
    live_server: LiveServer,
    quick_passphrases: None,  # noqa: ARG001  # phones lock their own keys themselves
    world: World,  # noqa: ARG001  # the address serves it
) -> Iterator[Callable[..., Pocket]]:
    """Return what takes another phone out of another pocket; none may have thrown an error."""
    taken: list[tuple[Pocket, BrowserContext]] = []

    def take(browser: Browser = chromium) -> Pocket:
        context = browser.new_context(viewport=SMALL, locale="en-GB", reduced_motion="reduce")  # type: ignore[arg-type]  # a TypedDict is wanted
        context.set_default_timeout(30_000)
        taken.append((Pocket(context, live_server.url), context))
        return taken[-1][0].opens()

    yield take
    for _, context in taken:
        context.close()
    assert [fault for pocket, _ in taken for fault in pocket.faults] == []


@pytest.fixture
def pocket(pockets: Callable[[], Pocket], world: World) -> Pocket:
    """A phone on which rosa has begun."""
    return pockets().enrols(world, "rosa")


@pytest.fixture
def profile(
    chromium: Browser,
    live_server: LiveServer,
    quick_passphrases: None,  # noqa: ARG001
    world: World,
    tmp_path: Path,
) -> Iterator[Pocket]:
    """A phone whose profile lies on the disk, in `tmp_path / "phone"`."""
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "phone", executable_path=CHROMIUM, args=list(QUIET), locale="en-GB"
    )
    context.set_default_timeout(30_000)
    pocket = Pocket(context, live_server.url).opens().enrols(world, "rosa")
    yield pocket
    context.close()
    assert pocket.faults == []
