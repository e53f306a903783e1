"""A world full of things that somebody else would like to see, and everybody who might try.

Each thing has a short name; the doors of `doors.py` say who may open it through which page.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.core.management import call_command

from amparo.base.ids import derived_id, new_id
from amparo.dossiers.actions.canaries import MadeUp, make_canary
from amparo.dossiers.actions.care import Threat, tell_of_threat
from amparo.dossiers.actions.concerns import raise_concern
from amparo.dossiers.actions.drafts import keep_draft
from amparo.dossiers.actions.early import ask_early
from amparo.dossiers.actions.emergency import open_in_emergency
from amparo.dossiers.actions.identities import ask_identity, decide_identity
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.actions.supervision import declare_conflict
from amparo.dossiers.models import Alert, Dossier
from amparo.dossiers.rules import Author, Letter
from amparo.forms.values import Value
from amparo.insight.actions import publish_report
from amparo.insight.periods import Period
from amparo.system.actions.bodies import found_body
from amparo.system.actions.people import propose
from amparo.system.rules import Asked
from amparo.trust.actions.accounts import create_account
from tests.attacks.conciliation import conciliation_beside
from tests.attacks.own import asked_of_rosa, written_by_rosa
from tests.attacks.people import joins, leaves
from tests.load.silence import Silent
from tests.world import DISTRICT, PASSPHRASE, QUIET, World


@dataclass
class Scene:
    """The world of an attack; `things` by name, each the id that a page's address would hold."""

    world: World
    things: dict[str, UUID] = field(default_factory=dict)

    def dossier(self, thing: str) -> Dossier:
        return Dossier.objects.get(pk=self.things[thing])


def scene_of(world: World) -> Scene:
    """Let in a few more people, and let everything happen that leaves something to see."""
    scene = Scene(world)
    _more_people(world)
    _a_missed_clock(scene)
    _a_case_and_its_concern(scene)
    _a_case_that_beto_must_not_see(scene)
    _things_of_others(scene)
    _care_for_rosa(scene)
    scene.things |= {f"worker_{who}": world.people[who].id for who in ("ana", "elsa", "carmen")}
    scene.things |= written_by_rosa(world)
    scene.things |= {"office": world.bodies["demuna"].id}
    scene.things |= {"community": world.bodies["other_group"].id}
    scene.things["look_in"] = asked_of_rosa(world, scene.dossier("kept"))
    _half_written(scene)
    _a_made_up_file(scene)
    _opened_in_an_emergency(scene)
    _asked_for(scene)
    _asked_who_raised_it(scene)
    _asked_to_delete_early(scene)
    publish_report(Period(2026, 2), by=world.people["sara"].id, at=world.clock.at)
    return scene


def raised(
    world: World, who: str = "rosa", *, group: str = "group", raising: UUID, **answers: Value
) -> UUID:
    """Raise a concern that lucia follows and tomas must not know of; return its situation."""
    sent = Raising(
        id=raising,
        values={**QUIET, **answers},
        district=DISTRICT,
        raised_by=world.people[who].id,
        kept_accounts=frozenset({world.people["tomas"].id}),
        companion=world.people["lucia"].id if who == "rosa" else None,
    )
    by = Author("raiser", "vetted", world.people[who].id, world.bodies[group].id)
    return raise_concern(sent, by=by, at=world.clock.at).situation


def case_at(situation: UUID, body: UUID) -> Dossier:
    return Dossier.objects.get(protocol="case", situation=situation, parties__body=body)


def _more_people(world: World) -> None:
    at = world.clock.at
    for name in ("nora", "otto", "paz", "sara"):
        shown = f"{name.capitalize()} (made up)"
        world.people[name] = create_account(name, shown, PASSPHRASE, by=None, at=at)
    world.bodies["other_group"] = found_body(
        "grupo",
        "Grupo de protección de Otro Qori (made up)",
        DISTRICT,
        members=[(world.people["nora"], "vetted")],
        by=None,
        at=at,
    )
    joins(world, "otto", "demuna", "officer", "ana")
    joins(world, "paz", "upe", "officer", "elsa")
    joins(world, "paz", "ministry", "oversight", "julio")
    joins(world, "sara", "ministry", "statistician", "julio")


