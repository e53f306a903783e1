"""Plays what the demo's files say of concerns: each act by the action that its page would call.

Whoever acts must be able to see what they act on, as at the desk.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from amparo.base.ids import derived_id, new_id
from amparo.config.demo.answers import answered
from amparo.config.demo.beside import ask_name, open_file
from amparo.config.demo.caring import call
from amparo.config.demo.data import Founding
from amparo.config.demo.doing import CASE, Doing, home_of, step_in
from amparo.config.demo.founding import World
from amparo.config.demo.plan import CALLED, RAISED, Event
from amparo.config.demo.script import Act, Script
from amparo.desk.districts import district_of
from amparo.desk.taking import step_meant
from amparo.dossiers.actions.arrivals import register_arrival
from amparo.dossiers.actions.care import DEBRIEF
from amparo.dossiers.actions.concerns import raise_concern
from amparo.dossiers.actions.earlier import look_for_earlier
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.actions.readings import read_call_back, read_dossier
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.actions.supervision import assign, declare_conflict
from amparo.dossiers.models import Dossier, Party
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import SERVICE, Author, Letter
from amparo.system.readers import reader_for
from amparo.system.rules import OFFICER, SUPERVISOR
from amparo.trust.rules import Reader

IN_EMERGENCY = "opens_in_emergency"

SIBLING, REFERRED = "sibling", "referred"
"""What an act's `on` says where it is about another child's case, or one that was referred."""


@dataclass
class Stage:
    """The world, the situation that each concern of the files became, and the call it owes."""

    world: World
    situations: dict[str, UUID] = field(default_factory=dict)
    calls: dict[str, UUID] = field(default_factory=dict)


def play(stage: Stage, script: Script, event: Event) -> None:
    """Let one thing happen to a concern."""
    if event.act.does == RAISED:
        _raise(stage, script, event.at)
    elif event.act.does == CALLED:
        call(stage.world, stage.calls[script.key], event.at)
    else:
        for doing in _doings(stage, script, event):
            OTHER_THAN_STEPS.get(event.act.does, _take)(doing)


def _raise(stage: Stage, script: Script, at: datetime) -> None:
    world = stage.world
    home = home_of(world.demo, script.by)
    raising = _raising(world, script, home, at)
    account, body = world.people[script.by].id, world.bodies[home.key].id
    if script.stamped:
        typed_by = Author("receiver", OFFICER, account, body)
        stage.situations[script.key] = register_arrival(raising, by=typed_by, at=at).case.situation
    else:
        raiser = Author("raiser", "vetted", account, body)
        stage.situations[script.key] = raise_concern(raising, by=raiser, at=at).situation
        stage.calls[script.key] = derived_id(raising.id, DEBRIEF)


def _raising(world: World, script: Script, home: Founding, at: datetime) -> Raising:
    """Return a concern as a member sends it, or as an officer types it for somebody."""
    form = world.pack.forms[world.pack.routes.form]
    usual = world.demo.usual["raise"]
    said = {**usual["all"], **usual[script.like], **script.says}
    values = answered(world.pack, form, said, at)
    concern = Raising(
        id=new_id(at),
        values=values,
        district=district_of(values, (), home.area),
        raised_by=world.people[script.by].id,
        kept_accounts=frozenset(world.people[who].id for who in script.kept),
        companion=world.people[script.companion].id if script.companion else None,
    )
    if not script.stamped:
        return concern
    stamped = world.moment(script.stamped, at)
    office = world.bodies[home.key].id
    return replace(concern, raised_by=None, office=office, stamped=stamped)


def _doings(stage: Stage, script: Script, event: Event) -> list[Doing]:
    """Return an act once for each case that it is about; the office's own if it names none."""
    office = home_of(stage.world.demo, event.act.who)
    account = stage.world.people[event.act.who]
    role = _role(stage.world, office, event.act)
    by = Author(SERVICE, role, account.id, stage.world.bodies[office.key].id)
    reader = reader_for(account, event.at)
    seen = _seen(event.act, role, reader)
    mine = seen.filter(protocol=CASE, situation=stage.situations[script.key])
    cases = [_case(mine, stage.world, by, on, event) for on in event.act.on or ("",)]
    return [Doing(stage.world, _meant(case, event.act), event.act, by, event.at) for case in cases]


