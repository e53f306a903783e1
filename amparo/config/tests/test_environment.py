"""Settings are safe with nothing said, and say clearly what they can't use."""

import stat
from pathlib import Path

import pytest

from amparo.config.environment import (
    HERE,
    Environment,
    database,
    keep_secret,
    proxies,
    secret_key,
)

PROJECT = Path("/somewhere")


def test_a_proxy_is_on_this_machine_or_named_by_its_address() -> None:
    assert proxies("1") == HERE
    assert proxies("") == proxies("0") == ()
    assert [str(each) for each in proxies("10.0.0.5, 172.16.0.0/12")] == [
        "10.0.0.5/32",
        "172.16.0.0/12",
    ]
    with pytest.raises(ValueError, match="AMPARO_BEHIND_PROXY"):
        proxies("nginx.example")


def test_with_nothing_said_it_is_this_machine_alone() -> None:
    here = Environment.read({}, PROJECT)
    assert here.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert here.home == PROJECT / "var"
    assert not here.is_https
    assert not here.is_demo


def test_what_pages_are_called_says_nothing_unless_the_deployment_says_it() -> None:
    assert Environment.read({}, PROJECT).label == "Agenda"
    assert Environment.read({"AMPARO_LABEL": " "}, PROJECT).label == "Agenda"
    assert Environment.read({"AMPARO_LABEL": "Mi cuaderno"}, PROJECT).label == "Mi cuaderno"


def test_any_other_name_is_https_unless_said_otherwise() -> None:
    assert Environment.read({"AMPARO_HOST": "amparo.example"}, PROJECT).is_https
    both = {"AMPARO_HOST": "localhost,amparo.example"}
    assert Environment.read(both, PROJECT).is_https
    assert not Environment.read({**both, "AMPARO_HTTPS": "0"}, PROJECT).is_https


def test_a_postgresql_url_may_name_a_socket_folder() -> None:
    read = database("postgresql://amparo:p%40ss@/amparo?host=/run/pg")
    assert read["ENGINE"] == "django.db.backends.postgresql"
    assert (read["USER"], read["PASSWORD"], read["NAME"]) == ("amparo", "p@ss", "amparo")
    assert read["OPTIONS"]["host"] == "/run/pg"


def test_what_is_asked_again_is_planned_once_unless_the_url_says_otherwise() -> None:
    ours = database("postgresql://amparo@/amparo")["OPTIONS"]["options"]
    assert "plan_cache_mode=force_generic_plan" in ours
    theirs = database("postgresql://amparo@/amparo?options=-c%20jit%3Don")["OPTIONS"]["options"]
    assert theirs == f"{ours} -c jit=on"


@pytest.mark.parametrize(
    ("url", "sslmode"),
    [
        ("postgresql://amparo@/amparo?host=/run/pg", None),
        ("postgresql://amparo@localhost/amparo", None),
        ("postgresql://amparo@[::1]/amparo", None),
        ("postgresql://amparo@db.example/amparo", "verify-full"),
        ("postgresql://amparo@/amparo?host=/run/pg,10.0.0.7", "verify-full"),
        ("postgresql://amparo@db.example/amparo?sslmode=require", "require"),
    ],
)
def test_a_database_on_another_machine_is_reached_encrypted(url: str, sslmode: str | None) -> None:
    assert database(url)["OPTIONS"].get("sslmode") == sslmode


@pytest.mark.parametrize("sslmode", ["disable", "allow", "prefer", ""])
def test_an_open_line_to_another_machine_is_refused(sslmode: str) -> None:
    with pytest.raises(ValueError, match="another machine"):
        database(f"postgresql://u:hidden@db.example/amparo?x=y&sslmode={sslmode or 'no'}")


def test_a_sqlite_url_keeps_its_absolute_path() -> None:
    assert database("sqlite:////var/lib/amparo/a.sqlite3")["NAME"] == "/var/lib/amparo/a.sqlite3"


@pytest.mark.parametrize(
    "url", ["mysql://root:hidden@host/name", "postgresql://u:hidden@host", "x"]
)
def test_another_database_is_refused_without_repeating_its_secret(url: str) -> None:
    with pytest.raises(ValueError, match="AMPARO_DATABASE_URL") as refused:
        database(url)
    assert "hidden" not in str(refused.value)


def test_the_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "home" / "secret"
    keep_secret(file)
    first = secret_key(file)
    keep_secret(file)
    assert secret_key(file) == first
    assert len(first) > 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_secret_that_could_not_be_written_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError("full")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(OSError, match="full"):
            keep_secret(tmp_path / "secret")
    assert list(tmp_path.iterdir()) == []
    keep_secret(tmp_path / "secret")
    assert secret_key(tmp_path / "secret")


def test_without_a_file_each_process_has_a_secret_of_its_own(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "none") != secret_key(tmp_path / "none")
