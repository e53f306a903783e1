"""A home and a database that are thrown away afterwards; what is really here is never touched."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from amparo.config.environment import Environment, database

LEFT_OUT = ("AMPARO_SECRET_FILE", "AMPARO_HOST", "AMPARO_HTTPS", "AMPARO_DATABASE_URL")
"""What the environment says of the real deployment and must not say of the rehearsal."""


@contextmanager
def throw_away(here: Environment) -> Iterator[Mapping[str, str]]:
    """Give an environment in which a deployment can be rehearsed beside the one that is here."""
    home = Path(tempfile.mkdtemp(prefix="amparo-rehearsal-"))
    env = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    env |= {"AMPARO_HOME": str(home), "AMPARO_DEMO": "1", "AMPARO_PACKS": str(here.packs)}
    try:
        if urlsplit(here.database_url).scheme == "sqlite":
            yield env
        else:
            with _database_beside(here.database_url) as url:
                yield env | {"AMPARO_DATABASE_URL": url}
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _database_beside(url: str) -> Iterator[str]:
    """Make a PostgreSQL database on the same server, and drop it afterwards."""
    name = f"amparo_rehearsal_{secrets.token_hex(4)}"
    with _connection(url) as beside:
        beside.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        with _connection(url) as beside:
            beside.execute(drop)


def _connection(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    """Connect outside any transaction: a database is not made within one."""
    said = database(url)
    known = {
        "dbname": said["NAME"],
        "user": said["USER"],
        "password": said["PASSWORD"],
        "host": said["HOST"],
        "port": said["PORT"],
        **said["OPTIONS"],
    }
    return psycopg.connect(autocommit=True, **{key: value for key, value in known.items() if value})
