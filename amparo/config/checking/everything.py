"""All that is looked at, in the order in which one sets a deployment up."""

from collections.abc import Iterator
from datetime import datetime

from amparo.config.checking.clock import of_clock
from amparo.config.checking.finding import Finding
from amparo.config.checking.habits import of_backups, of_directory, of_ticks, of_witnesses
from amparo.config.checking.machine import of_files, of_settings
from amparo.config.checking.people import of_database, of_people
from amparo.config.health import database_answers


def findings(at: datetime) -> Iterator[Finding]:
    """Yield everything that is not as it should be."""
    yield from of_settings()
    yield from of_files()
    if not database_answers():
        yield Finding("The database does not answer, or has no tables: amparo migrate")
        return
    yield from of_database()
    yield from of_people(at)
    yield from of_clock(at)
    yield from of_ticks(at)
    yield from of_backups(at)
    yield from of_witnesses(at)
    yield from of_directory(at)
