"""Where things are measured: a deployment that is thrown away, or a filled one that is kept."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from amparo.config.bench.postgres import own_server, programs
from amparo.config.demo.rehearsal.throwaway import LEFT_OUT, throw_away
from amparo.config.environment import Environment

SQLITE, POSTGRESQL = "sqlite", "postgresql"
Env = Mapping[str, str]


def databases() -> tuple[str, ...]:
    """Return the databases that can be measured on this machine."""
    return (SQLITE, POSTGRESQL) if programs() else (SQLITE,)


@contextmanager
def fresh(db: str, here: Environment) -> Iterator[Env]:
    """Give the environment of a deployment that is empty, and thrown away afterwards."""
    if db == SQLITE:
        with throw_away(replace(here, database_url=f"{SQLITE}:///throw-away")) as env:
            yield env
        return
    with tempfile.TemporaryDirectory(prefix="amparo-bench-") as folder:
        Path(folder).chmod(0o711)
        with (
            _server(Path(folder) / "pg") as url,
            throw_away(replace(here, database_url=url)) as env,
        ):
            yield env


@contextmanager
def kept(db: str, count: int, here: Environment) -> Iterator[Env]:
    """Give the environment of a deployment that is filled once, and used again another time."""
    home = here.home / f"bench-{db}-{count}"
    home.mkdir(parents=True, exist_ok=True)
    env = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    env |= {"AMPARO_HOME": str(home), "AMPARO_DEMO": "1", "AMPARO_PACKS": str(here.packs)}
    if db == SQLITE:
        yield env
        return
    with _server(home / "pg") as url:
        yield env | {"AMPARO_DATABASE_URL": url}


@contextmanager
def _server(place: Path) -> Iterator[str]:
    found = programs()
    if found is None:
        raise FileNotFoundError("PostgreSQL is not installed here.")
    with own_server(place, found) as url:
        yield url
