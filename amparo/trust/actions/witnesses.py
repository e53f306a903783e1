"""Name outside witnesses of the log, and keep what they sign."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.audit.models import Checkpoint
from amparo.base.problems import BadSignature, Malformed
from amparo.sealing.checkpoint import MARK, read_note
from amparo.sealing.cosignature import read_cosignature
from amparo.trust.log import log_signer
from amparo.trust.models import Cosignature, Witness
from amparo.trust.rules import Can
from amparo.trust.witnessed import hash_of, new_token

KEY_BYTES = 32


@transaction.atomic
def add_witness(name: str, public: bytes, *, by: UUID | None, at: datetime) -> str:
    """Name a witness; return its token, which is shown once and kept only as a hash.

    Raises:
        Malformed: the name can't stand under a checkpoint, is known, or the key is none.
    """
    is_name = bool(name) and "+" not in name and name.split() == [name]
    if not is_name or len(public) != KEY_BYTES or Witness.objects.filter(pk=name).exists():
        raise Malformed("A witness has a new name without spaces, and a key of 64 hex digits.")
    token = new_token()
    Witness.objects.create(name=name, public_key=public, token_hash=hash_of(token), since=at)
    record(Can.ADD_WITNESS, None, by=by, at=at, detail={"witness": name})
    return token


@transaction.atomic
def keep_cosignature(
    witness: Witness, note: str, *, by: UUID | None, at: datetime
) -> Cosignature | None:
    """Keep what a witness signed under a checkpoint of ours; sent twice it is kept once.

    Raises:
        BadSignature: it is no checkpoint of ours, or the witness did not sign it.
        Malformed: it is no checkpoint.
    """
    signer = log_signer()
    said = read_note(note, signer.key_name, signer.public)
    read_cosignature(note, witness.name, bytes(witness.public_key))
    checkpoint = Checkpoint.objects.filter(size=said.size, root=said.root).first()
    if checkpoint is None:
        raise BadSignature
    if Cosignature.objects.filter(checkpoint=checkpoint, witness=witness).exists():
        return None
    start = f"{MARK}{witness.name} "
    line = next(each for each in note.splitlines(keepends=True) if each.startswith(start))
    record(Can.COSIGN, None, by=by, at=at, detail={"witness": witness.name})
    return Cosignature.objects.create(checkpoint=checkpoint, witness=witness, line=line, at=at)
