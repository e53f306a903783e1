"""A witness's line under a checkpoint, and what it must not sign after what it signed before."""

import pytest

from amparo.base.problems import BadSignature, Malformed
from amparo.sealing.checkpoint import Checkpoint, read_note, sign_note, write_checkpoint
from amparo.sealing.cosignature import (
    Forked,
    RolledBack,
    Seen,
    check_follows,
    cosign,
    read_cosignature,
)
from amparo.sealing.merkle import consistency_proof, leaf_hash, root
from amparo.sealing.signing import new_signing_pair

LOG, WITNESS = new_signing_pair(), new_signing_pair()
LEAVES = [leaf_hash(bytes([each])) for each in range(20)]


def note_of(size: int) -> str:
    return sign_note(write_checkpoint("log", size, root(LEAVES[:size])), "log", LOG.private)


def body_of(note: str) -> str:
    return note.rpartition("\n\n")[0] + "\n"


def seen(size: int) -> Checkpoint:
    return Checkpoint("log", size, root(LEAVES[:size]))


def test_it_is_read_back_and_the_logs_own_line_still_is() -> None:
    note = note_of(5)
    signed = note + cosign(body_of(note), "ombudsman", WITNESS.private, 1_800_000_000)
    assert read_cosignature(signed, "ombudsman", WITNESS.public) == Seen("ombudsman", 1_800_000_000)
    assert read_note(signed, "log", LOG.public) == seen(5)


@pytest.mark.parametrize("change", ["name", "key", "body", "time"])
def test_with_anything_changed_it_is_no_cosignature(change: str) -> None:
    note = note_of(5)
    seconds = 7
    line = cosign(body_of(note), "ombudsman", WITNESS.private, seconds)
    other = cosign(body_of(note_of(6)), "ombudsman", WITNESS.private, seconds)
    public = LOG.public if change == "key" else WITNESS.public
    name = "other" if change == "name" else "ombudsman"
    signed = note + (other if change in {"body", "time"} else line)
    with pytest.raises(BadSignature):
        read_cosignature(signed, name, public)


@pytest.mark.parametrize("name", ["", "two words", "plus+sign"])
def test_a_name_that_can_not_stand_in_a_line_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        cosign("log\n1\nx\n", name, WITNESS.private, 1)


@pytest.mark.parametrize(("last", "new"), [(1, 20), (8, 9), (7, 20), (20, 20)])
def test_a_log_that_only_grew_follows(last: int, new: int) -> None:
    proof = consistency_proof(last, new, LEAVES)
    check_follows(seen(last), seen(new), () if last == new else proof)


def test_a_shorter_log_was_rolled_back() -> None:
    with pytest.raises(RolledBack):
        check_follows(seen(9), seen(8), ())


def test_another_history_is_a_fork_as_long_or_longer() -> None:
    other = [leaf_hash(b"other"), *LEAVES[1:]]
    with pytest.raises(Forked):
        check_follows(seen(9), Checkpoint("log", 9, root(other[:9])), ())
    proof = consistency_proof(9, 12, other)
    with pytest.raises(Forked):
        check_follows(seen(9), Checkpoint("log", 12, root(other[:12])), proof)
