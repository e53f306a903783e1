"""What the parts share: how figures are told, and a database server that may be hurt."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from amparo.config.environment import Environment
from tests.endure.postgres import Postgres, found_programs, throw_away_postgres
from tests.endure.telling import Telling
from tests.load.place import Place, place

IS_SQLITE = urlsplit(settings.AMPARO.database_url).scheme == "sqlite"


@pytest.fixture
def tell() -> Telling:
    return Telling("sqlite" if IS_SQLITE else "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres | None]:
    """A server of our own to be killed and stopped; None where the embedded database is tried."""
    if IS_SQLITE:
        yield None
        return
    if found_programs() is None:
        pytest.skip("only a server of our own may be hurt, and PostgreSQL is not installed here")
    with throw_away_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def here(postgres: Postgres | None) -> Environment:
    """Where deployments are thrown away: beside the files here, or on that server."""
    if postgres is None:
        return settings.AMPARO
    return replace(settings.AMPARO, database_url=postgres.url)


@pytest.fixture(scope="session")
def deployed(here: Environment) -> Iterator[Place]:
    """A deployment that was founded a few days ago, served; each part leaves it in order."""
    with place(here, days=6) as served:
        yield served