def _a_missed_clock(scene: Scene) -> None:
    """A case that nobody opened: a clock ran out, and the ministry was told."""
    world = scene.world
    case = case_at(raised(world, raising=new_id(world.clock.at)), world.bodies["demuna"].id)
    concern = case.came_from_id
    assert concern is not None
    scene.things |= {"escalated": case.id, "escalated_concern": concern}
    world.clock.move(days=3)
    call_command("tick", verbosity=0, stdout=Silent())
    assert case.escalations.filter(level="oversight").exists()


def _a_case_and_its_concern(scene: Scene) -> None:
    """A case in ana's hands, with a receipt; otto had it before he left the office."""
    world = scene.world
    sent = new_id(world.clock.at)
    case = case_at(raised(world, raising=sent), world.bodies["demuna"].id)
    concern = case.came_from_id
    assert concern is not None
    scene.things |= {"case": case.id, "concern": concern, "sent": sent}
    read_dossier(case, world.keyring("ana"), by=world.officer(), at=world.clock.at)
    world.take(case, "receipt", world.officer(), **RECEIPT)
    world.take(case, "inquire", child_name="MARK-INQUIRED", age_band="6_8")
    world.assign(case, "otto")
    leaves(world, "otto")
    world.assign(case, "ana")


def _a_case_that_beto_must_not_see(scene: Scene) -> None:
    """A case that beto worked on until a conflict of his was declared."""
    world = scene.world
    sent = raised(world, raising=new_id(world.clock.at))
    case = case_at(sent, world.bodies["demuna"].id)
    scene.things["kept"] = case.id
    world.assign(case, "beto")
    kept = Kept(accounts=frozenset({world.people["beto"].id}), reason="family")
    declare_conflict(case, kept, by=world.supervisor(), at=world.clock.at)
    world.assign(case, "ana")
    scene.things["conciliation"] = conciliation_beside(world, case).pk


def _things_of_others(scene: Scene) -> None:
    """A case that nobody has yet, a referral, a case of another office, a concern of another."""
    world = scene.world
    demuna, upe = world.bodies["demuna"].id, world.bodies["upe"].id
    fresh = raised(world, raising=new_id(world.clock.at))
    elsewhere = raised(world, raising=new_id(world.clock.at), keep_from=("municipality",))
    other = raised(world, "nora", group="other_group", raising=new_id(world.clock.at))
    others_concern = case_at(other, demuna).came_from_id
    assert others_concern is not None
    scene.things |= {
        "fresh": case_at(fresh, demuna).id,
        "elsewhere": case_at(elsewhere, upe).id,
        "others_concern": others_concern,
        "relayed": _relayed(world).id,
    }
    letter = Letter(new_id(world.clock.at), "refer", REFERRAL, world.clock.at, addressed=(upe,))
    append_entry(scene.dossier("case"), letter, by=world.officer(), at=world.clock.at)
    referral = Dossier.objects.get(protocol="referral", came_from=scene.things["case"])
    scene.things["referral"] = referral.id


def _care_for_rosa(scene: Scene) -> None:
    """A call that is owed to her, and a threat that she told of; tomas must not know."""
    world = scene.world
    scene.things["call"] = derived_id(scene.things["sent"], "debrief")
    said: dict[str, Value] = {"keep_from": ("our_group",), "threat_when": "before"}
    threat = Threat(
        new_id(world.clock.at),
        {**said, "threat_words": "MARK-THREAT", "call_number": "MARK-NUMBER"},
        frozenset({world.people["tomas"].id}),
    )
    by = Author("member", "vetted", world.people["rosa"].id, world.bodies["group"].id)
    scene.things["threat"] = tell_of_threat(threat, by=by, at=world.clock.at).id


def _relayed(world: World) -> Dossier:
    """Raise what goes to a service without a key, and return the case of whoever stands in."""
    sent = raised(
        world,
        raising=new_id(world.clock.at),
        signs=("hurt", "sexual"),
        health_now="yes",
        person="lives_with",
        keep_from=("municipality",),
    )
    return Dossier.objects.get(
        protocol="case", situation=sent, parties__for_body=world.bodies["fiscalia"]
    )


