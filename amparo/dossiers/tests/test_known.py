"""What is known of a dossier while its transaction lasts."""

import pytest

from amparo.dossiers.actions.known import know
from amparo.dossiers.models import Dossier
from amparo.dossiers.tests.conftest import World

pytestmark = pytest.mark.django_db


def test_whoever_filters_what_is_known_gets_rows_of_this_dossier_alone(world: World) -> None:
    world.raised()
    one = Dossier.objects.get(pk=world.raised().concerns[0].pk)
    know(one, parties=list(one.parties.all()))
    assert {party.dossier_id for party in one.parties.filter(key="raiser")} == {one.pk}
    assert len(one.parties.filter(key="raiser")) == 1
