import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.base.canonical import sha256
from amparo.base.problems import Malformed
from amparo.sealing.merkle import (
    EMPTY_ROOT,
    Frontier,
    ProofFails,
    check_consistency,
    check_inclusion,
    consistency_proof,
    frontier_of,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
)

LEAVES = [leaf_hash(f"entry {number}".encode()) for number in range(41)]
ROOTS = [root(LEAVES[:size]) for size in range(42)]
SIZES = range(1, 42)


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word: the slow way."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"")
    half = max(2**n for n in range(10) if 2**n < len(leaves))
    return node_hash(by_definition(leaves[:half]), by_definition(leaves[half:]))


def test_the_frontier_gives_the_root_of_the_definition_at_every_size() -> None:
    frontier = Frontier()
    for size in range(42):
        assert frontier.size == size
        assert frontier.root() == by_definition(LEAVES[:size]) == ROOTS[size]
        assert len(frontier.hashes) == size.bit_count()
        frontier = frontier.add(LEAVES[size % 41])


def test_a_leaf_never_passes_for_a_node() -> None:
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hash(b"") != EMPTY_ROOT


def test_the_proofs_are_those_that_rfc_6962_draws_for_seven_leaves() -> None:
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l_ = node_hash(g, h), node_hash(i, j)
    seven = LEAVES[:7]
    assert inclusion_proof(0, seven) == (b, h, l_)
    assert inclusion_proof(3, seven) == (c, g, l_)
    assert inclusion_proof(4, seven) == (f, j, k)
    assert inclusion_proof(6, seven) == (i, k)
    assert consistency_proof(3, 7, seven) == (c, d, g, l_)
    assert consistency_proof(4, 7, seven) == (l_,)
    assert consistency_proof(6, 7, seven) == (i, j, k)


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_is_proved_at_its_place_and_nowhere_else(size: int) -> None:
    for index in range(size):
        proof = inclusion_proof(index, LEAVES[:size])
        check_inclusion(LEAVES[index], index, size, proof, ROOTS[size])
        for wrong in {(index + 1) % size, (index + size // 2) % size, size, -1} - {index}:
            with pytest.raises(ProofFails):
                check_inclusion(LEAVES[index], wrong, size, proof, ROOTS[size])


@pytest.mark.parametrize("second", range(42))
def test_every_earlier_size_is_proved_consistent(second: int) -> None:
    for first in range(second + 1):
        proof = consistency_proof(first, second, LEAVES)
        check_consistency(first, second, ROOTS[first], ROOTS[second], proof)
        assert len(proof) <= 2 * max(second.bit_length(), 1)


@pytest.mark.parametrize("second", SIZES)
def test_a_rewritten_past_is_never_proved(second: int) -> None:
    for first in range(1, second + 1):
        rewritten = [leaf_hash(b"forged"), *LEAVES[1:second]]
        proof = consistency_proof(first, second, rewritten)
        with pytest.raises(ProofFails):
            check_consistency(first, second, ROOTS[first], root(rewritten), proof)


@given(st.data())
def test_a_proof_with_one_step_changed_dropped_or_added_fails(data: st.DataObject) -> None:
    second = data.draw(st.integers(3, 41))
    first = data.draw(st.integers(1, second - 1))
    index = data.draw(st.integers(0, second - 1))
    consistent = consistency_proof(first, second, LEAVES)
    included = inclusion_proof(index, LEAVES[:second])
    for changed in surgery(data, consistent):
        with pytest.raises(ProofFails):
            check_consistency(first, second, ROOTS[first], ROOTS[second], changed)
    for changed in surgery(data, included):
        with pytest.raises(ProofFails):
            check_inclusion(LEAVES[index], index, second, changed, ROOTS[second])


def surgery(data: st.DataObject, proof: tuple[bytes, ...]) -> list[list[bytes]]:
    step = data.draw(st.integers(0, len(proof) - 1))
    before, here, after = list(proof[:step]), proof[step], list(proof[step + 1 :])
    other = data.draw(st.binary(min_size=32, max_size=32).filter(lambda some: some != here))
    return [
        [*before, other, *after],
        [*before, *after],
        [*before, other, here, *after],
        [*proof, other],
    ]


@pytest.mark.parametrize(
    ("first", "second", "proof"),
    [(5, 3, 3), (-1, 3, 0), (3, 5, 0), (0, 5, 1), (4, 4, 1), (9, 9, 0)],
)
def test_sizes_that_make_no_sense_prove_nothing(first: int, second: int, proof: int) -> None:
    with pytest.raises(ProofFails):
        check_consistency(first, second, ROOTS[abs(first)], ROOTS[second + 1], LEAVES[:proof])


def test_an_empty_log_with_another_root_proves_nothing() -> None:
    check_consistency(0, 5, EMPTY_ROOT, ROOTS[5], ())
    with pytest.raises(ProofFails):
        check_consistency(0, 5, ROOTS[1], ROOTS[5], ())


def test_what_the_log_never_had_has_no_proof() -> None:
    for index in (-1, 5):
        with pytest.raises(Malformed):
            inclusion_proof(index, LEAVES[:5])
    for size in (-1, 6):
        with pytest.raises(Malformed):
            consistency_proof(size, 5, LEAVES)
    for first in (0, 2, 5, 6):
        with pytest.raises(Malformed):
            consistency_proof(first, 6, iter(LEAVES[:5]))


@given(st.integers(0, 41), st.integers(0, 41))
def test_a_frontier_taken_up_again_goes_on_as_if_never_put_down(one: int, two: int) -> None:
    early, late = sorted((one, two))
    kept = frontier_of(LEAVES[:early])
    frontier = Frontier(kept.size, tuple(bytes(step) for step in kept.hashes))
    for leaf in LEAVES[early:late]:
        frontier = frontier.add(leaf)
    assert frontier == frontier_of(LEAVES[:late])
