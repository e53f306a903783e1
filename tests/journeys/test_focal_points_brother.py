"""NASTY: the focal point's brother.

Evaristo coordinates the group and is teniente gobernador; it is about his brother; the mayor is
their uncle and employs the DEMUNA. Lucia, a member of 17, raises. Made-up people.

Their worlds with and without the concern are the same, byte for byte: every page that they can
reach, every address with each id that the concern made, and all rows that any way of reading
gives them.
"""

from dataclasses import dataclass

import pytest
from django.db import transaction

from amparo.dossiers.models import Dossier
from amparo.system.models import Body
from amparo.trust.actions.circles import add_member, end_membership
from amparo.trust.models import Account
from tests.journeys.crawl import Crawl, Pages, Rows, addresses, rows_visible
from tests.journeys.desk import Desk, lima
from tests.journeys.raising import writes_a_concern

SAID: dict[str, dict[str, str | list[str]]] = {
    "danger": {"danger_now": "no", "health_now": "no", "called": "unsafe"},
    "who_not": {"keep_from": ["our_group", "local_auth", "municipality"]},
    "seen": {"signs": ["hurt", "threat"], "last_time": "d5", "how_known": "saw"},
    "children": {"how_many": "1", "each_child-0-child_age": "6_11"},
    "where": {"home_place": "MARK-PLACE", "person": "known"},
    "words": {"child_view": "afraid", "words_seen": "MARK-WORDS"},
    "find": {"child_called": "MARK-NAME"},
    "about_me": {"my_risk": "threatened", "call_me": "MARK-CALL", "safe_number": "999 111 222"},
}
RECEIPT = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "nothing",
    "answer_by": "2027-05-14",
}
EXCLUDED = (
    ("evaristo", "Grupo de protección de Qori (made up)"),
    ("evaristo", "Teniente gobernador de Qori (made up)"),
    ("mario", "Municipalidad de Calca (made up)"),
    ("mario", "UPE Cusco (made up)"),
    ("carmen", ""),
)
"""The coordinator in both his roles, the mayor's man in both of his, and the mayor's DEMUNA."""

WORDS = ("receipt", "who_not")
NOTHING = "01890000-0000-7000-8000-000000000000"
JOINED = "2027-05-04 08:00"
RAISED, ACTED, CALLED = "2027-05-10 09:15", "2027-05-10 15:00", "2027-05-12 18:00"
LOOKED = "2027-05-18 10:00"


@dataclass(frozen=True)
class Look:
    """All that one of them sees: pages, and what each way of reading gives."""

    pages: Pages
    rows: Rows


def test_the_worlds_of_the_excluded_are_the_same_with_and_without_it(desk: Desk) -> None:
    the_mayors_man_is_a_supervisor_of_the_upe_too(desk)
    here = transaction.savepoint()
    raising = lucia_raises(desk)
    it_went_around_them_all(desk)
    the_upe_receives_it_and_finds_no_identity(desk)
    somebody_outside_the_valley_calls_her(desk)
    ids, clues = {*ids_it_made(desk), raising, NOTHING}, clues_to_it()
    with_it = [the_world_of(desk, who, hat, ids) for who, hat in EXCLUDED]
    transaction.savepoint_rollback(here)
    assert not Dossier.objects.exists()
    without = [the_world_of(desk, who, hat, ids) for who, hat in EXCLUDED]
    nobody_sees_a_difference(with_it, without)
    nobody_reads(clues, with_it)


@pytest.mark.opens("concern", "receipt", "threat", "threat_answer")
def test_removed_from_the_group_she_keeps_her_concern_and_her_voice(desk: Desk) -> None:
    lucia_raises(desk)
    the_coordinator_removes_her(desk)
    the_upe_receives_it_and_finds_no_identity(desk)
    her_concern_and_its_answers_are_still_hers(desk)
    she_can_still_raise(desk)
    she_is_still_owed_a_call_and_heard_when_threatened(desk)


