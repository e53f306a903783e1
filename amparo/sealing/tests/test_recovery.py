from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.base.problems import CannotOpen, Malformed
from amparo.sealing.keys import KeyPair, new_key_pair, open_with
from amparo.sealing.recovery import RecoveryShares, recover, split

LOST = new_key_pair()
HOLDERS = tuple(new_key_pair() for _ in range(3))
A, B, C = HOLDERS
SHARES = split(LOST.private, (A.public, B.public, C.public))
BOXES = (SHARES.ab, SHARES.ac, SHARES.bc)


@pytest.mark.parametrize(("first", "second"), [*permutations(HOLDERS, 2)])
def test_each_two_holders_bring_the_key_back_in_either_order(
    first: KeyPair, second: KeyPair
) -> None:
    assert recover(SHARES, first, second) == LOST.private


@pytest.mark.parametrize("alone", HOLDERS)
def test_one_holder_alone_never_does(alone: KeyPair) -> None:
    for second in (alone, new_key_pair()):
        with pytest.raises(CannotOpen):
            recover(SHARES, alone, second)
        with pytest.raises(CannotOpen):
            recover(SHARES, second, alone)


@pytest.mark.parametrize("alone", HOLDERS)
def test_what_one_holder_opens_is_still_closed(alone: KeyPair) -> None:
    opened = []
    for box in BOXES:
        try:
            opened.append(open_with(alone.private, box))
        except CannotOpen:
            opened.append(box)
    assert all(LOST.private not in layer for layer in opened)
    assert [len(box) for box in BOXES] == [130, 130, 130]


def test_recovery_does_not_begin_with_a_holder_twice() -> None:
    with pytest.raises(Malformed):
        split(LOST.private, (A.public, B.public, A.public))


@given(st.sampled_from(["ab", "ac", "bc"]), st.integers(0, 130 * 8 - 1))
def test_a_changed_box_brings_no_false_key(name: str, bit: int) -> None:
    changed = bytearray(getattr(SHARES, name))
    changed[bit // 8] ^= 1 << bit % 8
    boxes = {"ab": b"", "ac": b"", "bc": b"", name: bytes(changed)}
    for first, second in permutations(HOLDERS, 2):
        with pytest.raises(CannotOpen):
            recover(RecoveryShares(**boxes), first, second)
