"""Every address of the site, and who may come through it to what: all others find nothing there.

A page that is not here fails the build: whoever adds one says first who may open it.
"""

from collections.abc import Mapping

from tests.attacks.door import EVERYBODY, Door
from tests.attacks.phones import phones

MEMBERS = "rosa lucia tomas nora"
OFFICERS = "ana beto elsa paz gina"
SUPERVISORS = "carmen fidel hugo"
OVERSEERS = "irma julio paz"
REPORTED = "rosa lucia tomas nora carmen fidel hugo mario irma julio paz sara"
IN_A_BODY = EVERYBODY.replace("otto ", "")

DOSSIERS = (
    "case kept conciliation fresh relayed elsewhere escalated referral concern call threat canary"
    " look_in"
)
CASES = "case kept conciliation call threat relayed elsewhere escalated concern canary"
SOME = "case kept elsewhere escalated"
CONCERNS = "concern escalated_concern others_concern case"
WRITINGS = "writing sent concern"

IN_FULL = {
    "case": "ana",
    "kept": "ana",
    "conciliation": "ana",
    "fresh": "ana",
    "escalated": "ana",
    "relayed": "elsa",
    "elsewhere": "elsa",
    "call": "gina",
    "threat": "gina",
    "look_in": "ana",
}
"""Who works on what: addressed body, role and assignment together; else the officer on duty."""
APART = frozenset({"call", "threat", "conciliation", "look_in"})
"""What is no case: nothing of it is printed for others, called back or deleted early."""
CASEWORK = {thing: who for thing, who in IN_FULL.items() if thing not in APART}

SUPERVISED = {
    "case": "carmen",
    "kept": "carmen",
    "conciliation": "carmen",
    "fresh": "carmen",
    "escalated": "carmen",
    "relayed": "fidel",
    "elsewhere": "fidel",
    "call": "hugo",
    "threat": "hugo",
    "look_in": "carmen",
}
IN_AN_EMERGENCY = {
    "case": "ana beto carmen",
    "kept": "ana carmen",
    "escalated": "ana beto carmen",
    "relayed": "elsa paz fidel",
    "elsewhere": "elsa paz fidel",
    "canary": "ana beto carmen",
}
"""Who works on it, and whoever else of the office must not be kept from it: never a custodian."""
WORKERS = "worker_ana worker_elsa worker_carmen case"
LED = {"worker_ana": "carmen", "worker_elsa": "fidel"}
"""Officers, whose sessions are led by another of their office."""

CARE = "call threat concern case"
CARED_FOR = {"call": "rosa", "threat": "rosa"}
"""What is about how rosa is: a call that the national desk owes her, and a threat she told of."""

ASKED_OF = {"look_in": "rosa lucia"}
"""What an officer asked of two members."""

RAISED = {"concern": "rosa lucia", "escalated_concern": "rosa lucia", "others_concern": "nora"}
WRITTEN = {"writing": "rosa", "sent": "rosa lucia"}


def step(key: str, may: Mapping[str, str], **said: str) -> Door:
    return Door(may, SOME, {"key": key}, said)


def of_period(key: str, may: str) -> Door:
    return Door(may, rest={"period": "2026-2", "key": key})


