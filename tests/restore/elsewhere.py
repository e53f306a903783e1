"""Another database beside the test's own, empty, as the default one for a while."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, connections
from django.db.utils import load_backend
from psycopg import sql

from amparo.config.environment import database, sqlite


@contextmanager
def another_place(folder: Path, *, is_file: bool) -> Iterator[None]:
    """Let the default database be an empty one: a file in a folder, or beside the test's own."""
    if is_file:
        with _as_default(sqlite(str(folder / f"{secrets.token_hex(4)}.sqlite3"))):
            yield
        return
    here = connection.settings_dict
    name = f"amparo_elsewhere_{secrets.token_hex(4)}"
    _run(here, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        with _as_default({**database("postgresql:///x"), **_reached(here), "NAME": name}):
            yield
    finally:
        _run(here, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _as_default(said: dict[str, Any]) -> Iterator[None]:
    before = connections["default"]
    whole = connections.configure_settings({"default": said})["default"]
    there = load_backend(whole["ENGINE"]).DatabaseWrapper(whole, "default")
    connections["default"] = there
    try:
        yield
    finally:
        there.close()
        connections["default"] = before


def _reached(here: dict[str, Any]) -> dict[str, Any]:
    return {name: here[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}


def _run(here: dict[str, Any], statement: sql.Composed) -> None:
    said = {"user": here["USER"], "password": here["PASSWORD"], "host": here["HOST"]}
    said |= {"port": here["PORT"], "dbname": "postgres", **here["OPTIONS"]}
    known = {name: value for name, value in said.items() if value}
    with psycopg.connect(autocommit=True, **known) as beside:
        beside.execute(statement)
