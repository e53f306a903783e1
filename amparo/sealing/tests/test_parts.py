from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt

from amparo.base.problems import CannotOpen
from amparo.sealing.keys import new_content_key
from amparo.sealing.padding import pad, padded_size, unpad
from amparo.sealing.parts import PartContext, open_part, seal_part

KEY = new_content_key()
HERE = PartContext(UUID(int=1), UUID(int=2), "raise", UUID(int=3), "sealed")
SEALED = seal_part("¡Sí!".encode(), KEY, HERE)
OVERHEAD = 1 + 24 + 32 + 16


@given(st.binary(max_size=2000))
def test_a_part_opens_where_it_was_sealed(plaintext: bytes) -> None:
    assert open_part(seal_part(plaintext, KEY, HERE), KEY, HERE) == plaintext


@given(st.integers(0, len(SEALED) * 8 - 1))
def test_a_part_with_any_one_bit_flipped_does_not_open(bit: int) -> None:
    changed = bytearray(SEALED)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(CannotOpen):
        open_part(bytes(changed), KEY, HERE)


@given(st.integers(0, len(SEALED) - 1))
def test_a_part_cut_short_or_made_longer_does_not_open(length: int) -> None:
    for changed in (SEALED[:length], SEALED[length + 1 :], SEALED + SEALED[:1]):
        with pytest.raises(CannotOpen):
            open_part(changed, KEY, HERE)


@given(st.binary(max_size=600))
def test_noise_does_not_open(noise: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_part(b"\x01" + noise, KEY, HERE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(HERE, dossier=UUID(int=9)),
        replace(HERE, entry=UUID(int=9)),
        replace(HERE, step="arrive"),
        replace(HERE, author=UUID(int=9)),
        replace(HERE, part_class="reporter"),
        replace(HERE, dossier=HERE.entry, entry=HERE.dossier),
        replace(HERE, step='raise","x'),
    ],
)
def test_a_part_moved_to_another_place_does_not_open(elsewhere: PartContext) -> None:
    with pytest.raises(CannotOpen):
        open_part(SEALED, KEY, elsewhere)


@pytest.mark.parametrize(
    "key",
    [new_content_key(), bytes(32), b"", KEY[:31], KEY + b"x"],
    ids=["another", "zeros", "none", "too short", "too long"],
)
def test_another_key_does_not_open_a_part(key: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_part(SEALED, key, HERE)


def test_sealing_twice_shows_nothing_of_being_the_same() -> None:
    again = seal_part("¡Sí!".encode(), KEY, HERE)
    assert again[1:] != SEALED[1:]
    assert not set(again[1:25]) <= {0}
    assert again[1:25] != SEALED[1:25]


def test_a_part_that_does_not_commit_to_its_key_is_refused() -> None:
    nonce = bytes(24)
    raw = crypto_aead_xchacha20poly1305_ietf_encrypt(pad(b"two tales"), HERE.bound(), nonce, KEY)
    with pytest.raises(CannotOpen):
        open_part(b"\x01" + nonce + raw, KEY, HERE)


def test_a_yes_and_a_paragraph_are_sealed_to_the_same_length() -> None:
    lengths = {len(seal_part(b"a" * size, KEY, HERE)) for size in (0, 2, 100, 511)}
    assert lengths == {512 + OVERHEAD}


@given(st.integers(0, 300_000))
def test_size_classes_hide_the_length_and_waste_little(length: int) -> None:
    size = padded_size(length)
    assert length < size <= max(512, min(2 * (length + 1), length + 65_536))
    assert size % 65_536 == 0 if size > 65_536 else size in {512 << n for n in range(8)}
    assert padded_size(size - 1) == size


@given(st.binary(max_size=1200).map(lambda b: b + b"\x80\x00"))
def test_padding_is_taken_off_exactly(message: bytes) -> None:
    assert unpad(pad(message)) == message


@pytest.mark.parametrize(
    "padded",
    [b"", bytes(512), b"\x80" + bytes(510), b"a\x80" + bytes(1022), pad(b"a") + bytes(512)],
)
def test_padding_that_nobody_writes_is_refused(padded: bytes) -> None:
    with pytest.raises(CannotOpen):
        unpad(padded)
