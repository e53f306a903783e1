"""A photo of an activity: shown to the group's office, opened there alone, removed for good."""

import json
from collections.abc import Callable
from hashlib import sha256
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest

from amparo.audit.models import Record
from amparo.base.canonical import canonical_json
from amparo.base.ids import new_id
from amparo.dossiers.actions.beginning import PHOTO
from amparo.dossiers.actions.photos import remove_photo
from amparo.dossiers.models import Dossier, Media, MediaPiece, Wrap
from amparo.dossiers.rules import Author
from amparo.sealing.envelope import enclose
from amparo.system.care import offices_of
from tests.phone import letters
from tests.phone.handset import Handset
from tests.phone.letters import Draft
from tests.world import World

Enrolled = Callable[..., Handset]
KEY = b"\x08" * 32
JPEG = b"\xff\xd8\xff\xe0 made up"


def show(
    phone: Handset, world: World, media: UUID, *, face: str = "no", to: str = ""
) -> tuple[UUID, bytes]:
    """Put a photo into the outbox as the app does; return its dossier and its one piece."""
    piece = enclose(JPEG, KEY, canonical_json(["amparo/media/1", str(media), 0, 1]))
    named = ([str(media), 1, sha256(piece).hexdigest()],)
    office = to or phone.places["office"]
    opens = {
        "protocol": PHOTO,
        "area": phone.places["home"],
        "to": [office, ""],
        "kept_kinds": [],
        "kept": [],
    }
    said = {"media": str(media), "key": KEY.hex(), "kind": "image/jpeg"}
    split = {
        "coded": {"child_face": face},
        "sealed": {"photo_kind": "talk", "photo_place": "Pisac", "photo": said},
    }
    dossier = uuid4()
    draft = Draft(dossier, "show", {}, PHOTO, UUID(office), opens, media=named)
    with patch.object(letters, "by_class", lambda *_said: split):
        phone.outbox.append(letters.letter(phone, world.pack, draft, world.clock.at))
    return dossier, piece


def test_a_photo_is_seen_by_the_officers_of_the_groups_office_and_every_look_is_recorded(
    world: World, enrolled: Enrolled
) -> None:
    phone, media = enrolled(), new_id(world.clock.at)
    dossier, piece = show(phone, world, media)
    phone.sync()
    assert phone.results == ["accepted"]
    ana = world.signed_in("ana")
    page = f"/activities/photos/{dossier}/"
    assert page in ana.get("/activities/photos/").content.decode()
    assert "has not come whole" in ana.get(page).content.decode()
    phone.signed("PUT", f"/phone/media/{media}/0", piece)
    shown = ana.get(page).content.decode()
    picture = f"/dossiers/{dossier}/recordings/{media}/"
    assert picture in shown
    assert "Pisac" in shown
    answer = ana.get(picture)
    assert (answer.content, answer["Content-Type"]) == (JPEG, "image/jpeg")
    assert Record.objects.filter(can="read_dossier", subject=dossier).count() == 3
    for stranger in ("gina", "elsa", "rosa"):
        client = world.signed_in(stranger)
        assert str(dossier) not in client.get("/activities/photos/").content.decode()
        assert client.get(page).status_code == 404


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
