"""Letters that are not as they should be, one thing wrong in each."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from amparo.base.canonical import canonical_json, sha256
from amparo.sealing.frames import seal_letter, write_frame
from amparo.sealing.signing import new_signing_pair, sign
from tests.phone import letters
from tests.phone.handset import Handset
from tests.phone.letters import posted, raise_concern
from tests.world import QUIET, World

ANSWERS = {**QUIET, "route_class": "service", "week": "2027-W19"}
Said = dict[str, Any]
Wrong = Callable[[Said, list[bytes], Said], object]


def written(phone: Handset, world: World) -> dict[str, Any]:
    """Write a concern and return what its letter is made of, before it is sealed."""
    kept: dict[str, Any] = {}

    def keep(_phone: Handset, said: Any, blobs: Any, beside: Any) -> bytes:  # noqa: ANN401
        full = {name: value for name, value in beside.items() if value != ""}
        kept.update(said=said, blobs=blobs, beside=full)
        return b""

    with patch.object(letters, "posted", keep):
        raise_concern(phone, world.pack, ANSWERS, world.clock.at)
    phone.outbox = []
    return kept


def altered(phone: Handset, letter: Mapping[str, Any], wrong: Wrong) -> bytes:
    """Return a letter that its own phone signed, with one thing changed before."""
    said, blobs, beside = letter["said"], list(letter["blobs"]), deepcopy(letter["beside"])
    copy: Said = deepcopy(said)
    wrong(copy, blobs, beside)
    return posted(phone, copy, blobs, beside)


def forged(phone: Handset, letter: Mapping[str, Any]) -> bytes:
    """Return a letter of this phone that somebody else has signed."""
    said, blobs = letter["said"], letter["blobs"]
    message = canonical_json(["amparo/letter/1", said, sha256(b"".join(blobs)).hex()])
    whole = {"letter": said, "by": "author", **letter["beside"]}
    frame = write_frame(whole, [sign(new_signing_pair().private, message), *blobs])
    return seal_letter(frame, bytes.fromhex(phone.places["post"][0]))


def _set(name: str, value: Any) -> Wrong:  # noqa: ANN401  # whatever JSON holds
    return lambda said, _blobs, _beside: said.update({name: value})


def _open(name: str, value: Any) -> Wrong:  # noqa: ANN401  # whatever JSON holds
    return lambda said, _blobs, _beside: said["opens"].update({name: value})


WRONGS: Mapping[str, tuple[Wrong, str]] = {
    "another device": (_set("device", str(uuid4())), "stranger"),
    "another author": (_set("author", str(uuid4())), "signature"),
    "no such step": (_set("step", "receipt"), "step"),
    "a step of others": (_set("step", "read"), "step"),
    "no such pack": (_set("pack", "0" * 64), "pack"),
    "another dossier": (_set("dossier", str(uuid4())), "place"),
    "no dossier": (_set("opens", None), "place"),
    "a protocol of offices": (_open("protocol", "case"), "step"),
    "no such place": (_open("area", "PE999999"), "to"),
    "a word of one's own": (_open("word", "JUANITA"), "word"),
    "kept, and sent there": (_open("kept_kinds", ["demuna"]), "kept"),
    "kept, what can't be": (_open("kept_kinds", ["mimp"]), "kept"),
    "a coded answer too many": (
        lambda said, _blobs, beside: _coded(said, beside, {"signs": ["sexual"]}),
        "form",
    ),
    "a coded answer that is no choice": (
        lambda said, _blobs, beside: _coded(said, beside, {"danger_now": "perhaps"}),
        "form",
    ),
    "a coded answer that is not the signed one": (
        lambda _said, _blobs, beside: beside["coded"].update({"danger_now": "now"}),
        "garbage",
    ),
    "a needed answer missing": (
        lambda said, _blobs, beside: _coded(said, beside, {}, without="danger_now"),
        "form",
    ),
    "locked for another office": (
        lambda said, _blobs, _beside: said["parts"][0][1][0].__setitem__(0, str(uuid4())),
        "key",
    ),
    "locked for no key that ever was": (
        lambda said, _blobs, _beside: said["parts"][0][1][0].__setitem__(1, 7),
        "key",
    ),
    "a blob too few": (lambda _said, blobs, _beside: blobs.pop(), "garbage"),
    "a blob too many": (lambda _said, blobs, _beside: blobs.append(b"x"), "garbage"),
}


def _coded(said: Said, beside: Said, more: Said, without: str = "") -> None:
    import hashlib  # noqa: PLC0415
    import hmac  # noqa: PLC0415

    coded = {**beside["coded"], **more}
    coded.pop(without, None)
    beside["coded"] = coded
    salt = bytes.fromhex(beside["salt"])
    said["coded"] = hmac.digest(salt, canonical_json(coded), hashlib.sha256).hex()
