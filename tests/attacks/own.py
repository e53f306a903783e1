"""What a member wrote down for herself; her group sees nothing of it."""

from uuid import UUID

from amparo.base.ids import new_id
from amparo.dossiers.actions.activities import note_activity
from amparo.dossiers.actions.dialogues import begin_dialogue
from amparo.dossiers.rules import Author
from tests.world import DISTRICT, World


def written_by_rosa(world: World) -> dict[str, UUID]:
    """A dialogue that rosa holds, and an activity that she noted."""
    by, at = Author("member", "vetted", world.people["rosa"].id), world.clock.at
    talk = begin_dialogue(new_id(at), {"any_fear": "no"}, DISTRICT, by=by, at=at)
    done = note_activity(new_id(at), {"activity_kind": "talk"}, DISTRICT, by=by, at=at)
    return {"dialogue": talk.id, "activity": done.id}
