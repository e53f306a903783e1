"""What outside witnesses are given: the newest checkpoint, and proof that the log only grew."""

import secrets

from amparo.audit.models import Checkpoint, Leaf
from amparo.base.canonical import sha256
from amparo.sealing.merkle import Proof, consistency_proof
from amparo.trust.models import Cosignature, Witness

BEARER = "Bearer "


def witness_of(authorization: str) -> Witness | None:
    """Return the witness whose token this is; None for everybody else."""
    if not authorization.startswith(BEARER):
        return None
    return Witness.objects.filter(token_hash=hash_of(authorization.removeprefix(BEARER))).first()


def new_token() -> str:
    """Return a fresh token, to be handed over once."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hex()


def newest_note() -> str:
    """Return the newest checkpoint with what witnesses signed under it; empty before the first."""
    newest = Checkpoint.objects.order_by("-size").first()
    if newest is None:
        return ""
    lines = Cosignature.objects.filter(checkpoint=newest).order_by("witness")
    return newest.note + "".join(lines.values_list("line", flat=True))


def proof_between(first: int, second: int) -> Proof:
    """Return what shows that the tree of one size was only added to until another.

    Raises:
        Malformed: the tree never had these sizes.
    """
    hashes = Leaf.objects.filter(seq__lt=second).order_by("seq").values_list("hash", flat=True)
    return consistency_proof(first, second, map(bytes, hashes.iterator()))
