"""Stands in for sealing: everything lies open, and every key opens everything.

No setting does this; only a test can. Who may see what must not depend on it.
"""

import pytest

from amparo.trust.keyring import Keyring

OPEN_TO_ALL = bytes(32)


def without_sealing(patch: pytest.MonkeyPatch) -> None:
    """Take the sealing of dossiers and drafts away; signing in stays as it is."""
    patch.setattr("amparo.dossiers.actions.parts.seal_part", lambda text, *_: text)
    patch.setattr("amparo.dossiers.actions.parts.seal_to", lambda _, key: key)
    patch.setattr("amparo.dossiers.actions.readings.open_part", lambda text, *_: text)
    patch.setattr("amparo.dossiers.actions.readings.open_with", lambda _, box: box)
    patch.setattr("amparo.dossiers.actions.drafts.seal_to", lambda _, text: text)
    patch.setattr("amparo.dossiers.actions.drafts.open_with", lambda _, box: box)
    held = Keyring.private_of
    patch.setattr(Keyring, "private_of", lambda ring, epoch: held(ring, epoch) or OPEN_TO_ALL)
