"""A voice note: its letter first, then its pieces from whoever brings them; heard at the desk."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any
from unittest.mock import patch
from uuid import UUID

from amparo.base.canonical import canonical_json
from amparo.base.ids import new_id
from amparo.dossiers.actions.erasing import erase
from amparo.dossiers.actions.media import come_of, drop_broken, open_media, take_piece
from amparo.dossiers.models import Dossier, Media, MediaPiece
from amparo.forms.answers import by_class
from amparo.phone.tests.wrongs import ANSWERS
from amparo.protocols.pack import ALL, REPORTER
from amparo.sealing.envelope import enclose
from tests.phone import letters
from tests.phone.handset import Handset
from tests.phone.letters import Draft, raise_concern
from tests.world import World

Enrolled = Callable[..., Handset]
KEY = b"\x07" * 32
PLAIN = [b"OggS first half ", b"and second"]
ACTIONS = (come_of, drop_broken, open_media, take_piece)


def pieces_of(media: UUID, plain: list[bytes] = PLAIN) -> list[bytes]:
    return [
        enclose(said, KEY, canonical_json(["amparo/media/1", str(media), n, len(plain)]))
        for n, said in enumerate(plain)
    ]


def spoken(phone: Handset, world: World, media: UUID, pieces: list[bytes]) -> None:
    """Raise a concern whose words were said aloud."""
    said = {"media": str(media), "key": KEY.hex(), "kind": "audio/ogg"}
    named = ([str(media), len(pieces), sha256(b"".join(pieces)).hexdigest()],)

    def with_voice(*asked: Any) -> dict[str, Any]:  # noqa: ANN401  # as by_class
        split: dict[str, Any] = dict(by_class(*asked))
        return {**split, "sealed": {**split["sealed"], "words_said": said}}

    def with_media(*said: Any, **more: Any) -> letters.Draft:  # noqa: ANN401  # as Draft
        return replace(Draft(*said, **more), media=named)

    with patch.object(letters, "by_class", with_voice), patch.object(letters, "Draft", with_media):
        raise_concern(phone, world.pack, ANSWERS, world.clock.at)


def put(phone: Handset, media: UUID, number: int, piece: bytes) -> tuple[int, dict[str, object]]:
    status, body = phone.signed("PUT", f"/phone/media/{media}/{number}", piece)
    return status, json.loads(body)


def test_a_voice_note_comes_in_pieces_and_is_heard_at_the_desk(
    world: World, enrolled: Enrolled
) -> None:
    phone, other, media = enrolled(), enrolled("lucia"), new_id(world.clock.at)
    pieces = pieces_of(media)
    spoken(phone, world, media, pieces)
    assert phone.signed("GET", f"/phone/media/{media}")[0] == 404
    phone.sync()
    assert phone.results == ["accepted"]
    assert put(phone, media, 1, pieces[1]) == (200, {"v": 1, "have": [1]})
    assert put(phone, media, 1, pieces[1])[0] == 200
    assert put(phone, media, 1, pieces[0]) == (409, {"v": 1, "error": "taken"})
    assert put(phone, media, 2, pieces[1])[0] == 404
    case = Dossier.objects.get(protocol="case")
    heard = f"/dossiers/{case.pk}/recordings/{media}/"
    ana = world.signed_in("ana")
    assert ana.get(heard).status_code == 404
    assert put(other, media, 0, pieces[0]) == (200, {"v": 1, "have": [0, 1], "whole": True})
    page = ana.get(f"/dossiers/{case.pk}/file/").content.decode()
    assert heard in page
    assert KEY.hex() not in page
    answer = ana.get(heard)
    assert (answer.content, answer["Content-Type"]) == (b"".join(PLAIN), "audio/ogg")
    assert world.signed_in("rosa").get(heard).status_code == 404
    assert world.signed_in("beto").get(heard).status_code == 404


def test_what_is_no_recording_is_handed_over_as_bytes_alone(
    world: World, enrolled: Enrolled
) -> None:
    phone, media = enrolled(), new_id(world.clock.at)
    pieces = pieces_of(media, [b"<script>alert(1)</script>"])
    spoken(phone, world, media, pieces)
    phone.sync()
    assert put(phone, media, 0, pieces[0])[1]["whole"] is True
    case = Dossier.objects.get(protocol="case")
    answer = world.signed_in("ana").get(f"/dossiers/{case.pk}/recordings/{media}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert 'filename="application.bin"' in answer["Content-Disposition"]


def test_pieces_that_are_not_what_was_signed_are_thrown_away(
    world: World, enrolled: Enrolled
) -> None:
    phone, media = enrolled(), new_id(world.clock.at)
    pieces = pieces_of(media)
    spoken(phone, world, media, pieces)
    phone.sync()
    put(phone, media, 0, b"something else")
    assert put(phone, media, 1, b"and else") == (409, {"v": 1, "error": "garbage"})
    assert come_of(media).have == ()
    for number, piece in enumerate(pieces):
        status, _answer = put(phone, media, number, piece)
    assert status == 200
    assert Media.objects.get().whole_at


def test_a_recording_is_destroyed_with_the_words_that_open_it(
    world: World, enrolled: Enrolled
) -> None:
    phone, media = enrolled(), new_id(world.clock.at)
    pieces = pieces_of(media)
    spoken(phone, world, media, pieces)
    phone.sync()
    for number, piece in enumerate(pieces):
        put(phone, media, number, piece)
    case = Dossier.objects.get(protocol="case")
    erase(case, "raiser", REPORTER, by=None, at=world.clock.at)
    assert MediaPiece.objects.count() == len(pieces)
    erase(case, "whole", ALL, by=None, at=world.clock.at)
    assert not MediaPiece.objects.exists()
    assert put(phone, media, 0, pieces[0])[0] == 404