def both(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    return {thing: f"{one[thing]} {other[thing]}" for thing in one}


DOORS: Mapping[str, tuple[Door, ...]] = {
    **phones(SUPERVISORS, CASES),
    "set_language": (Door(EVERYBODY, said={"language": "es"}, stranger=True),),
    # Four words about the deployment, the same for everybody.
    "health": (Door(EVERYBODY, methods=("GET",), stranger=True),),
    "desk:home": (Door(EVERYBODY, methods=("GET",)),),
    "desk:sign_in": (Door(EVERYBODY, stranger=True),),
    "desk:sign_out": (Door(EVERYBODY, methods=("POST",), stranger=True),),
    "desk:hat": (Door(EVERYBODY, said={"hat": "none.officer"}),),
    # One's own access: every id there is somebody else's, or nothing.
    "desk:second": (Door(EVERYBODY),),
    "desk:first": (Door(EVERYBODY, stranger=True),),
    "desk:access": (Door(EVERYBODY),),
    "desk:access_app": (Door(EVERYBODY),),
    "desk:access_passkey": (Door(EVERYBODY),),
    "desk:access_codes": (Door("lucia"),),
    "desk:access_passphrase": (Door(EVERYBODY),),
    "desk:access_lost": (Door(EVERYBODY, methods=("POST",)),),
    "desk:access_elsewhere": (Door(EVERYBODY),),
    "desk:access_remove": (Door({"factor": "lucia"}, "factor case"),),
    "desk:people": (Door(f"{SUPERVISORS} {OVERSEERS}", methods=("GET",)),),
    "desk:invite": (
        Door("carmen fidel hugo julio", said={"name": "New Person (made up)", "role": ""}),
    ),
    "desk:person": (
        Door({"colleague": "carmen"}, "colleague factor", methods=("GET",)),
        Door({"colleague": "carmen"}, "colleague", said={"do": "factor"}, methods=("POST",)),
    ),
    "desk:proposal": (
        Door({"proposal": "carmen julio paz"}, "proposal case", methods=("GET",)),
        Door({"proposal": "julio paz"}, "proposal", said={"do": "agree"}, methods=("POST",)),
    ),
    "desk:duties": (Door(f"{OFFICERS} {SUPERVISORS}"),),
    "desk:duties_group": (Door(f"{OFFICERS} {SUPERVISORS}", rest={"group": "later"}),),
    "desk:absence": (Door(f"{OFFICERS} {SUPERVISORS}", said={"deputy": ""}),),
    "desk:cases": (
        Door(f"{OFFICERS} {SUPERVISORS}", said={"do": "names-1"}),
        Door(f"{OFFICERS} {SUPERVISORS}", said={"do": "search", "name": "Rosa Quispe"}),
    ),
    "desk:my_sessions": (Door(f"{OFFICERS} {SUPERVISORS}", methods=("GET",)),),
    "desk:dossier": (Door(IN_FULL, DOSSIERS),),
    "desk:file": (Door(IN_FULL, DOSSIERS),),
    "desk:step": (
        step("danger_check", IN_FULL, danger_checked="safe_now", danger_note="MARK-NOTE"),
        step("cause", both(IN_FULL, SUPERVISED), cause="too_many", cause_note="MARK-NOTE"),
        step("hold_seen", SUPERVISED, hold_agreed="agreed"),
        Door({"case": "ana"}, "case", {"key": "qualify"}),
        Door({"conciliation": "ana"}, "conciliation", {"key": "screen"}, {"m01": "no"}),
        Door({}, "case", {"key": "assign"}),
        Door({}, "case", {"key": "open"}),
    ),
    "desk:notice": (Door(CASEWORK, DOSSIERS),),
    "desk:letter": (Door({"relayed": "elsa"}, CASES),),
    "desk:call_back": (Door(CASEWORK, CASES),),
    "desk:register": (Door(OFFICERS, said={"arrived": "paper"}),),
    "desk:office": (Door(SUPERVISORS),),
    "desk:office_group": (Door(SUPERVISORS, rest={"group": "unassigned"}),),
    "desk:readings": (Door(SUPERVISORS),),
    "desk:sessions": (Door(LED, WORKERS),),
    "desk:session_note": (
        Door(LED, WORKERS, {"key": "session"}, {"worker_is": "well"}),
        Door({}, WORKERS, {"key": "end"}),
    ),
    "desk:deputies": (Door(SUPERVISORS, said={"do": "away"}),),
    "desk:assign": (Door(SUPERVISED, CASES, said={"worker": "", "deputy": ""}),),
    "desk:conflict": (Door(SUPERVISED, CASES, said={"who": "", "reason": "family"}),),
    "desk:oversight": (Door(OVERSEERS),),
    "desk:emergency": (Door(f"{OFFICERS} {SUPERVISORS}", said={"number": "none"}),),
    "desk:emergency_open": (
        Door(
            IN_AN_EMERGENCY,
            CASES,
            said={"access_why": "danger_now", "access_reason": "At the door."},
        ),
    ),
    "desk:retention": (Door(SUPERVISORS),),
    # Nothing has reached its date here: for nobody is there anything to decide.
    "desk:retention_decide": (Door({}, CASES, said={"retention_says": "keep"}),),
    "desk:opening": (Door(IN_FULL, DOSSIERS, said={"opening_why": "my_cases"}),),
    # Who opened the made-up file sees nothing; nobody else works on it or has it on a list.
    "desk:alert": (
        Door(
            {"alert": "carmen", "alert_above": "julio paz"},
            "alert alert_above case",
        ),
    ),
    "desk:early_ask": (
        Door(
            {thing: who for thing, who in SUPERVISED.items() if thing not in APART},
            CASES,
            said={"early_ground": "in_error"},
        ),
    ),
    "desk:early_answer": (
        Door({"asked_early": "julio paz"}, "asked_early case", said={"early_says": "agree"}),
    ),
    "desk:identity_ask": (Door(CASEWORK, CASES, said={"identity_for": "judge_order"}),),
    # No name has left a case here: for nobody is there anything to ask for.
    "desk:alleged_ask": (Door({}, CASES, said={"identity_for": "judge_order"}),),
    "desk:identities": (Door(f"{SUPERVISORS} celia"),),
    "desk:identity": (
        Door({"asked": "celia", "agreed": "celia carmen"}, "asked agreed case"),
        # Told that two people have not agreed yet; for the second person there is nothing to show.
        Door(
            {"asked": "celia", "agreed": "celia"},
            "asked agreed case",
            said={"do": "show"},
            methods=("POST",),
        ),
    ),
    "desk:access_review": (
        Door({"opened": "carmen", "opened_by_her": "julio paz"}, "opened opened_by_her case"),
    ),
    "desk:reports": (Door(REPORTED),),
    "desk:estimates": (Door(OVERSEERS),),
    "desk:publish": (Door("sara", said={"period": "2026-2"}, methods=("POST",)),),
    "desk:report": (
        of_period("concerns", "rosa lucia tomas nora irma julio paz sara"),
        of_period("concerns-by-danger", "irma julio paz sara"),
        of_period("activities", "mario irma julio paz sara"),
        of_period("answers-demuna", "carmen mario irma julio paz sara"),
        of_period("answers-others", "fidel hugo irma julio paz sara"),
        of_period("anexo", ""),
        Door("", rest={"period": "2026-1", "key": "concerns"}),
    ),
    "desk:report_csv": (
        of_period("concerns", "irma julio paz sara"),
        of_period("activities", "mario irma julio paz sara"),
        of_period("answers-demuna", "carmen mario irma julio paz sara"),
        of_period("anexo", ""),
    ),
    # Only for whoever sends a witness's token, which no browser has.
    "desk:witness_checkpoint": (Door("", methods=("GET",)),),
    "desk:witness_consistency": (Door("", methods=("GET",)),),
    "desk:witness_cosign": (Door("", methods=("POST",)),),
    "desk:protocols": (Door(IN_A_BODY),),
    "desk:protocol": (Door(IN_A_BODY, rest={"key": "case"}),),
    "desk:protocol_step": (Door(IN_A_BODY, rest={"key": "case", "step": "qualify"}),),
    "desk:danger": (Door(MEMBERS, said={"danger_now": "now", "health_now": "yes"}),),
    "desk:danger_call": (Door(WRITTEN, WRITINGS, said={"nobody": "105"}, any_id=MEMBERS),),
    "desk:numbers": (Door(EVERYBODY),),
    "desk:numbers_tested": (
        Door(SUPERVISORS, said={"number": "105", "answered": "yes"}, methods=("POST",)),
    ),
    "desk:numbers_change": (Door({}, "case worker_ana", said={"phone": "1"}),),
    "desk:guidance": (Door(EVERYBODY, methods=("GET",)),),
    "desk:support": (Door(MEMBERS),),
    "desk:support_tell": (Door(MEMBERS, said={"threat_when": "before"}),),
    "desk:support_show": (Door(CARED_FOR, CARE, said={"wants_call": "no"}),),
    "desk:concerns": (Door(MEMBERS),),
    "desk:concern": (Door(RAISED, CONCERNS),),
    "desk:activities": (Door(MEMBERS),),
    "desk:activity_note": (Door(MEMBERS),),
    "desk:photos": (Door(f"{OFFICERS} {SUPERVISORS}", methods=("GET",)),),
    # What is no photo is none here either; who sees one is tried beside the phones.
    "desk:photo": (Door({}, f"case activity look_in {CONCERNS}"),),
    "desk:activity_take_back": (Door({"activity": "rosa"}, f"activity dialogue {CONCERNS}"),),
    "desk:look_ins": (Door(MEMBERS, methods=("GET",)),),
    "desk:look_in": (Door(ASKED_OF, f"look_in {CARE}"),),
    "desk:look_in_answer": (Door(ASKED_OF, "look_in case", said={"do": "no"}, methods=("POST",)),),
    "desk:look_in_visit": (Door(ASKED_OF, "look_in case dialogue", said={"went_two": "yes"}),),
    "desk:look_in_worse": (Door(ASKED_OF, "look_in case dialogue", said={"health_now": "dk"}),),
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
    # A municipality answers for the groups of its district, the ministry's administrator for all.
    "desk:bodies": (Door("mario julio", methods=("GET",)),),
    "desk:body": (
        Door(
            {"office": "julio", "community": "mario julio"},
            "office community case",
            methods=("GET",),
        ),
        Door(
            {"community": "mario julio"},
            "office community case",
            said={"do": "withdraw_recognition"},
            methods=("POST",),
        ),
    ),
    "desk:body_end": (
        Door({"office": "julio", "community": "julio"}, "office community case", methods=("GET",)),
        Door({"community": "julio"}, "community case", methods=("POST",)),
    ),
    # On paper.
    "desk:protocol_drawn": (Door(IN_A_BODY, rest={"key": "case"}),),
    "desk:protocol_drawing": (Door(IN_A_BODY, rest={"key": "case"}),),
    "desk:sheet": (Door(IN_A_BODY),),
    "desk:print_file": (Door(CASEWORK, CASES, said={"what": "file"}),),
    "desk:copy": (Door(CASEWORK, CASES, said={"copy_for": "MARK-FOR", "do": "open"}),),
    "desk:restrict": (Door(CASEWORK, CASES, said={"pieces_named": "The certificate."}),),
}
"""By the name of the address, as the resolver has it."""
