"""A photo of an activity: removed for good, and never one with a face."""

import json
from collections.abc import Callable

import pytest

from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.dossiers.actions.photos import remove_photo
from amparo.dossiers.models import Dossier, Media, MediaPiece, Wrap
from amparo.dossiers.rules import Author
from amparo.system.care import offices_of
from tests.phone.handset import Handset
from tests.phone.showing import show
from tests.world import World

Enrolled = Callable[..., Handset]


def test_what_is_removed_opens_for_nobody_and_does_not_come_again(
    world: World, enrolled: Enrolled
) -> None:
    phone, media = enrolled(), new_id(world.clock.at)
    dossier, piece = show(phone, world, media)
    phone.sync()
    phone.signed("PUT", f"/phone/media/{media}/0", piece)
    ana = world.signed_in("ana")
    page = f"/activities/photos/{dossier}/"
    assert ana.post(page).status_code == 302
    assert not Wrap.objects.filter(part__entry__dossier=dossier).exists()
    assert not MediaPiece.objects.exists()
    assert Record.objects.filter(can="drop_media", subject=dossier).count() == 1
    assert str(dossier) not in ana.get("/activities/photos/").content.decode()
    assert "Nobody can open it" in ana.get(page).content.decode()
    assert ana.get(f"/dossiers/{dossier}/recordings/{media}/").status_code == 404
    status, said = phone.signed("PUT", f"/phone/media/{media}/0", piece)
    assert (status, json.loads(said)["whole"]) == (200, True)
    assert not MediaPiece.objects.exists()


def test_neither_the_removal_nor_its_record_stays_if_the_other_fails(
    world: World, enrolled: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, media = enrolled(), new_id(world.clock.at)
    dossier, piece = show(phone, world, media)
    phone.sync()
    phone.signed("PUT", f"/phone/media/{media}/0", piece)

    def fails(*_said: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("amparo.dossiers.actions.photos.record", fails)
    by = Author("service", "officer", world.people["ana"].id, world.bodies["demuna"].pk)
    with pytest.raises(RuntimeError):
        remove_photo(Dossier.objects.get(pk=dossier), by=by, at=world.clock.at)
    assert MediaPiece.objects.count() == 1
    assert Media.objects.get().whole_at
    assert not Dossier.objects.get(pk=dossier).entries.filter(step="remove").exists()


def test_a_face_is_refused_by_the_server_too_and_another_office_gets_no_photo(
    world: World, enrolled: Enrolled
) -> None:
    phone, at = enrolled(), world.clock.at
    assert phone.places["office"] == str(world.bodies["demuna"].pk)
    assert world.bodies["demuna"].pk == next(offices_of(world.bodies["group"].pk, at))
    face, _piece = show(phone, world, new_id(at), face="yes")
    show(phone, world, new_id(at), to=str(world.bodies["desk_1810"].pk))
    phone.sync()
    assert phone.results == ["refused:gate", "refused:to"]
    assert not Dossier.objects.filter(pk=face).exists()
