"""What all tests share: no network beyond this machine, and the browser where there is one."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db.backends.base.creation import BaseDatabaseCreation
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.fixtures import Settings

from amparo.trust.tries import PHONE_TRIES, SECOND_TRIES, TRIES
from tests.append_only import lifted

if TYPE_CHECKING:
    from tests.world import Clock, World

# How long an example takes says how busy the machine is, and nothing of the example.
hypothesis_settings.register_profile("no haste", deadline=None)
hypothesis_settings.load_profile("no haste")

END_SESSIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
IS_REQUIRED = os.environ.get("AMPARO_BROWSER") == "required"

# Silent and without a sandbox of its own, as in a container.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoNetworkError(AssertionError):
    """A test reached for another machine."""


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: tuple[str, int]) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
            raise NoNetworkError(f"a test reached for {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        yield


@pytest.fixture(autouse=True, scope="session")
def append_only_tables_are_emptied() -> Iterator[None]:
    """Let what a committing test wrote be removed after it, from the log too."""
    # Django offers no other place.
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # noqa: SLF001

    def without_guards(self: TransactionTestCase) -> None:
        with lifted():
            empty(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", without_guards)
        yield


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    """Count no wrong passphrase or code of one test against the next."""
    for book in (TRIES, SECOND_TRIES, PHONE_TRIES):
        book.forget_all()


@pytest.fixture(autouse=True, scope="session")
def test_databases_are_let_go() -> Iterator[None]:
    """Let PostgreSQL drop a test's database though a server's thread still holds a session.

    A browser keeps its connections open, and each keeps its thread, longer than the last test.
    """
    # Django offers no other place.
    drop = BaseDatabaseCreation._destroy_test_db  # type: ignore[attr-defined]  # noqa: SLF001

    def after_the_last_session(self: BaseDatabaseCreation, name: str, verbosity: int) -> None:
        if self.connection.vendor == "postgresql":
            with self._nodb_cursor() as cursor:  # type: ignore[attr-defined]
                cursor.execute(END_SESSIONS, [name])
        drop(self, name, verbosity)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseCreation, "_destroy_test_db", after_the_last_session)
        yield


@pytest.fixture
def deployment(db: None, tmp_path: Path, settings: Settings) -> Path:  # noqa: ARG001
    """A deployment of the demo kind with its keys; the folder of those that are taken away."""
    from tests.founding import begin_at  # noqa: PLC0415  # models load after the settings

    begin_at(tmp_path, settings)
    return tmp_path / "offline"


@pytest.fixture
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the seventh of a second per sign-in, in tests that are about something else."""
    from tests.founding import quick_stretch  # noqa: PLC0415

    monkeypatch.setattr("amparo.sealing.passphrase.hash_secret_raw", quick_stretch)


@pytest.fixture
def clock() -> "Clock":
    """The clock of the made-up world: it stands still until a test moves it."""
    from tests.world import Clock  # noqa: PLC0415

    return Clock()


@pytest.fixture
def world(db: None, tmp_path: Path, settings: Settings, clock: "Clock") -> Iterator["World"]:  # noqa: ARG001
    """The made-up world that `tests/world.py` tells of."""
    from tests.world import world_at  # noqa: PLC0415

    with ExitStack() as cleanup:
        yield world_at(tmp_path, settings, clock, cleanup)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none, unless the browser is required."""
    if CHROMIUM or IS_REQUIRED:
        return
    no_browser = pytest.mark.skip(reason="no Chromium here; AMPARO_BROWSER=required demands one")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(no_browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless; none is ever downloaded."""
    assert CHROMIUM, "AMPARO_BROWSER=required, and no chromium is installed"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs a loop in this thread; what Django does here stays synchronous.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def browsing(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh profile of a phone's width; what the browser complains of fails the test."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="en-GB")
    context.set_default_timeout(10_000)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda said: complaints.extend(refusals(said.text)))
    yield context
    context.close()
    assert complaints == []


def refusals(said: str) -> list[str]:
    """Return what the console tells if it is that the page's own policy forbids something."""
    is_refusal = "Content Security Policy" in said or "TrustedHTML" in said
    return [said] if is_refusal else []


@pytest.fixture
def screen(browsing: BrowserContext) -> Page:
    """One page of it."""
    return browsing.new_page()
