"""Writes tests/vectors/phone.json:  python -m tests.vectors.write_phone

What only phones need of docs/SYNC.md: frames, boxes on the way up and down, what is signed, check
words, the footprint, a piece of a recording. The keys belong to nobody. Written once: a format
that changed would be another number.
"""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from amparo.base.canonical import canonical_json, sha256
from amparo.dossiers.posted import signed_bytes
from amparo.phone.rules import footprint_of
from amparo.sealing.check_words import WORDS, check_words
from amparo.sealing.envelope import enclose
from amparo.sealing.frames import seal_feed, seal_letter, write_frame
from amparo.sealing.hkdf import hkdf
from amparo.sealing.signing import sign, signing_public_of
from tests.vectors.write_sealing import pair, shown, signing_pair

FILE = Path(__file__).with_name("phone.json")
ONE, TWO = (UUID(int=0x01970000_0000_7000_8000_000000000000 + n) for n in range(2))


def written() -> dict[str, Any]:
    """Return all of it; boxes differ each time, since they hold a one-time key."""
    post, account, signing = pair("post"), pair("phone account"), signing_pair("phone signing")
    said = {"cursor": 12, "footprint": "9f86d081884c7d65", "want": [str(ONE)]}
    frame = write_frame(said, [b"", b"\x00\x01\xff"])
    author = hkdf(account.private, info=b"amparo/author/1")
    keys = (signing.public, signing_public_of(author), account.public)
    root = signing_pair("root").public
    request = ["amparo/request/1", "POST", "/phone/sync", str(ONE), sha256(frame).hex()]
    return {
        "keys": {"post": shown(post), "account": shown(account), "signing": shown(signing)},
        "author": {"private": author.hex(), "public": signing_public_of(author).hex()},
        "frame": {"said": said, "blobs": ["", "0001ff"], "written": frame.hex()},
        "letter_box": seal_letter(frame, post.public).hex(),
        "feed_box": seal_feed(frame, account.public).hex(),
        "letter": _letter(author),
        "request": {
            "signed": canonical_json(request).hex(),
            "signature": sign(signing.private, canonical_json(request)).hex(),
        },
        "check": {
            "root": root.hex(),
            "handset": str(TWO),
            "words": list(check_words(root, keys, TWO)),
            "all": list(WORDS),
        },
        "footprints": [
            {"held": [], "footprint": footprint_of({})},
            {"held": [[str(TWO), 1], [str(ONE), 12]], "footprint": footprint_of({TWO: 1, ONE: 12})},
        ],
        "media": _media(),
    }


def _letter(author: bytes) -> dict[str, Any]:
    letter = {"v": 1, "id": str(ONE), "step": "raise", "coded": "00" * 32}
    blobs = [b"ciphertext", b"box"]
    signed = signed_bytes(letter, blobs)
    return {
        "said": letter,
        "blobs": [blob.hex() for blob in blobs],
        "signed": signed.hex(),
        "signature": sign(author, signed).hex(),
    }


def _media() -> dict[str, Any]:
    context = canonical_json(["amparo/media/1", str(ONE), 0, 1])
    return {
        "id": str(ONE),
        "key": "07" * 32,
        "piece": enclose(b"a voice", b"\x07" * 32, context).hex(),
        "plain": b"a voice".hex(),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(written(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
