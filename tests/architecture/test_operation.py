"""The page of operation and the files to deploy with say only what is there."""

import configparser
import re
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings

from amparo.config.command import commands
from amparo.config.environment import HERE, Environment
from tests.architecture import source

PAGE = source.PROJECT / "docs" / "OPERATION.md"
DEPLOY = source.PROJECT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
COMMAND = re.compile(r"(?:(?<=bin/)|^ {4}|`|: {1,2})amparo ((?:[a-z]+ ?){1,2})", re.MULTILINE)
HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "UMask": "0077",
    "LimitCORE": "0",
}


def named(text: str) -> set[str]:
    """Return the commands of `amparo` that a text names, as far as they are offered."""
    known = set(commands())
    found = set()
    for words in COMMAND.findall(text):
        first, *rest = words.split()
        both = "_".join([first, *rest])
        found.add(both if both in known else first)
    return found


def test_every_command_it_names_is_there() -> None:
    texts = [PAGE, *UNITS, DEPLOY / "amparo.cron"]
    said = set(chain.from_iterable(named(path.read_text(encoding="utf-8")) for path in texts))
    assert {"backup", "backup_keys", "restore", "restore_keys", "check_deployment"} <= said
    assert sorted(said - set(commands())) == []


def test_every_file_it_names_is_there() -> None:
    files = set(re.findall(r"deploy/([\w.]+\w)", PAGE.read_text(encoding="utf-8")))
    assert len(files) > 5
    assert [name for name in files if not (DEPLOY / name).exists()] == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_gains_nothing_and_writes_nowhere_else(unit: Path) -> None:
    read = configparser.RawConfigParser(strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # as systemd has its names
    read.read_string(unit.read_text(encoding="utf-8"))
    service = dict(read["Service"])
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    assert service["User"] == "amparo"


def test_the_server_s_unit_lets_it_stretch_a_passphrase_behind_pages() -> None:
    lines = (DEPLOY / "amparo.service").read_text(encoding="utf-8").splitlines()
    filters = [line for line in lines if line.startswith("SystemCallFilter=")]
    assert filters[0] == "SystemCallFilter=@system-service", "an allow-list"
    assert filters.index("SystemCallFilter=setpriority") > 1, "given back after @resources went"


def test_the_example_of_settings_is_read(tmp_path: Path) -> None:
    lines = (DEPLOY / "amparo.env.example").read_text(encoding="utf-8").splitlines()
    said = dict(line.split("=", 1) for line in lines if line and line[0] != "#")
    here = Environment.read({name: value.strip('"') for name, value in said.items()}, tmp_path)
    assert here.is_https
    assert here.proxies == HERE
    assert here.database_url.startswith("postgresql://")
    assert here.backup_to == here.keys_to == ()


def test_both_proxies_refuse_programs_that_ask_without_https() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert f"location ~ {settings.FOR_PROGRAMS.replace('^', '^/')} {{\n        return 403;" in nginx
    named = re.search(r"@programs path (.+)", (DEPLOY / "Caddyfile").read_text(encoding="utf-8"))
    assert named
    for path in named[1].split():
        assert re.match(settings.FOR_PROGRAMS, path.lstrip("/").replace("*", "x"))
    assert len(named[1].split()) == len(re.findall(r"\w+", settings.FOR_PROGRAMS)) - 1


def test_the_example_names_every_setting() -> None:
    code = (source.PROJECT / "amparo" / "config" / "environment.py").read_text(encoding="utf-8")
    known = set(re.findall(r'env\.get\("(AMPARO_\w+)"', code)) - {"AMPARO_DEMO"}
    said = (DEPLOY / "amparo.env.example").read_text(encoding="utf-8")
    assert len(known) > 8
    assert [name for name in sorted(known) if f"{name}=" not in said] == []


def test_no_proxy_keeps_a_log_of_pages() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert nginx.count("access_log off;") == nginx.count("server {") == 2
    assert set(re.findall(r"error_log \S+ (\w+);", nginx)) == {"emerg"}
    assert "X-Real-IP $remote_addr" in nginx
    caddy = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert "output discard" in caddy
    assert "X-Real-IP {remote_host}" in caddy
