"""The stories hold, there are enough of them, and nothing of a pack goes untold."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from amparo.protocols.expand import expand_zone
from amparo.protocols.pack import Pack
from amparo.protocols.read_stories import read_stories
from amparo.protocols.routes import flattened
from amparo.protocols.stories import ProtocolStory, RouteStory, Story
from amparo.protocols.tell import tell

STORIES = read_stories(Path(__file__).parents[2] / "packs" / "pe")
OF_CLOCKS = [story for story in STORIES if isinstance(story, ProtocolStory)]
OF_ROUTES = [story for story in STORIES if isinstance(story, RouteStory)]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_the_story_holds(peru: Pack, story: Story) -> None:
    assert not tell(peru, story), story.title


@pytest.mark.parametrize("zone", ["Africa/Lusaka", "Asia/Jakarta"])
def test_every_clock_keeps_its_edges_in_other_zones(peru: Pack, zone: str) -> None:
    offsets = expand_zone(zone, peru.valid_from, peru.valid_to)
    there = replace(peru, zone=zone, calendar=replace(peru.calendar, zone=offsets))
    assert {story.key: tell(there, story) for story in OF_CLOCKS if tell(there, story)} == {}


def test_there_are_enough_stories() -> None:
    assert len(STORIES) >= 390
    assert len({story.key for story in STORIES}) == len(STORIES)


def test_every_clock_is_told_of(peru: Pack) -> None:
    told = {clock for story in OF_CLOCKS for clock in _clocks(story)}
    clocks = {
        clock.extends or key
        for protocol in peru.protocols.values()
        for key, clock in protocol.clocks.items()
    }
    assert clocks <= told


def test_every_step_is_told_of(peru: Pack) -> None:
    told = {(story.protocol, entry.step) for story in OF_CLOCKS for entry in story.given}
    steps = {(key, step) for key, protocol in peru.protocols.items() for step in protocol.steps}
    assert not steps - told


def test_every_route_is_taken_in_some_story(peru: Pack) -> None:
    taken = {
        route.key
        for story in OF_ROUTES
        for route in peru.routes.rows
        if route.when.holds(flattened(story.answers))
    }
    assert taken == {route.key for route in peru.routes.rows}


def test_everybody_who_must_not_know_is_kept_out_in_some_story(peru: Pack) -> None:
    question = peru.forms["concern"].question("keep_from")
    assert question is not None
    told = {code for story in OF_ROUTES for code in story.keep_from}
    assert told == {choice.name for choice in question.choices}


def _clocks(story: ProtocolStory) -> Iterator[str]:
    for day in story.days:
        yield from (*day.due, *day.shown, *(day.overdue or ()), *day.met, *(day.missed or ()))