def the_mayors_man_is_a_supervisor_of_the_upe_too(desk: Desk) -> None:
    """Whoever must not know is kept out in every role: here in the office that receives it."""
    upe = desk.world.bodies["upe"]
    key = desk.world.keyring("elsa").current_private_of(upe.id)
    add_member(
        upe.circle,
        desk.world.people["mario"],
        "supervisor",
        opened_with=key,
        by=None,
        at=lima(JOINED),
    )


def lucia_raises(desk: Desk) -> str:
    """Raise it, naming the coordinator too; return the id that her page had."""
    evaristo = str(desk.world.people["evaristo"].id)
    lucia = desk.comes("lucia", RAISED)
    kept = {"keep_from": SAID["who_not"]["keep_from"], "kept_people": [evaristo]}
    writes_a_concern(lucia, {**SAID, "who_not": kept})
    lucia.reads_in_order("Where it goes", "UPE", "Who will not know", "Evaristo", "What you wrote")
    raising = lucia.address.strip("/").split("/")[-1]
    lucia.presses("Send").reads("No person has read it yet.").does_not_read("MARK-", "DEMUNA")
    return raising


def it_went_around_them_all(desk: Desk) -> None:
    receivers = {str(case.parties.get(key="service").body) for case in desk.cases("upe")}
    assert Dossier.objects.filter(protocol="case").count() == len(desk.cases("upe"))
    stood_in_for = {case.parties.get(key="service").for_body for case in desk.cases("upe")}
    assert stood_in_for == {None, desk.world.bodies["fiscalia"]}, receivers


def the_upe_receives_it_and_finds_no_identity(desk: Desk) -> None:
    for case in desk.cases("upe"):
        elsa = desk.comes("elsa", ACTED)
        elsa.goes(f"/dossiers/{case.id}/").follows("Open the file").reads("MARK-WORDS")
        elsa.does_not_read("lucia", "MARK-CALL", "999 111 222", "Grupo de protección", "Qori")
        elsa.follows("receipt").presses("Write it down", RECEIPT)
        fidel = desk.comes("fidel").goes(f"/office/{case.id}/assign/")
        fidel.presses("Assign it", worker=str(desk.world.people["elsa"].id), deputy="")


def somebody_outside_the_valley_calls_her(desk: Desk) -> None:
    """The national desk owes her the call: the UPE works on what she raised, and would learn it."""
    call = Dossier.objects.get(protocol="debrief")
    assert call.parties.get(key="service").body == desk.world.bodies["desk_1810"]
    lucia = desk.comes("lucia", CALLED).goes("/support/").reads("before Tue 18 May 2027")
    lucia.follows("Say how to call you")
    lucia.presses("Say it", wants_call="yes", call_number="MARK-NUMBER", call_hours="MARK-HOURS")
    gina = desk.comes("gina").reads("Call the person who raised a concern").follows(call.number)
    gina.does_not_read("Lucia", "MARK-", "Qori").follows("Open the file")
    gina.reads("Lucia", "MARK-NUMBER").does_not_read("MARK-WORDS", "MARK-NAME", "MARK-PLACE")
    said = {"spoke": "spoke", "member_is": "tired", "member_needs": "rest"}
    gina.follows("Note the call").presses("Write it down", said).goes("/duties/")
    gina.does_not_read(call.number)


def ids_it_made(desk: Desk) -> set[str]:
    """Return an id of each kind of thing that it made."""
    call = Dossier.objects.get(protocol="debrief")
    concern = Dossier.objects.filter(protocol="concern").earliest("pk")
    case = desk.case_for("upe")
    entry = case.entries.earliest("pk")
    return {str(made) for made in (concern.pk, concern.situation, case.pk, entry.pk, call.pk)}


def clues_to_it() -> list[str]:
    rows = Dossier.objects.values_list("number", "code_word")
    return ["MARK-", *{str(clue) for row in rows for clue in row if clue}]


