"""A small site and somebody who may sign in there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from amparo.trust.models import Account
from amparo.trust.tests import site
from amparo.trust.tests.people import person


@pytest.fixture
def small_site(settings: Settings) -> Iterator[None]:
    settings.MIDDLEWARE = site.MIDDLEWARE
    settings.LOGIN_URL = "trust:sign_in"
    yield
    site.GRANTS.clear()


@pytest.fixture
def ana(deployment: Path, quick_passphrases: None) -> Account:  # noqa: ARG001
    return person("ana.demo")
