"""What the passing time tells: one file that is broken holds up neither the others nor the log."""

from io import StringIO

import pytest
from django.core.management import call_command

from amparo.audit.models import Pending
from amparo.dossiers.actions.escalations import NotAllTold, escalate_missed
from amparo.dossiers.models import Dossier, Escalation
from amparo.system.models import StoredPack
from tests.world import World


@pytest.fixture
def both(world: World) -> tuple[Dossier, Dossier]:
    """Two cases that nobody has opened for two days; the older follows a pack that was changed."""
    broken, whole = (world.case_of(world.raise_concern()) for _ in range(2))
    StoredPack.objects.create(
        hash="0" * 64, compiled=b"{}", key="xx", version="1", installed_at=world.clock.at
    )
    Dossier.objects.filter(pk=broken.pk).update(pack="0" * 64)
    world.clock.move(days=2)
    return broken, whole


def test_a_broken_file_is_told_of_after_all_others_were_told(
    world: World, both: tuple[Dossier, Dossier], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(NotAllTold, match="clocks: 1"):
        escalate_missed(at=world.clock.at)
    assert {row.dossier for row in Escalation.objects.all()} == {both[1]}
    assert "could not be looked at" in caplog.text


@pytest.mark.usefixtures("both")
def test_the_log_is_numbered_all_the_same() -> None:
    with pytest.raises(NotAllTold):
        call_command("tick", stdout=StringIO())
    assert not Pending.objects.exists()
