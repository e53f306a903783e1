"""Why a step is refused: gates that say so, and that nothing unknown opens."""

import pytest

from amparo.protocols.protocol import Refusal
from amparo.protocols.replay import Happened, why_refused
from amparo.protocols.tests.conftest import FaultsOf
from amparo.protocols.tests.examples import happened, protocol, stand, step, when
from amparo.protocols.tests.pack_files import COUNTRY, added

ARRIVE = happened(1, "arrive", "2027-05-10 09:15", by="server", danger_now="no")
HURT = Refusal("hurt", "report", when("${hurt} != 'no'"))
CLAUSE = Refusal("clause", when=when("${clause} = 'silence'"), own=("clause",))
TWICE = Refusal("twice", fewer={"refer": 2})
FIRST = Refusal("qualify first")

GATED = protocol(
    session=step("session", after=("qualify",), refusals=(HURT, CLAUSE, FIRST)),
    close=step("close", refusals=(TWICE,)),
)


def says(*entries: Happened, of: str = "session", **own: str) -> list[str]:
    standing = stand(GATED, ARRIVE, *entries)
    return [refusal.says for refusal in why_refused(GATED, standing, of, own or None)]


@pytest.mark.parametrize("answer", ["yes", "unknown", ""])
def test_what_is_not_known_to_be_allowed_is_refused(answer: str) -> None:
    screened = happened(2, "qualify", "2027-05-10 15:00", hurt=answer)
    held = happened(3, "session", "2027-05-10 16:00")

    assert says(screened) == ["hurt"]
    assert stand(GATED, ARRIVE, screened, held).out_of_turn == {held.id}


def test_what_is_known_to_be_allowed_is_open() -> None:
    screened = happened(2, "qualify", "2027-05-10 15:00", hurt="no")

    assert says(screened) == []
    assert "session" in stand(GATED, ARRIVE, screened).allowed


def test_a_reason_without_a_gate_is_told_only_where_the_step_is_closed_otherwise() -> None:
    assert says() == ["qualify first"]


def test_an_entrys_own_answers_close_a_gate_and_open_none() -> None:
    screened = happened(2, "qualify", "2027-05-10 15:00", hurt="no")
    bought = happened(3, "session", "2027-05-10 16:00", clause="silence")
    unknown = happened(2, "qualify", "2027-05-10 15:00", hurt="unknown")
    washed = happened(3, "session", "2027-05-10 16:00", hurt="no")

    assert says(screened, clause="silence") == ["clause"]
    assert stand(GATED, ARRIVE, screened, bought).out_of_turn == {bought.id}
    assert stand(GATED, ARRIVE, unknown, washed).out_of_turn == {washed.id}


def test_a_gate_may_count_how_often_a_step_was_taken() -> None:
    once = happened(2, "refer", "2027-05-10 15:00")
    twice = happened(3, "refer", "2027-05-11 15:00")

    assert says(once, of="close") == ["twice"]
    assert says(once, twice, of="close") == []


def test_an_old_answer_does_not_close_a_step_that_asks_it_anew() -> None:
    screened = happened(2, "qualify", "2027-05-10 15:00", hurt="no", clause="silence")
    held = happened(3, "session", "2027-05-10 16:00", clause="none")

    assert says(screened) == []
    assert says(screened, clause="none") == []
    assert stand(GATED, ARRIVE, screened, held).out_of_turn == frozenset()


STEP = """
[[step]]
key = "session"
by = ["service:officer"]
after = ["arrive"]
refusals = [{ %s }]
"""


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("says = 'refused.x'", "refused.x: There is no word for this"),
        ("says = 'code_words', instead = 'do.y'", "do.y: There is no word for this"),
        ("when = \"${crime} = 'no'\"", "“says” is missing"),
        ("says = 'code_words', when = \"${shoe} = 'no'\"", "“refusals” reads “shoe”"),
        ("says = 'code_words', when = \"${crime} = 'so'\"", "“crime” with “so”"),
        ("says = 'code_words', fewer = { dance = 2 }", "“refusals” names the step “dance”"),
        ("says = 'code_words', fewer = { arrive = 'two' }", "must be a whole number"),
        ("says = 'code_words', unless = 'x'", "There is no field “unless” here"),
    ],
)
def test_a_refusal_must_fit_its_pack(faults_of: FaultsOf, row: str, said: str) -> None:
    files = added(COUNTRY, "words/en.toml", 'session = "Session"\n')
    faults = faults_of(added(files, "protocols/case.toml", STEP % row))

    assert any(said in fault for fault in faults), faults
