"""Cards for whoever helps: read, merged, and refused where nobody could hear them once."""

from collections.abc import Mapping

import pytest

from amparo.protocols.tests.conftest import FaultsOf
from amparo.protocols.tests.pack_files import COUNTRY, added

CARDS = """
[[topic]]
key = "child"
order = 1

[[card]]
key = "hear"
topic = "child"
beside = ["concern"]
source = "made up"
label = "P"
"""
WORDS = (
    '\n[topic]\nchild = "A child"\n[guidance.hear]\ntitle = "Listen"\nsays = "Listen. Be near."\n'
)


def with_cards(cards: str = CARDS, words: str = WORDS) -> Mapping[str, str]:
    return {**added(COUNTRY, "words/en.toml", words), "guidance.toml": cards}


def test_cards_with_a_topic_a_source_and_short_lines_are_whole(faults_of: FaultsOf) -> None:
    assert faults_of(with_cards()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('topic = "child"', 'topic = "chidl"', "Its topic “chidl” is not there."),
        ('["concern"]', '["court"]', "“beside” may only have concern, danger"),
        ('source = "made up"\n', "", "“source” is missing"),
        ('label = "P"', 'label = "Z"', "label"),
    ],
)
def test_a_card_says_where_it_belongs_and_where_it_comes_from(
    faults_of: FaultsOf, old: str, new: str, said: str
) -> None:
    assert any(said in fault for fault in faults_of(with_cards(CARDS.replace(old, new))))


def test_what_is_too_long_to_be_heard_and_what_is_not_said_are_told_at_once(
    faults_of: FaultsOf,
) -> None:
    long = WORDS.replace("Be near.", " ".join(["and"] * 20))
    many = long.replace('says = "', 'says = "' + "x\\n" * 10)
    faults = faults_of(with_cards(words=many.replace('title = "Listen"\n', "")))

    assert len([fault for fault in faults if "guidance.hear" in fault]) == 3
