"""A made-up pack, read once where a test needs no more than it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from amparo.base.problems import Faults
from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack
from amparo.protocols.tests.pack_files import BASE, COUNTRY, write

Files = dict[str, str]
FaultsOf = Callable[..., list[str]]


def read(folder: Path, country: Files, base: Files | None = None) -> Pack:
    beneath = write(folder, "common", base or BASE)
    return read_pack(write(folder, "zz", country), beneath)


@pytest.fixture
def faults_of(tmp_path: Path) -> FaultsOf:
    """Return what reads a country's files and gives its faults, none if it is whole."""

    def found(country: Files, base: Files | None = None) -> list[str]:
        try:
            read(tmp_path, country, base)
        except Faults as faults:
            return [str(fault) for fault in faults.faults]
        return []

    return found


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return read(tmp_path_factory.mktemp("packs"), COUNTRY)
