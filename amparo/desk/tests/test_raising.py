"""Raising a concern at the desk, from the card that is heard first to the answer."""

from amparo.dossiers.models import Dossier, Draft
from tests.filling import raise_at_desk, text_of
from tests.world import World


def test_a_member_raises_a_concern_and_finds_it_with_its_code_word(world: World) -> None:
    rosa = world.signed_in("rosa")
    address = raise_at_desk(rosa)
    concern = Dossier.objects.get(protocol="concern")
    page = text_of(rosa.get(address))
    assert address == f"/concerns/{concern.pk}/"
    assert concern.code_word in page
    assert "It reached the office. No person has read it yet." in page
    assert "MARK" not in page
    assert not Draft.objects.exists()
    assert concern.code_word in text_of(rosa.get("/concerns/"))
