"""What phones and the server have agreed on stays as it was written once."""

import json

import pytest

from amparo.base.problems import CannotOpen, Malformed
from amparo.sealing.envelope import disclose
from amparo.sealing.frames import open_feed, open_letter, read_frame
from tests.vectors.write_phone import FILE, written

KEPT = json.loads(FILE.read_text(encoding="utf-8"))
SEALED_ANEW = {"letter_box", "feed_box", "media"}


def private(name: str) -> bytes:
    return bytes.fromhex(KEPT["keys"][name]["private"])


def test_what_is_written_now_is_what_was_written_then() -> None:
    now = json.loads(json.dumps(written()))
    assert {k: v for k, v in now.items() if k not in SEALED_ANEW} == {
        k: v for k, v in KEPT.items() if k not in SEALED_ANEW
    }


def test_what_was_sealed_once_opens_still() -> None:
    frame = bytes.fromhex(KEPT["frame"]["written"])
    assert open_letter(bytes.fromhex(KEPT["letter_box"]), private("post")) == frame
    assert open_feed(bytes.fromhex(KEPT["feed_box"]), private("account")) == frame
    media = KEPT["media"]
    context = f'["amparo/media/1","{media["id"]}",0,1]'.encode()
    piece, key = bytes.fromhex(media["piece"]), bytes.fromhex(media["key"])
    assert disclose(piece, key, context).hex() == media["plain"]
    read = read_frame(frame)
    assert dict(read.said) == KEPT["frame"]["said"]
    assert [blob.hex() for blob in read.blobs] == KEPT["frame"]["blobs"]


@pytest.mark.parametrize("cut", [1, 4, 9, 20])
def test_half_a_frame_is_none(cut: int) -> None:
    frame = bytes.fromhex(KEPT["frame"]["written"])
    for broken in (frame[:-cut], frame + b"\x00", b"<!doctype html>"):
        with pytest.raises(Malformed):
            read_frame(broken)


def test_a_box_for_somebody_else_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        open_letter(bytes.fromhex(KEPT["feed_box"]), private("post"))
    with pytest.raises(CannotOpen):
        open_feed(bytes.fromhex(KEPT["letter_box"]), private("account"))
