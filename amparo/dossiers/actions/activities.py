"""What a group did, as a member of it notes: ticks alone. Only its author sees a single one."""

from datetime import datetime
from uuid import UUID

from amparo.base.ids import derived_id
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.own import Own, begin_own
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import Author, Can, Letter
from amparo.forms.values import Values

ACTIVITY, NOTE, TAKE_BACK = "activity", "note", "take_back"
"""The protocol, and its two steps."""

OWN = Own(ACTIVITY, NOTE, Can.RECORD_ACTIVITY)


def note_activity(id: UUID, values: Values, area: str, *, by: Author, at: datetime) -> Dossier:
    """Note what a group did; see `begin_own`."""
    return begin_own(OWN, id, values, area, by=by, at=at)


def take_back_activity(activity: Dossier, *, by: Author, at: datetime) -> Entry:
    """Take back what was noted wrongly: it stays in the journal and is counted nowhere.

    Pressed twice it is taken back once. What was published before stays as it was.
    """
    letter = Letter(derived_id(activity.pk, TAKE_BACK), TAKE_BACK, {}, said_at=at)
    return append_entry(activity, letter, by=by, at=at)
