"""What a pack makes of its forms: exact days for holds, and public answers about no person."""

import pytest

from amparo.protocols.tests.conftest import FaultsOf
from amparo.protocols.tests.pack_files import COUNTRY, added

HOLD = """
[[step]]
key = "hold"
by = ["service:officer"]
form = "hold"

[[clock]]
key = "tell"
from = "arrive"
until = ["qualify"]
held_by = "hold"
earlier = "came_at"
limit = { working_days = 2 }
owed_by = "service"
owed_to = "child"
source = "made up"
label = "P"
"""
WORDS = 'tell = "Tell"\n[step.case]\nhold = "Hold"\n'
"""Beneath [clock], the last table of the country's words."""

HEADER = "type,name,label::English (en),bind::amparo:class,bind::amparo:moment\n"
EXACT = (
    "date,hold_until,Until when?,coded,yes\n",
    "datetime,came_at,When did it come?,coded,yes\n",
)
BY_WEEK = tuple(line.replace(",yes", ",") for line in EXACT)

COMPLAINT = """
key = "complaint"
title = "protocol.concern"
parties = ["raiser"]
subject = "service"

[[step]]
key = "raise"
form = "hold"
by = ["raiser:member"]
opens = true
"""


def with_form(survey: str) -> dict[str, str]:
    settings = COUNTRY["forms/concern/settings.csv"].replace("Concern,concern", "Hold,hold")
    return {
        **COUNTRY,
        "forms/hold/survey.csv": HEADER + survey,
        "forms/hold/choices.csv": "list_name,name,label::English (en)\n",
        "forms/hold/settings.csv": settings,
    }


def test_a_hold_and_an_hour_of_paper_are_kept_exactly(faults_of: FaultsOf) -> None:
    words = added(with_form("".join(EXACT)), "words/en.toml", WORDS)

    assert faults_of(added(words, "protocols/case.toml", HOLD)) == []


def test_what_is_kept_only_by_its_week_moves_no_clock(faults_of: FaultsOf) -> None:
    words = added(with_form("".join(BY_WEEK)), "words/en.toml", WORDS)
    faults = faults_of(added(words, "protocols/case.toml", HOLD))

    assert [fault.partition("tell: ")[2] for fault in faults] == [
        "“earlier” names “came_at”, which is no coded moment of this protocol.",
        "“held_by” names a step without the coded day “hold_until”.",
    ]


@pytest.mark.parametrize(("subject", "is_refused"), [("service", False), ("child", True)])
def test_an_answer_is_public_only_where_no_person_is_the_subject(
    faults_of: FaultsOf, subject: str, *, is_refused: bool
) -> None:
    files = with_form("text,notice,What shall be read by all?,public,\n")
    protocol = COMPLAINT.replace('subject = "service"', f'subject = "{subject}"')
    words = added(files, "words/en.toml", '[step.complaint]\nraise = "Raise"\n')
    faults = faults_of({**words, "protocols/complaint.toml": protocol})

    assert bool(faults) is is_refused
    assert all("public" in fault for fault in faults)


def test_a_form_whose_answers_are_public_serves_no_protocol_about_a_child(
    faults_of: FaultsOf,
) -> None:
    files = with_form("text,notice,What shall be read by all?,public,\n")
    words = added(files, "words/en.toml", '[step.complaint]\nraise = "Raise"\n')
    both = {**words, "protocols/complaint.toml": COMPLAINT}
    row = "\n[[step]]\nkey = 'qualify'\nform = 'hold'\n"

    assert any("public" in fault for fault in faults_of(added(both, "protocols/case.toml", row)))


def test_a_form_is_called_like_its_folder(faults_of: FaultsOf) -> None:
    files = with_form("".join(EXACT))
    path = "forms/hold/settings.csv"
    renamed = {**files, path: files[path].replace("hold", "held")}

    assert any("its folder is called “hold”" in fault for fault in faults_of(renamed))
