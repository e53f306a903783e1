"""Whoever sets a deployment up is told what it lacks, and no more once it is there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils.timezone import now
from pytest_django.fixtures import Settings

from amparo.audit.actions import record
from amparo.config.checking import clock
from amparo.config.checking.everything import findings
from amparo.config.checking.finding import Finding
from amparo.config.checking.habits import of_backups, of_directory, of_ticks, of_witnesses
from amparo.config.checking.machine import of_files, of_settings
from amparo.config.checking.people import of_database, of_people
from amparo.config.environment import HERE
from amparo.trust.actions.witnesses import add_witness
from amparo.trust.key_files import server_folder
from amparo.trust.marks import BACKUP, KEYS, TICK, mark
from amparo.trust.models import DirectoryKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("deployment")]


def said(found: Iterable[Finding]) -> str:
    return "\n".join(map(str, found))


def test_settings_of_this_machine_alone_are_no_deployment(settings: Settings) -> None:
    told = said(of_settings())
    assert "AMPARO_DEMO" in told
    assert "AMPARO_HOST" in told
    assert "https" in told
    whole = replace(
        configured.AMPARO,
        hosts=("amparo.example",),
        is_demo=False,
        is_https=True,
        proxies=HERE,
    )
    settings.AMPARO = whole
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_HSTS_SECONDS = 1000
    assert said(of_settings()) == ""
    settings.AMPARO = replace(whole, proxies=())
    assert "X-Real-IP" in said(of_settings())


def test_a_file_that_others_may_read_and_a_key_left_lying_are_named() -> None:
    home = configured.AMPARO.home
    home.chmod(0o700)
    for file in (server_folder(), *server_folder().iterdir()):
        file.chmod(0o700 if file.is_dir() else 0o600)
    before = said(of_files())
    (server_folder() / "pepper.json").chmod(0o640)
    (home / "stick").mkdir()
    (home / "stick" / "holder-b.json").write_text("{}")
    new = set(said(of_files()).splitlines()) - set(before.splitlines())
    assert sorted(line.split()[1] for line in new)
    assert any("pepper.json" in line and "chmod go=" in line for line in new)
    assert any("holder-b.json must leave" in line for line in new)
    (server_folder() / "pepper.json").unlink()
    assert "amparo restore keys" in said(of_files())


def test_a_clock_that_went_back_is_told_by_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    at = now()
    monkeypatch.setattr(clock, "_is_kept", lambda: True)
    assert "went back" not in said(clock.of_clock(at + timedelta(days=3650)))
    with transaction.atomic():
        record("sign_in", None, by=None, at=at + timedelta(days=3650))
    assert "went back" in said(clock.of_clock(at))
    monkeypatch.setattr(clock, "_is_kept", lambda: False)
    assert "set-ntp" in said(clock.of_clock(at + timedelta(days=3651)))
    monkeypatch.setattr(clock, "_is_kept", lambda: None)
    assert said(clock.of_clock(at + timedelta(days=3651))) == f"look at: {clock.NOT_KNOWN}"


def test_ticks_and_copies_grow_old(settings: Settings) -> None:
    at = now()
    assert "amparo tick" in said(of_ticks(at))
    assert said(of_backups(at)).count("never was") == 2
    for what in (TICK, BACKUP, KEYS):
        mark(what, at)
    settings.AMPARO = replace(settings.AMPARO, backup_to=("a", "b"), keys_to=("c", "d"))
    assert said([*of_ticks(at), *of_backups(at)]) == ""
    assert said(of_backups(at + timedelta(hours=27))).count("The last amparo backup") == 2
    settings.AMPARO = replace(settings.AMPARO, backup_to=("a", "c"))
    assert "One key opens both" in said(of_backups(at))


def test_two_witnesses_are_asked_for_and_that_they_look() -> None:
    at = now()
    assert said(of_witnesses(at)).startswith("missing: 0 of two")
    for name in ("ombudsman.example", "university.example"):
        add_witness(name, name.encode().ljust(32)[:32], by=None, at=at)
    assert said(of_witnesses(at)).splitlines() == [
        "look at: The witness ombudsman.example did not look for a day.",
        "look at: The witness university.example did not look for a day.",
    ]


def test_a_certificate_that_ends_soon_is_told() -> None:

    ends = DirectoryKey.objects.get().valid_to
    assert said(of_directory(ends - timedelta(days=20))) == ""
    assert "directory renew" in said(of_directory(ends - timedelta(days=13)))


def test_an_empty_database_lacks_a_pack_and_people() -> None:
    told = said(of_people(now()))
    assert "pack install" in told
    assert "people first" in told
    assert "missing" not in said(of_database())


@pytest.mark.skipif(connection.vendor == "sqlite", reason="a file has no accounts")
def test_an_account_of_postgresql_with_a_password_or_too_much_power_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE amparo_plain")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO amparo_plain")
        cursor.execute("SET ROLE amparo_plain")
        assert "createuser" not in said(of_database())
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER ROLE amparo_plain CREATEROLE")
        cursor.execute("SET ROLE amparo_plain")
        assert "createuser" in said(of_database())
        cursor.execute("RESET ROLE")
    assert "password" not in said(of_database())
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "x")
    assert "by a password" in said(of_database())


def test_a_database_that_is_away_is_told_and_ends_it() -> None:
    away = OperationalError("password authentication failed for user x")
    with patch("django.db.backends.base.base.BaseDatabaseWrapper.cursor", side_effect=away):
        told = said(findings(now()))
    assert "does not answer" in told
    assert "user x" not in told


def test_the_command_ends_with_one_where_something_is_missing() -> None:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_deployment", stdout=out)
    assert ended.value.code == 1
    assert out.getvalue().splitlines()[-1].endswith("missing.")
