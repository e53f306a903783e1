"""Every address of the site, and who may come through it to what: all others find nothing there.

A page that is not here fails the build: whoever adds one says first who may open it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.attacks.asking import Said

EVERYBODY = "rosa lucia tomas nora ana beto otto carmen elsa fidel paz mario irma julio"
MEMBERS = "rosa lucia tomas nora"
OFFICERS = "ana beto elsa paz"
SUPERVISORS = "carmen fidel"
OVERSEERS = "irma julio paz"
IN_A_BODY = EVERYBODY.replace("otto ", "")

DOSSIERS = "case kept fresh relayed elsewhere escalated referral concern"
CASES = "case kept relayed elsewhere escalated concern"
SOME = "case kept elsewhere escalated"
CONCERNS = "concern escalated_concern others_concern case"
WRITINGS = "writing sent concern"

IN_FULL = {
    "case": "ana",
    "kept": "ana",
    "fresh": "ana",
    "escalated": "ana",
    "relayed": "elsa",
    "elsewhere": "elsa",
}
"""Who works on what: addressed body, role and assignment together; else the officer on duty."""

SUPERVISED = {
    "case": "carmen",
    "kept": "carmen",
    "fresh": "carmen",
    "escalated": "carmen",
    "relayed": "fidel",
    "elsewhere": "fidel",
}
RAISED = {"concern": "rosa lucia", "escalated_concern": "rosa lucia", "others_concern": "nora"}
WRITTEN = {"writing": "rosa", "sent": "rosa lucia"}


@dataclass(frozen=True)
class Door:
    """Who may come in.

    Attributes:
        may: user names; for an address with an id, by the thing that it names.
        things: what an address with an id is tried with.
        rest: what else stands in the address.
        said: what is sent with a POST.
        any_id: an id that nothing has is a page of its own, for these: a new thing begins there.
        methods: with which it is tried.
        stranger: whether somebody who has not signed in comes in too.
    """

    may: str | Mapping[str, str]
    things: str = ""
    rest: Mapping[str, str] = field(default_factory=dict)
    said: Said = field(default_factory=dict)
    any_id: str = ""
    methods: tuple[str, ...] = ("GET", "POST")
    stranger: bool = False

    def lets_in(self, who: str, thing: str = "") -> bool:
        if not who:
            return self.stranger
        named = self.may if isinstance(self.may, str) else self.may.get(thing, "")
        return who in named.split()


def step(key: str, may: Mapping[str, str], **said: str) -> Door:
    return Door(may, SOME, {"key": key}, said)


def both(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    return {thing: f"{one[thing]} {other[thing]}" for thing in one}


DOORS: Mapping[str, tuple[Door, ...]] = {
    "set_language": (Door(EVERYBODY, said={"language": "es"}, stranger=True),),
    "desk:home": (Door(EVERYBODY, methods=("GET",)),),
    "desk:sign_in": (Door(EVERYBODY, stranger=True),),
    "desk:sign_out": (Door(EVERYBODY, methods=("POST",), stranger=True),),
    "desk:hat": (Door(EVERYBODY, said={"hat": "none.officer"}),),
    "desk:duties": (Door(f"{OFFICERS} {SUPERVISORS}"),),
    "desk:absence": (Door(f"{OFFICERS} {SUPERVISORS}", said={"deputy": ""}),),
    "desk:dossier": (Door(IN_FULL, DOSSIERS),),
    "desk:file": (Door(IN_FULL, DOSSIERS),),
    "desk:step": (
        step("danger_check", IN_FULL, danger_checked="safe_now", danger_note="MARK-NOTE"),
        step("cause", both(IN_FULL, SUPERVISED), cause="too_many", cause_note="MARK-NOTE"),
        step("hold_seen", SUPERVISED, hold_agreed="agreed"),
        Door({"case": "ana"}, "case", {"key": "qualify"}),
        Door({}, "case", {"key": "assign"}),
        Door({}, "case", {"key": "open"}),
    ),
    "desk:letter": (Door({"relayed": "elsa"}, CASES),),
    "desk:call_back": (Door(IN_FULL, CASES),),
    "desk:register": (Door(OFFICERS, said={"arrived": "paper"}),),
    "desk:office": (Door(SUPERVISORS),),
    "desk:readings": (Door(SUPERVISORS),),
    "desk:deputies": (Door(SUPERVISORS, said={"do": "away"}),),
    "desk:assign": (Door(SUPERVISED, CASES, said={"worker": "", "deputy": ""}),),
    "desk:conflict": (Door(SUPERVISED, CASES, said={"who": "", "reason": "family"}),),
    "desk:oversight": (Door(OVERSEERS),),
    "desk:protocols": (Door(IN_A_BODY),),
    "desk:protocol": (Door(IN_A_BODY, rest={"key": "case"}),),
    "desk:danger": (Door(MEMBERS, said={"danger_now": "now", "health_now": "yes"}),),
    "desk:danger_call": (Door(WRITTEN, WRITINGS, said={"nobody": "105"}, any_id=MEMBERS),),
    "desk:numbers": (Door(EVERYBODY),),
    "desk:numbers_tested": (
        Door(SUPERVISORS, said={"number": "105", "answered": "yes"}, methods=("POST",)),
    ),
    "desk:concerns": (Door(MEMBERS),),
    "desk:concern": (Door(RAISED, CONCERNS),),
    "desk:dialogues": (Door(MEMBERS),),
    "desk:dialogue_begin": (Door(MEMBERS),),
    "desk:dialogue": (Door({"dialogue": "rosa"}, f"dialogue {CONCERNS}"),),
    "desk:dialogue_step": (
        Door({"dialogue": "rosa"}, "dialogue concern", {"key": "follow_up"}),
        Door({"dialogue": "rosa"}, "dialogue case", {"key": "gate"}),
    ),
    "desk:raise": (Door(MEMBERS),),
    "desk:raise_check": (Door(WRITTEN, WRITINGS, any_id=MEMBERS),),
    "desk:raise_page": (
        Door(WRITTEN, WRITINGS, {"page": "words"}, {"words_seen": "MARK-SEEN"}, any_id=MEMBERS),
        Door(WRITTEN, WRITINGS, {"page": "danger"}, {"danger_now": "no"}, any_id=MEMBERS),
    ),
}
"""By the name of the address, as the resolver has it."""