def the_world_of(desk: Desk, who: str, hat: str, ids: set[str]) -> Look:
    """Let one of them look at all they can, a week later, with the clocks that were missed."""
    visit = desk.comes(who, LOOKED)
    if hat:
        visit.goes("/hat/").presses("Act in this role", hat=hat_key(desk, hat))
    everybody = [
        *Account.objects.values_list("pk", flat=True),
        *Body.objects.values_list("pk", flat=True),
    ]
    crawl = Crawl(visit.client, known=frozenset(map(str, [*ids, *everybody])))
    pages = crawl.everything(addresses(ids, WORDS))
    return Look(pages, rows_visible(desk.world.reader(who)))


def hat_key(desk: Desk, name: str) -> str:
    body = next(body for body in desk.world.bodies.values() if body.name == name)
    roles = {"grupo": "vetted", "autoridad_comunal": "vetted", "municipalidad": "clerk"}
    return f"{body.id}.{roles.get(body.kind, 'supervisor')}"


def nobody_sees_a_difference(with_it: list[Look], without: list[Look]) -> None:
    for (who, _), with_, without_ in zip(EXCLUDED, with_it, without, strict=True):
        assert len(with_.pages) > 40, f"{who} has seen next to nothing"
        assert with_.pages.keys() == without_.pages.keys()
        differ = [at for at, seen in with_.pages.items() if seen != without_.pages[at]]
        assert differ == [], f"for {who} these differ"
        assert with_.rows == without_.rows
        assert with_.rows["Dossier.visible_to"] == ()


def nobody_reads(clues: list[str], looks: list[Look]) -> None:
    found = [
        (at, clue)
        for look in looks
        for at, seen in look.pages.items()
        for clue in clues
        if clue in seen.body
    ]
    assert found == []


def the_coordinator_removes_her(desk: Desk) -> None:
    desk.it_is("2027-05-10 12:00")
    group, lucia = desk.world.bodies["group"], desk.world.people["lucia"]
    end_membership(group.circle, lucia, "vetted", by=None, at=desk.world.clock.at)


def her_concern_and_its_answers_are_still_hers(desk: Desk) -> None:
    lucia = desk.comes("lucia", "2027-05-11 18:00")
    lucia.follows("My concerns").reads("A person has read your notice", "Fri 14 May 2027")
    lucia.does_not_read("MARK-", "Grupo de protección").follows(code_word())
    lucia.reads("What was answered to", "UPE Cusco (made up)")


def she_is_still_owed_a_call_and_heard_when_threatened(desk: Desk) -> None:
    lucia = desk.comes("lucia").follows("I need support")
    lucia.reads("before Tue 18 May 2027", "before Wed 19 May 2027", "You can stop whenever")
    lucia.follows("I am threatened or afraid").reads("If it is now, call first")
    told = {"keep_from": ["our_group", "local_auth", "municipality"], "threat_when": "today"}
    told |= {"threat_what": ["known"], "threat_wants": "talk", "threat_words": "MARK-THREAT"}
    lucia.presses("Send", told).reads("No person has read it yet").does_not_read("MARK-")
    threat = Dossier.objects.get(protocol="threat")
    gina = desk.comes("gina").reads_in_order("Danger", threat.number)
    gina.goes(f"/dossiers/{threat.id}/file/").reads("MARK-THREAT", "Lucia")
    gina.follows("Answer them")
    gina.presses("Write it down", threat_reply="call_us", threat_goes_on="yes")
    lucia = desk.comes("lucia").goes("/support/").reads("Call 1810 when it is safe.")


def code_word() -> str:
    concerns = Dossier.objects.filter(protocol="concern")
    return str(concerns.values_list("code_word", flat=True).first())


def she_can_still_raise(desk: Desk) -> None:
    lucia = desk.comes("lucia").follows("Raise a concern")
    writes_a_concern(lucia, SAID).does_not_read("Evaristo", "Rosa").presses("Send")
    lucia.reads("It reached the office", "UPE Cusco (made up)")
    assert len(desk.cases("upe")) == 4, "twice for the UPE, twice for whom it stands in for"
