"""Peru's pack as it is shipped, read once."""

from pathlib import Path

import pytest

from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack

PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture(scope="session")
def peru() -> Pack:
    return read_pack(PACKS / "pe", PACKS / "base", check=False)
