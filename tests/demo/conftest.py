"""The demo's files, and the pack that they are told in."""

import pytest

from amparo.config.demo.data import Demo
from amparo.protocols.pack import Pack
from tests.world import PACKS, peru


@pytest.fixture(scope="session")
def demo() -> Demo:
    return Demo.read(PACKS / "pe" / "demo")


@pytest.fixture(scope="session")
def pack() -> Pack:
    return peru()