def _seen(act: Act, role: str, reader: Reader) -> DossierQuerySet:
    """Return what somebody can see to act on, as the page would that does it."""
    if act.does == IN_EMERGENCY:
        return Dossier.objects.openable_in_emergency(reader)
    if role == SUPERVISOR:
        return Dossier.objects.under_supervision_of(reader)
    return Dossier.objects.in_full(reader)


def _meant(case: Dossier, act: Act) -> Dossier:
    """Return the case, or what was opened from it, whose step it is."""
    protocol, _ = step_in(act.does)
    return case if protocol == CASE else Dossier.objects.get(came_from=case, protocol=protocol)


def _case(mine: DossierQuerySet, world: World, by: Author, on: str, event: Event) -> Dossier:
    """Return the case that an act is about, if whoever acts can see it."""
    if on == SIBLING:
        found = mine.filter(parties__body=by.body, came_from__isnull=True)
    elif on == REFERRED:
        found = mine.filter(parties__body=by.body, came_from__protocol="referral")
    else:
        party = Party.objects.filter(key=SERVICE, body=by.body)
        stands_for = party.filter(for_body=world.bodies[on].id if on else None)
        found = mine.filter(came_from__isnull=False, parties__in=stands_for)
    case = found.order_by("opened_at", "pk").first()
    if case is None:
        key = event.script.key if event.script else ""
        raise ValueError(f"{key} {on}: {event.act.who} sees no case to do “{event.act.does}”")
    return case


def _take(doing: Doing) -> None:
    """Take a step of the protocol with the answers that are usual, but for those said."""
    _, step = step_in(doing.act.does)
    values = doing.values(step)
    service = doing.case.parties.get(key=SERVICE)
    letter = Letter(
        id=new_id(doing.at),
        step=step_meant(step, values, standing_of(doing.case, doing.at)),
        values=values,
        said_at=doing.at,
        on_behalf_of=service.for_body_id if step == "relay_answer" else None,
        addressed=tuple(_named(doing.world, key) for key in doing.act.to),
    )
    append_entry(doing.case, letter, by=doing.by, at=doing.at)
    if values.get("conflict") == "me" and doing.by.account:
        own = Kept(accounts=frozenset({doing.by.account}), reason="own_tie")
        declare_conflict(doing.case, own, by=doing.by, at=doing.at)


def _named(world: World, key: str) -> UUID:
    """Return an office or a person that a step names."""
    found: UUID = world.bodies[key].id if key in world.bodies else world.people[key].id
    return found


def _read(doing: Doing) -> None:
    keyring = doing.world.keyring(doing.act.who)
    read_dossier(doing.case, keyring, by=doing.by, at=doing.at)


def _call_back(doing: Doing) -> None:
    keyring = doing.world.keyring(doing.act.who)
    read_call_back(doing.case, keyring, by=doing.by, at=doing.at)


def _look(doing: Doing) -> None:
    look_for_earlier(doing.case, doing.act.says["name"], by=doing.by, at=doing.at)


def _assign(doing: Doing) -> None:
    worker, deputy = (*(doing.world.people[who].id for who in doing.act.to), None)[:2]
    if worker is None:
        raise ValueError("Nobody is named to assign it to.")
    assign(doing.case, worker, deputy, entry_id=new_id(doing.at), by=doing.by, at=doing.at)


def _keep_out(doing: Doing) -> None:
    people, bodies = doing.world.people, doing.world.bodies
    kept = Kept(
        bodies=frozenset(bodies[key].id for key in doing.act.to if key in bodies),
        accounts=frozenset(people[key].id for key in doing.act.to if key in people),
        reason=doing.act.says["reason"],
    )
    declare_conflict(doing.case, kept, by=doing.by, at=doing.at)


OTHER_THAN_STEPS: Mapping[str, Callable[[Doing], None]] = {
    "reads": _read,
    "calls_back": _call_back,
    "looks": _look,
    "assigns": _assign,
    "keeps_out": _keep_out,
    IN_EMERGENCY: open_file,
    "asks_name": ask_name,
}
"""What an act does where it is no step of the protocol."""


def _role(world: World, office: Founding, act: Act) -> str:
    """Return the role in which somebody does this in their office."""
    if act.does in OTHER_THAN_STEPS:
        return SUPERVISOR if act.does in OF_SUPERVISORS else OFFICER
    protocol, step = step_in(act.does)
    able = world.pack.protocols[protocol].steps[step].by
    return next(role for role in office.members[act.who] if f"{SERVICE}:{role}" in able)


OF_SUPERVISORS = frozenset(("assigns", "keeps_out"))
