"""A quarrel without harm, talked over by a member of the group; and one that must not be.

Rosa holds a dialogue about school and chores; nobody of her group sees it. When she does not know
whether somebody is afraid, there is none: she gives a notice instead. Made-up people.
"""

import re

import pytest

from amparo.dossiers.models import Dossier, Duty, SealedPart
from tests.journeys.conciliating import WRITE
from tests.journeys.desk import Desk, Visit
from tests.journeys.reading import Typed
from tests.world import peru

NOTHING = dict.fromkeys(
    (
        "any_hurt",
        "any_sexual",
        "any_weapon",
        "any_fear",
        "any_pressure",
        "any_deal",
        "any_case",
        "my_stake",
    ),
    "no",
)
SCHOOL: Typed = {
    **NOTHING,
    "topic": ["schooling", "parent_adolescent"],
    "child_there": "with_trust",
}
FORBIDDEN = re.compile(r"mediaci|concilia|expediente|acta de|mediation|conciliat", re.IGNORECASE)
"""Words that no page of a group's dialogue says: the law gives that power to the DEMUNA alone."""


def begins(rosa: Visit, answers: Typed) -> Visit:
    rosa.goes("/").follows("A dialogue").follows("Begin a dialogue")
    return rosa.presses(WRITE, answers)


@pytest.mark.opens(
    "dialogue_gate", "dialogue_talk", "dialogue_agreed", "dialogue_follow_up", "dialogue_end"
)
def test_a_quarrel_without_harm_is_talked_over_and_followed_up(desk: Desk) -> None:
    rosa = begins(desk.comes("rosa", "2027-05-10 17:00"), SCHOOL)
    home = rosa.address
    rosa.follows("Note that they talked")
    rosa.presses(WRITE, talk_way="apart_first", all_wanted="yes")
    it_buys_no_silence(rosa, home)
    rosa.goes(f"{home}agreed/").presses(WRITE, settled=["go_to_school", "chores"])
    rosa.reads("They settled on something", "ask how it goes by").does_not_read("MARK")
    nobody_else_sees_it(desk, home)
    rosa = desk.comes("rosa", "2027-05-24 17:00").goes(f"{home}follow_up/")
    rosa.presses(WRITE, goes="well", new_worry="no").follows("End it")
    rosa.presses(WRITE, ended_as="settled").reads("Ended")
    nothing_is_owed_to_an_office_and_nothing_was_locked(desk)
    assert not FORBIDDEN.search(rosa.goes("/dialogues/").words)


def it_buys_no_silence(rosa: Visit, home: str) -> None:
    rosa.goes(f"{home}agreed/").presses(WRITE, settled=["silence", "chores"])
    rosa.reads(
        "There is no dialogue about this", "That can't be settled on", "Give a notice instead"
    )
    assert not Dossier.objects.get(protocol="dialogue").entries.filter(step="agreed").exists()


def nobody_else_sees_it(desk: Desk, home: str) -> None:
    for who in ("lucia", "evaristo", "ana", "carmen", "elsa", "mario", "julio"):
        desk.comes(who).finds_nothing(home)
    desk.comes("lucia").goes("/dialogues/").reads("Here will be the dialogues you hold")


def nothing_is_owed_to_an_office_and_nothing_was_locked(desk: Desk) -> None:
    dialogue = Dossier.objects.get(protocol="dialogue")
    assert not Duty.objects.filter(dossier=dialogue).exists()
    assert not SealedPart.objects.filter(entry__dossier=dialogue).exists()
    assert dialogue.parties.get().account == desk.world.people["rosa"]


@pytest.mark.parametrize("asked", [*NOTHING, "child_there"])
def test_what_she_does_not_know_is_a_notice_and_no_dialogue(desk: Desk, asked: str) -> None:
    rosa = begins(desk.comes("rosa", "2027-05-10 17:00"), {**SCHOOL, asked: "unknown"})
    home = rosa.address
    rosa.reads("There is no dialogue about this", "Give a notice instead")
    rosa.goes(f"{home}talk/").reads("There is no dialogue about this")
    assert WRITE not in rosa.words
    assert not FORBIDDEN.search(rosa.words)
    rosa.follows("Give a notice instead").reads("Listen. Don't ask more.")


def test_maintenance_is_for_the_demuna_alone(desk: Desk) -> None:
    rosa = begins(desk.comes("rosa", "2027-05-10 17:00"), {**SCHOOL, "topic": ["maintenance"]})
    rosa.reads("belong to the DEMUNA, and to it alone", "Go along with them to the DEMUNA")


def test_a_page_sent_twice_begins_one(desk: Desk) -> None:
    rosa = desk.comes("rosa", "2027-05-10 17:00").goes("/dialogues/begin/")
    page = rosa.html
    rosa.presses(WRITE, SCHOOL)
    rosa.html, rosa.address = page, "/dialogues/begin/"
    rosa.presses(WRITE, SCHOOL)
    assert Dossier.objects.filter(protocol="dialogue").count() == 1


def test_something_left_out_is_asked_for_and_nothing_is_begun(desk: Desk) -> None:
    rosa = desk.comes("rosa", "2027-05-10 17:00").goes("/dialogues/begin/")
    rosa.presses(WRITE, any_hurt="no").reads("To mend")
    assert not Dossier.objects.filter(protocol="dialogue").exists()


def test_no_word_of_a_dialogue_names_what_only_the_demuna_may_do() -> None:
    pack = peru()
    for language in pack.languages:
        said = [word for key, word in pack.words[language].items() if "dialogue" in key]
        forms = [form for key, form in pack.forms.items() if key.startswith("dialogue_")]
        said += [
            str(question.label) + str(question.hint) for f in forms for question in f.questions()
        ]
        assert said
        assert [each for each in said if FORBIDDEN.search(each)] == []


def test_whoever_gave_a_notice_sees_her_dialogues_and_not_the_call_she_is_owed(desk: Desk) -> None:
    desk.world.raise_concern()
    rosa = desk.comes("rosa", "2027-05-10 17:00").goes("/dialogues/")
    rosa.reads("Here will be the dialogues you hold")
