"""What is said back to whoever raised a concern: closed messages, and nothing else."""

import pytest

from amparo.desk.answered import _filled
from amparo.dossiers.models import Dossier
from amparo.forms.values import Value
from tests.filling import raise_at_desk, text_of
from tests.world import World

RECEIPT: dict[str, Value] = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "tell_raiser": "nothing",
    "answer_by": "2027-05-17",
}


def read_case(world: World, **answers: Value) -> Dossier:
    """Let a quiet concern be read at the DEMUNA, with the receipt given an hour later."""
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.clock.move(hours=1)
    world.take(case, "receipt", None, **{**RECEIPT, **answers})
    return case


def answers_of(world: World, who: str = "rosa") -> str:
    concern = Dossier.objects.filter(protocol="concern").order_by("pk").first()
    assert concern
    return text_of(world.signed_in(who).get(f"/concerns/{concern.pk}/"))


def test_before_anybody_reads_it_one_is_told_so_and_until_when(world: World) -> None:
    world.raise_concern()
    page = answers_of(world)
    assert "It reached the office. No person has read it yet. If there is danger, call." in page
    assert "until the end of Tue 11 May" in page
    assert 'href="tel:105"' in page


def test_once_read_the_message_says_what_is_asked_and_until_when(world: World) -> None:
    asked: dict[str, Value] = {"tell_raiser": "accompany_to", "accompany_to": "health"}
    case = read_case(world, **asked)
    page = answers_of(world)
    word = case.code_word
    assert f"A person has read your notice {word}. Thank you." in page
    assert "Don&#x27;t ask more or visit because of it. Go with them to the health post." in page
    assert "Next answer before <time" in page
    assert "No person has read it yet" not in page


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"answer": "in_hand"}, "It is in the hands of whoever it belongs to."),
        ({"answer": "call_us"}, "We need to talk to you: call 084 100 200."),
        (
            {"answer": "elsewhere", "elsewhere_to": "reniec"},
            "This office can&#x27;t attend to it; you may go to RENIEC (civil registry).",
        ),
    ],
)
def test_the_second_answer_is_one_of_three(
    world: World, answer: dict[str, Value], says: str
) -> None:
    case = read_case(world)
    world.take(case, "answer_raiser", None, **answer)
    assert says in answers_of(world)


def test_a_promised_day_is_said_as_it_was_promised(world: World) -> None:
    read_case(world)
    page = answers_of(world)
    assert 'Next answer before <time datetime="2027-05-17">Mon 17 May 2027</time>.' in page
    assert "until the end of Sun 16 May" in page


def test_at_the_end_one_is_told_that_one_need_not_wait_any_more(world: World) -> None:
    case = read_case(world)
    world.take(case, "answer_raiser", answer="in_hand")
    world.take(case, "release", release_why="attention_ended")
    page = answers_of(world)
    assert "You no longer need to keep this in mind." in page
    assert "Next answer" not in page


def test_a_message_leaves_out_the_sentence_whose_promise_is_not_known() -> None:
    text = _filled("Thank you, {word}. Next answer before {day}.", word="<b>PUMA</b>", day=None)
    assert text == "Thank you, &lt;b&gt;PUMA&lt;/b&gt;."


def test_nothing_of_what_was_written_or_decided_stands_there(world: World) -> None:
    case = read_case(world, danger_checked="help_sent")
    page = answers_of(world)
    assert "MARK" not in page
    assert case.number not in page
    assert "help" not in page.partition("<main")[2].partition("<aside")[0]


def test_the_same_words_from_several_offices_are_said_once_with_the_name_of_each(
    world: World,
) -> None:
    raised = world.raise_concern(signs=("sexual",), person="known", danger_now="now")
    receivers = [concern.parties.get(key="receiver") for concern in raised.concerns]
    offices = {body.name for each in receivers if (body := each.for_body or each.body)}
    assert len(offices) > 1
    page = text_of(world.signed_in("rosa").get("/concerns/"))
    assert page.count(raised.concerns[0].code_word) == 1
    assert page.count("It reached the office") == 1
    assert all(office in page for office in offices)
    assert f"told by {world.bodies['demuna'].name}" in page


def test_an_office_that_answered_stands_apart_from_those_that_did_not(world: World) -> None:
    raised = world.raise_concern(signs=("sexual",), person="known", danger_now="now")
    case = Dossier.objects.get(came_from=raised.concerns[0])
    world.opened(case)
    world.take(case, "receipt", None, **RECEIPT)
    page = text_of(world.signed_in("rosa").get("/concerns/"))
    assert page.count("It reached the office") == 1
    assert page.count("A person has read your notice") == 1


def test_a_companion_sees_the_answers_and_nobody_else_does(world: World) -> None:
    lucia = str(world.people["lucia"].id)
    about = {"tie": "neighbour", "reserve_me": "yes", "companion": lucia}
    address = raise_at_desk(world.signed_in("rosa"), about_me=about)
    assert "It reached the office" in text_of(world.signed_in("lucia").get(address))
    for other in ("tomas", "evaristo", "mario", "ana", "julio"):
        assert world.signed_in(other).get(address).status_code == 404


def test_an_empty_list_says_what_will_be_here_and_how_to_begin(world: World) -> None:
    page = text_of(world.signed_in("rosa").get("/concerns/"))
    assert "Here will be the concerns you raise" in page
    assert 'href="/concerns/raise/"' in page


def test_many_concerns_are_read_page_by_page_the_newest_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amparo.desk.views.concerns.A_PAGE", 1)
    words = []
    for __ in range(2):
        words.append(world.raise_concern().concerns[0].code_word)
        world.clock.move(hours=1)
    client = world.signed_in("rosa")
    first, last = (text_of(client.get(f"/concerns/?page={n}")) for n in (1, 2))
    assert words[1] in first
    assert words[0] not in first
    assert 'href="?page=2"' in first
    assert words[0] in last
    assert 'href="?page=1"' in last
    assert 'href="?page=2"' in text_of(client.get("/concerns/?page=3"))
