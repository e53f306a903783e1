"""What all tests share: no network beyond this machine, and the browser where there is one."""

import os
import shutil
import socket
from collections.abc import Iterator

import pytest

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none, unless the browser is required."""
    if CHROMIUM or os.environ.get("AMPARO_BROWSER") == "required":
        return
    no_browser = pytest.mark.skip(reason="no Chromium here; AMPARO_BROWSER=required demands one")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(no_browser)
