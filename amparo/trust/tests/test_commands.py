from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from amparo.audit.actions import number, record
from amparo.audit.verify import verify
from amparo.sealing.directory import LONGEST
from amparo.trust.directory import current_directory_key
from amparo.trust.log import log_signer, sign_log
from tests.founding import BEGUN_AT, begin_at

pytestmark = pytest.mark.django_db


def told(*command: str) -> str:
    said = StringIO()
    call_command(*command, stdout=said)
    return said.getvalue()


def test_renewing_says_until_when(tmp_path: Path, settings: Settings) -> None:
    begin_at(tmp_path, settings, timezone.now() - timedelta(days=80))
    said = told("directory_renew", str(tmp_path / "offline"))
    ends = current_directory_key().valid_to
    assert ends > timezone.now() + LONGEST - timedelta(minutes=1)
    assert f"until {ends:%Y-%m-%d}" in said


@pytest.mark.usefixtures("deployment")
def test_the_deployment_s_own_checkpoints_are_believed() -> None:
    record("refer", None, by=None, at=BEGUN_AT)
    number()
    made = sign_log(at=BEGUN_AT)
    assert made is not None
    assert verify(log_signer(), [made.note]) == ()
    assert made.note.startswith(log_signer().key_name)