def _opened_in_an_emergency(scene: Scene) -> None:
    """Two cases that were opened in an emergency whose time is over: by beto, and by carmen."""
    world = scene.world
    why = {"access_why": "danger_now", "access_reason": "MARK-WHY the child is at the door"}
    for thing, who, by in (
        ("opened", "beto", world.officer("beto")),
        ("opened_by_her", "carmen", world.supervisor()),
    ):
        sent = raised(world, raising=new_id(world.clock.at))
        case = case_at(sent, world.bodies["demuna"].id)
        scene.things[thing] = case.id
        ring, entry = world.keyring(who), new_id(world.clock.at)
        open_in_emergency(case, why, ring, entry_id=entry, by=by, at=world.clock.at)
    world.clock.move(hours=5)


def _a_made_up_file(scene: Scene) -> None:
    """A file that nobody should open, and that beto opened in an emergency: two are told."""
    world = scene.world
    words, known_to = MadeUp("MARK-NAME", "MARK-WORDS"), world.people["julio"].id
    office, at = world.bodies["demuna"], world.clock.at
    case = make_canary(words, office, known_to=known_to, by=None, at=at)
    scene.things["canary"] = case.pk
    why = {"access_why": "other", "access_reason": "MARK-WHY to look what is in there"}
    by, entry = world.officer("beto"), new_id(at)
    open_in_emergency(case, why, world.keyring("beto"), entry_id=entry, by=by, at=at)
    for alert in Alert.objects.all():
        thing = "alert" if alert.told_id == office.pk else "alert_above"
        scene.things[thing] = alert.pk


def _asked_for(scene: Scene) -> None:
    """The supervisor has asked that a colleague who lost the factor may begin anew."""
    world = scene.world
    account, by = world.people["beto"], world.people["carmen"].id
    scene.things["colleague"] = account.id
    scene.things["member"] = world.people["rosa"].id
    asked = propose(world.bodies["demuna"], Asked.FACTOR, account, by=by, at=world.clock.at)
    scene.things["proposal"] = asked.id


def _asked_to_delete_early(scene: Scene) -> None:
    """The supervisor asks the ministry to agree that a case is deleted before its time."""
    world, entry = scene.world, new_id(scene.world.clock.at)
    said = {"early_ground": "court_order", "early_reason": "MARK-WHY the court orders it"}
    case, by = scene.dossier("escalated"), world.supervisor()
    scene.things["asked_early"] = entry
    ask_early(case, said, entry_id=entry, by=by, at=world.clock.at)


def _asked_who_raised_it(scene: Scene) -> None:
    """Two requests for an identity: one just asked, one that its keeper has agreed to."""
    world = scene.world
    keeper = world.author("celia", "keeper", "demuna", "custodian")
    asked = {"identity_for": "judge_order", "identity_by": "MARK-BY the court"}
    says = {"identity_says": "agree", "identity_tell": "yes"}
    for thing, case in (("asked", scene.dossier("case")), ("agreed", scene.dossier("escalated"))):
        at, entry = world.clock.at, new_id(world.clock.at)
        ask_identity(case, asked, entry_id=entry, by=world.officer(), at=at)
        scene.things[thing] = entry
        if thing == "agreed":
            request = case.identity_requests.get()
            decide_identity(request, says, entry_id=new_id(at), by=keeper, at=at)


def _half_written(scene: Scene) -> None:
    """A concern that rosa has begun and not sent."""
    world = scene.world
    begun = new_id(world.clock.at)
    scene.things["writing"] = begun
    typed = {"danger_now": ["no"], "words_seen": ["MARK-DRAFT"], "keep_from": ["none"]}
    keep_draft(f"concern/{begun}", typed, by=world.people["rosa"], at=world.clock.at)


RECEIPT: dict[str, Value] = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "as_usual",
    "answer_by": "2027-05-20",
}
REFERRAL: dict[str, Value] = {
    "referred_to": "upe",
    "referred_for": ("protection_measures",),
    "agreement": "agrees",
    "child_called": "MARK-CHILD",
    "what_to_know": "MARK-KNOW",
}
