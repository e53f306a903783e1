"""A member's dialogue: hers alone, without names. Her group has no part in it."""

from datetime import datetime
from uuid import UUID

from amparo.dossiers.actions.own import Own, begin_own
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author, Can
from amparo.forms.values import Values

DIALOGUE, FIRST = "dialogue", "gate"
"""The protocol, and the step with which one begins: the questions that come first."""

OWN = Own(DIALOGUE, FIRST, Can.HOLD_DIALOGUE)


def begin_dialogue(id: UUID, values: Values, area: str, *, by: Author, at: datetime) -> Dossier:
    """Begin a dialogue with the answers to its first questions; see `begin_own`."""
    return begin_own(OWN, id, values, area, by=by, at=at)
