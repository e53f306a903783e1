"""What a member's step raises, what it begins without an office, and a clock's last day."""

import pytest

from amparo.protocols.tests.conftest import FaultsOf
from amparo.protocols.tests.pack_files import COUNTRY, added

CASE = "protocols/case.toml"
WORSE = """
[[step]]
key = "worse"
by = ["service:officer"]
after = ["arrive"]
raises = "concern"
gives = [{ name = "danger_now", code = "no" }]
"""
CLOCK = """
[[clock]]
key = "extra"
from = "worse"
until = ["qualify"]
limit = { hours = 1 }
owed_by = "service"
owed_to = "child"
source = "made up"
label = "P"
"""


def faults(faults_of: FaultsOf, step: str, clock: str = "") -> list[str]:
    said = added(COUNTRY, CASE, step + clock)
    return [fault for fault in faults_of(said) if "There is no word" not in fault]


def test_what_it_raises_and_answers_by_itself_is_whole(faults_of: FaultsOf) -> None:
    assert faults(faults_of, WORSE) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('raises = "concern"', 'raises = "nothing"', "“raises” names the protocol “nothing”"),
        ('raises = "concern"\n', "", "“gives” only means something where “raises” is given"),
        ('code = "no"', 'code = "never"', "“gives” answers “danger_now” with “never”"),
        ('name = "danger_now"', 'name = "shoe"', "“gives” names “shoe”"),
        ("gives =", 'carries = ["danger_now"]\ngives =', "“carries” names “danger_now”"),
    ],
)
def test_what_goes_along_must_be_asked_there_and_said_here(
    faults_of: FaultsOf, old: str, new: str, said: str
) -> None:
    assert any(said in fault for fault in faults(faults_of, WORSE.replace(old, new)))


def test_nobody_begins_about_a_child_without_an_office_unless_a_law_lets_them(
    faults_of: FaultsOf,
) -> None:
    begins = '[[step]]\nkey = "begin"\nby = ["member:vetted"]\nopens = true\n'
    alone = faults(faults_of, begins)
    law = f'{begins}source = "made up Child Act, s. 7"\nlabel = "P"\n'
    by_law = faults(faults_of, law)

    assert any("without an office" in fault for fault in alone)
    assert not any("without an office" in fault for fault in by_law)


def test_a_clock_ends_with_a_coded_day_or_not_at_all(faults_of: FaultsOf) -> None:
    clock = CLOCK.replace("owed_by", 'not_beyond = "crime"\nowed_by')
    assert any("“not_beyond” names “crime”" in each for each in faults(faults_of, WORSE, clock))
