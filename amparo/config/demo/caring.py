"""Plays care for those who help, and what members do without any office."""

from datetime import datetime
from uuid import UUID

from amparo.base.ids import new_id
from amparo.config.demo.doing import home_of, step_in, values_of
from amparo.config.demo.founding import World
from amparo.config.demo.script import Act
from amparo.dossiers.actions.accompanying import ACCOMPANIMENT, author_among
from amparo.dossiers.actions.activities import ACTIVITY, NOTE, note_activity
from amparo.dossiers.actions.care import DEBRIEF, THREAT, Threat, tell_of_threat
from amparo.dossiers.actions.dialogues import DIALOGUE, FIRST, begin_dialogue
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.sessions import SUPERVISION, hold_session
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import MEMBER, OFFICE, SERVICE, Author, Letter
from amparo.system.rules import OFFICER, SUPERVISOR

CALL = "call"


def call(world: World, owed: UUID, at: datetime) -> None:
    """Make a call that is owed to a member, as the office that owes it; where none is, do nothing.

    Somewhere nobody outside the community can call, and none was promised.
    """
    found = Dossier.objects.filter(pk=owed).first()
    if found is None:
        return
    body = found.parties.get(key=SERVICE).body_id
    office = next(each for each in world.demo.bodies if world.bodies[each.key].id == body)
    who = next(who for who, roles in office.members.items() if OFFICER in roles)
    by = Author(SERVICE, OFFICER, world.people[who].id, body)
    values = values_of(world, DEBRIEF, CALL, {}, at)
    append_entry(found, Letter(new_id(at), CALL, values, said_at=at), by=by, at=at)


def hold(world: World, act: Act, at: datetime) -> None:
    """Note a weekly session with somebody of the office."""
    step = step_in(act.does)[1]
    letter = Letter(new_id(at), step, values_of(world, SUPERVISION, step, act.says, at), said_at=at)
    office = world.bodies[home_of(world.demo, act.who).key]
    by = Author(OFFICE, SUPERVISOR, world.people[act.who].id, office.id)
    hold_session(world.people[act.to[0]].id, letter, by=by, at=at)


def tell(world: World, act: Act, at: datetime) -> None:
    """Tell, as a member, that one is threatened or afraid."""
    group = world.bodies[home_of(world.demo, act.who).key]
    values = values_of(world, THREAT, "tell", act.says, at)
    by = Author(MEMBER, "vetted", world.people[act.who].id, group.id)
    tell_of_threat(Threat(new_id(at), values), by=by, at=at)


def talk(world: World, act: Act, at: datetime) -> None:
    """Begin a member's dialogue, or go on with the newest one."""
    step = step_in(act.does)[1]
    values = values_of(world, DIALOGUE, step, act.says, at)
    account, id_of_page = world.people[act.who].id, new_id(at)
    by = Author(MEMBER, "vetted", account)
    if step == FIRST:
        area = home_of(world.demo, act.who).area
        begin_dialogue(id_of_page, values, area, by=by, at=at)
        return
    own = Dossier.objects.filter(protocol=DIALOGUE, parties__account=account)
    letter = Letter(id_of_page, step, values, said_at=at)
    append_entry(own.latest("opened_at"), letter, by=by, at=at)


def look_in(world: World, act: Act, at: datetime) -> None:
    """Answer what an office asked of a member, or tell how a visit was."""
    step = step_in(act.does)[1]
    account = world.people[act.who].id
    asked = Dossier.objects.filter(protocol=ACCOMPANIMENT, parties__account=account)
    newest, form = asked.latest("opened_at"), world.pack.protocols[ACCOMPANIMENT].steps[step].form
    values = values_of(world, ACCOMPANIMENT, step, act.says, at) if form else {}
    by = author_among(newest, account)
    append_entry(newest, Letter(new_id(at), step, values, said_at=at), by=by, at=at)


def note(world: World, act: Act, at: datetime) -> None:
    """Note what a member's group did."""
    values = values_of(world, ACTIVITY, NOTE, act.says, at)
    by, area = Author(MEMBER, "vetted", world.people[act.who].id), home_of(world.demo, act.who).area
    note_activity(new_id(at), values, area, by=by, at=at)
