"""Counting stays in the database: as many questions for a hundred concerns as for five."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.insight.printing import lines_of
from amparo.insight.tests.conftest import FIRST_HALF, Raise
from tests.world import World


def asked(world: World) -> list[str]:
    with CaptureQueriesContext(connection) as questions:
        lines_of(world.pack, FIRST_HALF)
    # A question whose plan PostgreSQL keeps leaves no text here; on SQLite each one does.
    return [each["sql"] or "" for each in questions]


def test_more_concerns_ask_no_more_of_the_database(
    world: World,
    raise_many: Raise,
    five_groups: None,  # noqa: ARG001
) -> None:
    raise_many(5)
    few = len(asked(world))
    raise_many(100)
    assert len(asked(world)) == few


def test_no_dossier_no_entry_and_nothing_sealed_is_fetched(
    world: World,
    raise_many: Raise,
    five_groups: None,  # noqa: ARG001
) -> None:
    raise_many(20)
    of_dossiers = [sql for sql in asked(world) if 'FROM "dossiers_' in sql]
    assert of_dossiers
    assert [sql for sql in of_dossiers if "COUNT(" not in sql] == []
    assert [sql for sql in asked(world) if "sealedpart" in sql or "wrap" in sql] == []
