"""The packs as they are shipped, read once."""

from pathlib import Path

import pytest

from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack

PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture(scope="session")
def base() -> Pack:
    return read_pack(PACKS / "base", None)


@pytest.fixture(scope="session")
def peru() -> Pack:
    return read_pack(PACKS / "pe", PACKS / "base")
