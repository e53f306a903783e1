"""The deployment's signature under the log: made here, because trust has the keys."""

from datetime import datetime

from amparo.audit.actions import make_checkpoint
from amparo.audit.models import Checkpoint
from amparo.audit.verify import Signer
from amparo.trust.key_files import KeyFor, server_key


def log_signer() -> Signer:
    """Return whose checkpoints are believed.

    The name holds a part of the root's public key: a witness of several deployments tells them
    apart.
    """
    root = server_key(KeyFor.ROOT_PUBLIC).public
    return Signer(f"amparo.{root.hex()[:16]}", server_key(KeyFor.CHECKPOINT).public)


def sign_log(*, at: datetime) -> Checkpoint | None:
    """Sign the log as far as it is numbered; None where nothing was numbered since."""
    return make_checkpoint(at, log_signer().key_name, server_key(KeyFor.CHECKPOINT).private)
