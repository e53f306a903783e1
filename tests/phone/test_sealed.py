"""What the phone seals opens here, and what is sealed here opens there."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from amparo.base.canonical import canonical_json, sha256
from amparo.base.ids import derived_id
from amparo.sealing.envelope import disclose
from amparo.sealing.hkdf import hkdf
from amparo.sealing.keys import KeyPair, new_content_key, new_key_pair, open_with, seal_to
from amparo.sealing.padding import unpad
from amparo.sealing.parts import PartContext, open_part
from amparo.sealing.signing import new_signing_pair, verify
from tests.phone.node import node

Json = Any
MESSAGE = "¿Dónde? 😀"
IDS = [UUID(int=0x01970000_0000_7000_8000_000000000000 + n) for n in range(6)]
PLACE = PartContext(IDS[0], IDS[1], "raise", IDS[2], "sealed")


class Asked:
    """The keys given to the phone, and what it made with them."""

    def __init__(self, folder: Path) -> None:
        self.holder, self.post = new_key_pair(), new_key_pair()
        self.writer, self.key = new_signing_pair(), new_content_key()
        question = folder / "asked.json"
        question.write_text(json.dumps(self.asked()), encoding="utf-8")
        self.made: Json = json.loads(node("run.mjs", "testing/sealed.ts", str(question)))

    def asked(self) -> Mapping[str, str]:
        return {
            "public": self.holder.public.hex(),
            "private": self.holder.private.hex(),
            "post": self.post.public.hex(),
            "seed": self.writer.private.hex(),
            "key": self.key.hex(),
            "message": MESSAGE,
            "box": seal_to(self.holder.public, MESSAGE.encode()).hex(),
        }

    def made_bytes(self, name: str) -> bytes:
        return bytes.fromhex(self.made[name])


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return Asked(tmp_path_factory.mktemp("phone"))


def frame(data: bytes) -> tuple[Json, list[bytes]]:
    """Read a frame, as docs say it is written."""
    assert data[:4] == b"AMP1"
    parts, at = [], 4
    while at < len(data):
        end = at + 4 + int.from_bytes(data[at : at + 4])
        parts.append(data[at + 4 : end])
        at = end
    assert at == len(data)
    return json.loads(parts[0]), parts[1:]


def test_boxes_envelopes_and_parts_open_on_the_other_side(asked: Asked) -> None:
    assert asked.made["opened"] == MESSAGE
    assert open_with(asked.holder.private, asked.made_bytes("box")).decode() == MESSAGE
    assert disclose(asked.made_bytes("envelope"), asked.key, b"a context").decode() == MESSAGE
    assert open_part(asked.made_bytes("part"), asked.key, PLACE).decode() == MESSAGE


def test_signatures_and_derived_values_are_the_same(asked: Asked) -> None:
    made = asked.made
    assert asked.made_bytes("signing") == asked.writer.public
    verify(asked.writer.public, MESSAGE.encode(), asked.made_bytes("signature"))
    assert made["derived"] == str(derived_id(IDS[0], "raise"))
    assert asked.made_bytes("hkdf") == hkdf(asked.key, info=b"amparo/author/1")
    wanted = {"ñ": 1, "😀": 2, "\ufb33": 3, "b": [True, None, '\u2028\u007f"\\/\u0001'], "a": 0}
    assert made["canonical"].encode() == canonical_json(wanted)


def test_a_request_is_signed_as_the_server_reads_it(asked: Asked) -> None:
    headers = asked.made["headers"]
    device = str(IDS[5])
    assert headers["Amparo-Device"] == device
    said = ["amparo/request/1", "POST", "/phone/sync", device, sha256(b"body").hex()]
    signature = base64.urlsafe_b64decode(headers["Amparo-Signature"] + "==")
    verify(asked.writer.public, canonical_json(said), signature)


def opened_letter(asked: Asked, post: KeyPair) -> tuple[Json, list[bytes]]:
    return frame(unpad(open_with(post.private, asked.made_bytes("letter"))))


def test_a_letter_opens_with_the_post_key_and_is_signed_as_a_whole(asked: Asked) -> None:
    said, blobs = opened_letter(asked, asked.post)
    signature, *rest = blobs
    signed = canonical_json(["amparo/letter/1", said["letter"], sha256(b"".join(rest)).hex()])
    verify(asked.writer.public, signed, signature)
    assert asked.made["stub"]["hash"] == sha256(asked.made_bytes("letter")).hex()
    assert said["letter"]["said_at"] == "2027-05-14T14:15:00.000000Z"
    assert said["letter"]["parts"] == [["sealed", [[str(IDS[4]), 7]]]]
    assert said["by"] == "author"


def test_a_letters_parts_open_for_whom_they_are_sealed_to(asked: Asked) -> None:
    _, (_, ciphertext, wrap) = opened_letter(asked, asked.post)
    key = open_with(asked.holder.private, wrap)
    answers = json.loads(open_part(ciphertext, key, PLACE))
    assert answers == {"words": "ñ 😀", "rows": [{"age": "a6_11"}]}


def test_media_opens_piece_by_piece(asked: Asked) -> None:
    pieces = [bytes.fromhex(piece) for piece in asked.made["pieces"]]
    opened = [
        disclose(piece, asked.key, canonical_json(["amparo/media/1", str(IDS[3]), n, len(pieces)]))
        for n, piece in enumerate(pieces)
    ]
    assert b"".join(opened) == b"\x07" * 40_000 == b"\x07" * asked.made["whole"]
    said, _ = opened_letter(asked, asked.post)
    assert said["letter"]["media"] == [[str(IDS[3]), 3, sha256(b"".join(pieces)).hex()]]
