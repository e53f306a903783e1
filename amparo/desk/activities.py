"""What a member noted of her group's activities, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.wording import Said, in_words
from amparo.dossiers.actions.activities import ACTIVITY, NOTE, TAKE_BACK
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import from_json
from amparo.system.packs import pack_by_hash


@dataclass(frozen=True)
class Activity:
    """One activity: what it was, the rest of what was answered, and whether it still counts."""

    id: UUID
    kind: str
    facts: tuple[Said, ...]
    noted_at: datetime
    is_taken_back: bool


def activity_of(noted: Dossier) -> Activity:
    """Return an activity in words."""
    pack = pack_by_hash(noted.pack_id)
    entries = {entry.step: entry for entry in noted.entries.all()}
    form = pack.forms[pack.protocols[ACTIVITY].steps[NOTE].form]
    kind, *facts = in_words(form, from_json(entries[NOTE].coded))
    return Activity(noted.id, kind.answer, tuple(facts), noted.opened_at, TAKE_BACK in entries)
