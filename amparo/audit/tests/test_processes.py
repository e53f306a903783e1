"""Several processes number one database: nothing but the database is between them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction

from amparo.audit.actions import number, record
from amparo.audit.models import Leaf, Record, Tree
from amparo.sealing.merkle import root

AT = datetime(2027, 5, 10, 14, 15, tzinfo=UTC)
ROUNDS = 25

PROGRAM = f"""
import django
django.setup()
from datetime import UTC, datetime
from django.db import transaction
from amparo.audit.actions import number, record
for _ in range({ROUNDS}):
    with transaction.atomic():
        record("refer", None, by=None, at=datetime(2027, 5, 10, 14, 15, tzinfo=UTC))
    number()
"""


def same_database() -> str:
    """Return the address of the database that this test uses."""
    said = connection.settings_dict
    name = quote(str(said["NAME"]), safe="")
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    options = {
        "host": said["HOST"] or said["OPTIONS"].get("host", ""),
        "port": said["PORT"] or said["OPTIONS"].get("port", ""),
        "password": said["PASSWORD"] or said["OPTIONS"].get("password", ""),
    }
    given = urlencode({key: value for key, value in options.items() if value})
    return f"postgresql://{quote(said['USER'])}@/{name}?{given}"


@pytest.fixture
def two_processes(transactional_db: None) -> Iterator[list[subprocess.Popen[bytes]]]:  # noqa: ARG001
    environment = os.environ | {
        "AMPARO_DATABASE_URL": same_database(),
        "DJANGO_SETTINGS_MODULE": "amparo.config.settings",
    }
    command = [sys.executable, "-c", PROGRAM]
    started = [subprocess.Popen(command, env=environment) for _ in range(2)]  # noqa: S603
    yield started
    for process in started:
        process.kill()
        process.wait()


def test_two_processes_that_write_and_number_at_once_leave_no_hole_and_no_double(
    two_processes: list[subprocess.Popen[bytes]],
) -> None:
    for _ in range(ROUNDS):
        with transaction.atomic():
            record("assign", None, by=None, at=AT)
        number()
    assert [process.wait(timeout=60) for process in two_processes] == [0, 0]
    number()
    leaves = list(Leaf.objects.order_by("seq"))
    assert [leaf.seq for leaf in leaves] == list(range(3 * ROUNDS))
    assert Record.objects.filter(leaf__isnull=True).count() == 0
    assert Tree.objects.get().frontier().root() == root([bytes(leaf.hash) for leaf in leaves])
