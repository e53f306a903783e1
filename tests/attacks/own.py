"""What a member wrote down for herself; her group sees nothing of it."""

from uuid import UUID

from amparo.base.ids import new_id
from amparo.dossiers.actions.activities import note_activity
from amparo.dossiers.actions.dialogues import begin_dialogue
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author, Letter
from tests.journeys.conciliating import QUALIFIED
from tests.world import DISTRICT, World


def asked_of_rosa(world: World, case: Dossier) -> UUID:
    """What ana asks of rosa and lucia, and both have said yes."""
    at, people = world.clock.at, world.people
    asked = asked_of_two(world, case)
    for who, party, step in (("rosa", "member", "accept"), ("lucia", "second", "accept_too")):
        by = Author(party, "vetted", people[who].id)
        append_entry(asked, Letter(new_id(at), step, {}, said_at=at), by=by, at=at)
    return asked.id


def asked_of_two(world: World, case: Dossier) -> Dossier:
    """What ana asks of rosa and lucia, from a case whose danger was weighed as low."""
    at, people = world.clock.at, world.people
    world.take(case, "qualify", None, **{**QUALIFIED, "alleged_tie": "nobody"})
    world.take(case, "weigh", risk_level="low")
    two = (people["rosa"].id, people["lucia"].id)
    letter = Letter(new_id(at), "look_in", ASKED, said_at=at, addressed=two)
    append_entry(case, letter, by=world.officer(), at=at)
    return Dossier.objects.get(protocol="accompaniment", came_from=case)


ASKED = {
    "home_violence": "no",
    "look_in_family": "yes",
    "look_in_child": "yes",
    "look_in_task": "be_near",
    "visit_rhythm": "week",
    "look_until": "2027-12-31",
    "child_called": "MARK-ASKEDOF",
    "good_hour_place": "MARK-PLACE",
}


def written_by_rosa(world: World) -> dict[str, UUID]:
    """A dialogue that rosa holds, and an activity that she noted."""
    by, at = Author("member", "vetted", world.people["rosa"].id), world.clock.at
    talk = begin_dialogue(new_id(at), {"any_fear": "no"}, DISTRICT, by=by, at=at)
    done = note_activity(new_id(at), {"activity_kind": "talk"}, DISTRICT, by=by, at=at)
    return {"dialogue": talk.id, "activity": done.id}
