"""What a copy may hold is said for each step; the child's own words are asked about each time."""

import pytest

from amparo.protocols.copies import leads_back
from amparo.protocols.pack import Pack
from amparo.protocols.terms import ASK, COPY, NEVER

WITH_THE_SERVICE_ALONE = {
    *("ask_approval", "decide_approval", "withdrawal_seen", "hold", "hold_seen", "revalue"),
    *("emergency_access", "review_access", "identity_ask", "visit_out", "telling", "file_check"),
}
CHILDS_OWN_WORDS = {
    *("child_words", "child_says", "plan_child_said", "review_child_said", "child_opinion"),
    *("conference_child_view", "visit_said", "transition_wants", "heard_words", "cf_words"),
    *("commitment_child", "night_child_said", "withdrawn_said", "follow_words", "after_words"),
    *("last_together", "tracing_view", "missing_child_said", "trace_child_said", "child_told_of"),
    *("child_wants", "child_wants_words", "after_child_said", "bia_child_view", "note_child"),
    "transfer_child_said",
}


@pytest.mark.parametrize("key", ["case", "mediation"])
def test_each_step_says_what_becomes_of_it_in_a_copy(peru: Pack, key: str) -> None:
    protocol = peru.protocols[key]
    silent = {
        step.key
        for step in protocol.steps.values()
        if not leads_back(protocol, step) and step.copy not in COPY
    }
    assert silent == set()


def test_what_the_service_does_about_itself_is_in_no_copy(peru: Pack) -> None:
    steps = peru.protocols["case"].steps
    assert {steps[key].copy for key in WITH_THE_SERVICE_ALONE} == {NEVER}


def test_the_childs_own_words_are_asked_about_wherever_they_stand(peru: Pack) -> None:
    found = {
        question.name: question.copy
        for form in peru.forms.values()
        for question in form.questions()
        if question.name in CHILDS_OWN_WORDS
    }
    assert found == dict.fromkeys(CHILDS_OWN_WORDS, ASK)
