"""Stories hold or say plainly in what they differ; what they misspell is found."""

from dataclasses import replace
from pathlib import Path

import pytest

from amparo.base.problems import Faults
from amparo.protocols.pack import Pack
from amparo.protocols.read_stories import read_stories
from amparo.protocols.stories import ProtocolStory, RouteStory, Story
from amparo.protocols.tell import tell
from amparo.protocols.tests.pack_files import write

LAST_MINUTE = """
[[story]]
key = "last-minute"
title = "Qualified in the last minute of 24 hours"
protocol = "case"
on = "2027-05-11 09:14"
then.state = "arrived"
then.due = { qualify = "2027-05-11 09:15" }
then.overdue = []
then.owed = ["qualify"]
then.allowed = ["qualify"]
then.not_allowed = ["arrive"]
then.escalated = []
then.missed = []

[[story.given]]
step = "arrive"
at = "2027-05-10 11:00"
by = "server"
stamped = "2027-05-10 09:15"
coded = { relayed = "no" }

[[story.given]]
step = "qualify"
at = "2027-05-11 09:15"
by = "service:officer"
coded = { crime = "no" }

[[story.given]]
step = "conjure"
at = "2027-05-11 10:00"
by = "service:officer"

[[story.days]]
on = "2027-05-11 24:00"
then.not_owed = ["qualify"]
then.met = ["qualify"]
then.missed = []
then.values = { crime = "no" }
then.out_of_turn = ["conjure"]
"""
TO_THE_OFFICE = """
[[story]]
key = "to-the-office"
title = "Danger goes to the accredited office"
answers = { danger_now = "now" }
district = "D1"
chain = ["P1", "R1", "C"]
bodies = [
  { kind = "office", name = "plain", area = "D1", keyed = true },
  { kind = "office", area = "D1", accredited = true },
  { kind = "desk", area = "C", keyed = true },
]
then.class = "emergency"
then.to = []
then.relayed = ["office via desk"]
then.gaps = []
then.unreached = []
then.not_to = ["plain"]
"""


def story(folder: Path, text: str) -> Story:
    [told] = read_stories(write(folder, "zz", {"stories/some.toml": text}))
    return told


def differences(pack: Pack, folder: Path, text: str, old: str, new: str) -> list[str]:
    assert old in text
    return tell(pack, story(folder, text.replace(old, new, 1)))


