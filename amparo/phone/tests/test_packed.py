"""What a phone sends packed is read like what it sends plain; what would burst is refused."""

import gzip
import json
from collections.abc import Callable
from uuid import uuid4

import pytest

from amparo.base.problems import Malformed
from amparo.sealing.frames import LARGEST_SENT, MAGIC, inflated, write_frame
from tests.phone.handset import Handset

Enrolled = Callable[..., Handset]
FRAME = write_frame({"want": [str(uuid4()) for _ in range(50)]})


@pytest.mark.parametrize("sent", [FRAME, gzip.compress(FRAME)])
def test_packed_or_plain_it_is_the_same(sent: bytes) -> None:
    assert inflated(sent) == FRAME


@pytest.mark.parametrize(
    "sent",
    [
        gzip.compress(bytes(LARGEST_SENT + 1)),
        gzip.compress(bytes(500 * LARGEST_SENT)),
        gzip.compress(FRAME)[:-1],
        gzip.compress(FRAME) + b"x",
        b"\x1f\x8bno gzip",
    ],
    ids=["a byte too large", "a bomb", "half", "more behind it", "none"],
)
def test_what_is_no_gzip_or_would_burst_is_garbage(sent: bytes) -> None:
    with pytest.raises(Malformed):
        inflated(sent)


def test_a_bomb_is_told_as_garbage_and_the_next_request_is_answered(enrolled: Enrolled) -> None:
    phone = enrolled()
    bomb = gzip.compress(bytes(8 * LARGEST_SENT))
    status, said = phone.signed("POST", "/phone/sync", bomb)
    assert (status, b"garbage" in said) == (400, True)
    assert phone.signed("POST", "/phone/sync", gzip.compress(phone.asks()))[0] == 200
    assert phone.sync() == 200


def test_what_is_larger_than_anything_is_told_as_a_phone_reads_it(enrolled: Enrolled) -> None:
    status, said = enrolled().signed("POST", "/phone/sync", bytes(8 * 1024 * 1024 + 1))
    assert (status, json.loads(said)) == (413, {"v": 1, "error": "large"})


def test_a_cursor_that_no_browser_can_read_again_is_garbage(enrolled: Enrolled) -> None:
    phone, said_so = enrolled(), b'{"cursor":9007199254740992}'
    asks = MAGIC + len(said_so).to_bytes(4, "big") + said_so
    status, said = phone.signed("POST", "/phone/sync", asks)
    assert (status, json.loads(said)["error"]) == (400, "garbage")
    assert phone.sync() == 200
