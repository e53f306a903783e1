"""A photo of an activity, put into the outbox of a phone as its app does."""

from hashlib import sha256
from unittest.mock import patch
from uuid import UUID, uuid4

from amparo.base.canonical import canonical_json
from amparo.dossiers.actions.beginning import PHOTO
from amparo.sealing.envelope import enclose
from tests.phone import letters
from tests.phone.handset import Handset
from tests.phone.letters import Draft
from tests.world import World

KEY = b"\x08" * 32
JPEG = b"\xff\xd8\xff\xe0 made up"
PLACE = "MARK-photo_place"


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
        "sealed": {"photo_kind": "talk", "photo_place": PLACE, "photo": said},
    }
    dossier = uuid4()
    draft = Draft(dossier, "show", {}, PHOTO, UUID(office), opens, media=named)
    with patch.object(letters, "by_class", lambda *_said: split):
        phone.outbox.append(letters.letter(phone, world.pack, draft, world.clock.at))
    return dossier, piece
