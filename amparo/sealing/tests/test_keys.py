import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.base.problems import BadSignature, CannotOpen, Malformed
from amparo.sealing.circles import hand_on, join, take
from amparo.sealing.hkdf import hkdf
from amparo.sealing.keys import (
    new_content_key,
    new_key_pair,
    open_with,
    seal_to,
)
from amparo.sealing.signing import new_signing_pair, sign, verify
from amparo.sealing.unlocked import carry, pick_up

HOLDER = new_key_pair()
STRANGER = new_key_pair()
BOX = seal_to(HOLDER.public, b"a content key")
SIGNER = new_signing_pair()
SIGNATURE = sign(SIGNER.private, b"said")


@given(st.binary(max_size=500))
def test_the_holder_opens_a_box_and_its_overhead_is_fixed(message: bytes) -> None:
    box = seal_to(HOLDER.public, message)
    assert open_with(HOLDER.private, box) == message
    assert len(box) == 49 + len(message)


def test_a_stranger_opens_nothing() -> None:
    with pytest.raises(CannotOpen):
        open_with(STRANGER.private, BOX)


@given(st.integers(0, len(BOX) * 8 - 1))
def test_a_box_with_any_one_bit_flipped_does_not_open(bit: int) -> None:
    changed = bytearray(BOX)
    changed[bit // 8] ^= 1 << bit % 8
    # X25519 ignores the top bit of a public key (RFC 7748); the nonce, made of all of it, does not.
    with pytest.raises(CannotOpen):
        open_with(HOLDER.private, bytes(changed))


@given(st.integers(0, len(BOX) - 1))
def test_a_box_cut_short_does_not_open(length: int) -> None:
    with pytest.raises(CannotOpen):
        open_with(HOLDER.private, BOX[:length])


@pytest.mark.parametrize("private", [b"", bytes(31), bytes(33)])
def test_what_is_no_private_key_opens_nothing(private: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_with(private, BOX)


@pytest.mark.parametrize("public", [b"", bytes(32), b"\x01" + bytes(31), bytes(33)])
def test_nothing_is_sealed_to_a_key_that_everybody_or_nobody_holds(public: bytes) -> None:
    with pytest.raises(Malformed):
        seal_to(public, b"a content key")


def test_keys_do_not_show_their_private_half() -> None:
    for pair in (HOLDER, SIGNER):
        assert repr(pair.private) not in repr(pair)
        assert "private" not in repr(pair)
    assert new_key_pair() != new_key_pair()
    assert len(new_content_key()) == 32
    assert new_content_key() != new_content_key()


@given(st.integers(0, 64 * 8 - 1))
def test_a_signature_with_one_bit_flipped_is_bad(bit: int) -> None:
    changed = bytearray(SIGNATURE)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadSignature):
        verify(SIGNER.public, b"said", bytes(changed))


def test_a_signature_fits_one_message_and_one_signer() -> None:
    verify(SIGNER.public, b"said", SIGNATURE)
    bad = [
        (SIGNER.public, b"says", SIGNATURE),
        (new_signing_pair().public, b"said", SIGNATURE),
        (SIGNER.public, b"said", SIGNATURE[:63]),
        (SIGNER.public, b"said", b""),
        (b"", b"said", SIGNATURE),
    ]
    for public, message, signature in bad:
        with pytest.raises(BadSignature):
            verify(public, message, signature)


def test_a_member_reaches_every_epoch_before_hers_and_none_after() -> None:
    first, second, third = new_key_pair(), new_key_pair(), new_key_pair()
    joined = take(HOLDER.private, join(second.private, HOLDER.public), second.public)
    assert take(joined, hand_on(first.private, second.public), first.public) == first.private
    with pytest.raises(CannotOpen):
        open_with(joined, hand_on(joined, third.public))


def test_an_epoch_key_that_the_directory_does_not_know_is_not_taken() -> None:
    planted = new_key_pair()
    with pytest.raises(CannotOpen):
        take(HOLDER.private, join(planted.private, HOLDER.public), new_key_pair().public)
    with pytest.raises(CannotOpen):
        take(HOLDER.private, seal_to(HOLDER.public, b"short"), planted.public)


def test_an_unlocked_key_needs_its_cookie_and_its_session() -> None:
    cookie, sealed = carry(HOLDER.private)
    other_cookie, other_sealed = carry(HOLDER.private)
    assert pick_up(cookie, sealed) == HOLDER.private
    assert len(cookie) == 43
    assert HOLDER.private not in sealed
    for wrong in ((other_cookie, sealed), (cookie, other_sealed), (cookie, sealed[:-1])):
        with pytest.raises(CannotOpen):
            pick_up(*wrong)


@given(st.text(max_size=50))
def test_any_other_cookie_is_refused_clearly(cookie: str) -> None:
    _, sealed = carry(HOLDER.private)
    with pytest.raises(CannotOpen):
        pick_up(cookie, sealed)


@given(st.integers(0, 255 * 32))
def test_a_longer_derived_key_begins_with_the_shorter(length: int) -> None:
    derived = hkdf(b"secret", info=b"use", length=length)
    assert len(derived) == length
    assert hkdf(b"secret", info=b"use", length=255 * 32).startswith(derived)
