"""A deployment that people reach by https: what its settings say then."""

import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

SETTINGS = Path(settings.PROJECT) / "amparo" / "config" / "settings.py"
A_YEAR = 365 * 24 * 60 * 60


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Mapping[str, Any]:
    monkeypatch.setenv("AMPARO_HOME", str(tmp_path))
    monkeypatch.setenv("AMPARO_HOST", "desk.example")
    monkeypatch.delenv("AMPARO_HTTPS", raising=False)
    return runpy.run_path(str(SETTINGS))


def test_every_cookie_has_a_name_that_only_this_host_can_set(said: Mapping[str, Any]) -> None:
    names = {text for name, text in said.items() if name.endswith("_COOKIE_NAME")}
    assert len(names) == 5
    assert {name[:7] for name in names} == {"__Host-"}
    secure = {text for name, text in said.items() if name.endswith("_COOKIE_SECURE")}
    assert secure == {True}


def test_a_browser_never_comes_without_it_again_for_a_year(said: Mapping[str, Any]) -> None:
    assert said["SECURE_SSL_REDIRECT"]
    assert said["SECURE_HSTS_SECONDS"] >= A_YEAR
    assert said["SECURE_HSTS_INCLUDE_SUBDOMAINS"]


def test_messages_lie_in_the_cookie_that_the_settings_name() -> None:
    from django.contrib.messages.storage import default_storage  # noqa: PLC0415
    from django.http import HttpRequest  # noqa: PLC0415

    storage = default_storage(HttpRequest())
    assert getattr(storage, "cookie_name", "") == settings.MESSAGES_COOKIE_NAME