@pytest.mark.parametrize("text", [LAST_MINUTE, TO_THE_OFFICE])
def test_a_story_that_holds_has_no_differences(pack: Pack, tmp_path: Path, text: str) -> None:
    assert tell(pack, story(tmp_path, text)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('state = "arrived"', 'state = "sent"', "The state is “arrived”, not “sent”."),
        (
            '"2027-05-11 09:15" }',
            '"2027-05-11 24:00" }',
            "qualify is due 2027-05-11 09:15, not 2027-05-11 24:00.",
        ),
        ("overdue = []", 'overdue = ["qualify"]', "Overdue: none, not qualify."),
        ('allowed = ["qualify"]', 'allowed = ["arrive"]', "The step arrive is not open."),
        (
            'not_allowed = ["arrive"]',
            'not_allowed = ["qualify"]',
            "The step qualify is open, though it should not be.",
        ),
        (
            "escalated = []",
            'escalated = ["qualify:supervisor"]',
            "Escalated: none, not qualify:supervisor.",
        ),
        (
            "then.due = { qualify",
            'then.held = ["qualify"]\nthen.due = { qualify',
            "Held: qualify is not among them (none).",
        ),
        (
            'owed = ["qualify"]',
            'not_owed = ["qualify"]',
            "qualify is owed, though it should not be.",
        ),
        (
            "then.missed = []",
            'then.values = { crime = "yes" }',
            "“crime” is “”, not “yes”.",
        ),
    ],
)
def test_each_difference_is_said_with_its_moment(
    pack: Pack, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert differences(pack, tmp_path, LAST_MINUTE, old, new) == [f"On 2027-05-11 09:14: {said}"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('not_owed = ["qualify"]', 'owed = ["qualify"]', "qualify is not owed."),
        (
            'not_owed = ["qualify"]',
            'due.qualify = "2027-05-12 09:00"',
            "qualify is not owed.",
        ),
        ('out_of_turn = ["conjure"]', "out_of_turn = []", "Out of turn: conjure, not none."),
        ('"2027-05-11 09:15"\nby', '"2027-05-11 09:16"\nby', "Met in time: qualify is not among"),
    ],
)
def test_what_was_met_and_what_was_out_of_turn_are_said_too(
    pack: Pack, tmp_path: Path, old: str, new: str, said: str
) -> None:
    [first, *_] = differences(pack, tmp_path, LAST_MINUTE, old, new)

    assert first.startswith(f"On 2027-05-11 24:00: {said}")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('class = "emergency"', 'class = "advice"', "Class: emergency, not advice."),
        ("to = []", 'to = ["desk"]', "To: none, not desk."),
        ('["office via desk"]', "[]", "Relayed: office via desk, not none."),
        ("gaps = []", 'gaps = ["office"]', "Gaps: none, not office."),
        ("unreached = []", 'unreached = ["danger"]', "Unreached: none, not danger."),
        ('not_to = ["plain"]', 'not_to = ["desk"]', "Told: desk is among them"),
        ('not_to = ["plain"]', 'not_to = ["office"]', "Told: office is among them"),
        ('not_to = ["plain"]', 'reaches = ["office"]', "To: office is not among them (none)."),
        ("district =", 'keep_from = ["municipality"]\ndistrict =', "Relayed: none, not office"),
    ],
)
def test_each_difference_of_a_routing_story_is_said(
    pack: Pack, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert differences(pack, tmp_path, TO_THE_OFFICE, old, new)[0].startswith(said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('crime = "no" }', 'crimes = "no" }', "“crimes” is no answer"),
        ('crime = "no" }', 'crime = "none" }', "“none” is none of the answers"),
        ("due = { qualify", "due = { qualfy", "There is no clock “qualfy”."),
        ('protocol = "case"', 'protocol = "cases"', "There is no protocol “cases”."),
    ],
)
def test_what_a_story_misspells_is_found(
    pack: Pack, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert [each for each in differences(pack, tmp_path, LAST_MINUTE, old, new) if said in each]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('danger_now = "now"', 'danger = "now"', "Answers: “danger” is no answer"),
        ('danger_now = "now"', 'keep_from = ["x"]', "Answers: “x” is none of"),
        ('kind = "desk"', 'kind = "dsk"', "There is no kind of body “dsk”."),
    ],
)
def test_what_a_routing_story_misspells_is_found(
    pack: Pack, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert [each for each in differences(pack, tmp_path, TO_THE_OFFICE, old, new) if said in each]


@pytest.mark.parametrize(
    ("text", "old", "new", "said"),
    [
        (LAST_MINUTE, "2027-05-11 09:14", "2027-02-30 09:14", "“on” must be a local moment"),
        (LAST_MINUTE, "2027-05-11 09:14", "tomorrow", "“on” must be a local moment"),
        (LAST_MINUTE, "then.state", "than.state", "There is no field “than” here."),
        (LAST_MINUTE, "then.state =", "then.stat =", "There is no field “stat” here."),
        (LAST_MINUTE, 'crime = "no" }', "crime = 1.5 }", "“crime” must be a text"),
        (TO_THE_OFFICE, "then.class", "when.class", "There is no field “when” here."),
        (TO_THE_OFFICE, 'district = "D1"', "", "“district” is missing."),
    ],
)
def test_a_story_that_is_written_wrongly_is_refused(
    tmp_path: Path, text: str, old: str, new: str, said: str
) -> None:
    assert old in text
    with pytest.raises(Faults) as raised:
        story(tmp_path, text.replace(old, new))

    assert said in str(raised.value)


def test_a_routing_story_must_say_what_then(tmp_path: Path) -> None:
    silent = TO_THE_OFFICE.partition("then.")[0]

    with pytest.raises(Faults, match="“then” is missing"):
        story(tmp_path, silent)


def test_a_story_without_any_day_is_refused(tmp_path: Path) -> None:
    text = '[[story]]\nkey = "k"\ntitle = "t"\nprotocol = "case"\n'

    with pytest.raises(Faults, match="The story says nothing"):
        story(tmp_path, text)


def test_answers_are_read_as_forms_keep_them(tmp_path: Path) -> None:
    answers = 'a = ["x", "y"], n = 2, b = true, m = "2027-05-10 09:15", r = [{ c = "z" }]'
    told = story(tmp_path, TO_THE_OFFICE.replace('danger_now = "now"', answers))

    assert isinstance(told, RouteStory)
    assert told.answers == {
        "a": ("x", "y"),
        "n": 2,
        "b": True,
        "m": "2027-05-10T09:15",
        "r": ({"c": "z"},),
    }


def test_entries_after_the_moment_asked_have_not_happened_yet(pack: Pack, tmp_path: Path) -> None:
    told = story(tmp_path, LAST_MINUTE)

    assert isinstance(told, ProtocolStory)
    early = replace(told.days[1], on="2027-05-11 09:14")
    assert tell(pack, replace(told, days=(early,))) != []
