"""A deployment with its keys, at a throw-away place, for tests that need one."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from pytest_django.fixtures import Settings

from amparo.trust.actions.deployment import begin_deployment
from amparo.trust.models import Deployment

BEGUN_AT = datetime(2027, 5, 3, 13, 0, tzinfo=UTC)
"""When the deployment of the tests began; its directory holds for ninety days from here."""


def begin_at(home: Path, changed: Settings, at: datetime = BEGUN_AT) -> Deployment:
    """Hold the founding ceremony of a demo; what is taken away lies in `offline`."""
    changed.AMPARO = replace(settings.AMPARO, home=home, is_demo=True)
    return begin_deployment(home / "offline", at=at, demo=True)


def quick_stretch(secret: bytes, salt: bytes, **_cost: object) -> bytes:
    """Stand in for Argon2id where a test is about something else: same length, no work."""
    return hashlib.sha256(salt + secret).digest()
