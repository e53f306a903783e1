"""Reads a pack's stories from their TOML files. Reads files, no clock."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from amparo.base.problems import Fault, Faults
from amparo.forms.values import Value
from amparo.protocols.fields import Fields
from amparo.protocols.sources import Merged, merge, read_source
from amparo.protocols.stories import (
    Actor,
    Given,
    ProtocolStory,
    Reached,
    RouteStory,
    Story,
    Then,
    wall,
)

_MOMENT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")

_BAD_MOMENT = "“{name}” must be a local moment like “2027-05-10 09:15”, and such a day must be."
_BAD_VALUE = "“{name}” must be a text, a whole number, true or false, or a list of texts."
_NO_DAYS = "The story says nothing: give “on” and “then”, or “days”."


def read_stories(folder: Path) -> tuple[Story, ...]:
    """Read the stories in a pack's folder `stories`.

    Raises:
        Faults: with everything that is wrong, each with its file and story.
    """
    faults: list[Fault] = []
    stories = [story for file in _files(folder, faults) for story in _stories(file, faults)]
    if faults:
        raise Faults(faults)
    return tuple(stories)


def _files(folder: Path, faults: list[Fault]) -> Iterator[Merged]:
    for path in sorted((folder / "stories").glob("*.toml")):
        if file := merge(read_source(path, faults), None, faults):
            file.top(faults).done()
            yield file


def _stories(file: Merged, faults: list[Fault]) -> Iterator[Story]:
    for row in file.rows("story", faults):
        story = _protocol_story(row) if row.has("protocol") else _route_story(row)
        row.done()
        yield story


def _protocol_story(row: Fields) -> ProtocolStory:
    given = [_given(each, number) for number, each in enumerate(row.many("given"), 1)]
    days = [_day(day) for day in row.many("days")]
    if row.has("on") or row.has("then"):
        days.insert(0, _then(row.one("then"), row))
    if not days:
        row.wrong(_NO_DAYS)
    return ProtocolStory(
        key=row.text("key"),
        title=row.text("title", needed=True),
        protocol=row.text("protocol"),
        given=tuple(given),
        days=tuple(days),
    )


def _given(row: Fields, number: int) -> Given:
    given = Given(
        number=number,
        step=row.text("step", needed=True),
        at=_moment(row, "at", needed=True),
        by=row.text("by", needed=True),
        coded=_values(row, "coded"),
        stamped=_moment(row, "stamped"),
    )
    row.done()
    return given


def _day(row: Fields) -> Then:
    then = _then(row.one("then"), row)
    row.done()
    return then


def _then(row: Fields | None, day: Fields) -> Then:
    on = _moment(day, "on", needed=True)
    if row is None:
        day.wrong("“then” is missing.")
        return Then(on)
    due, shown = row.one("due"), row.one("shown")
    then = Then(
        on=on,
        state=row.text("state") if row.has("state") else None,
        due={clock: _moment(due, clock) for clock in due.names()} if due else {},
        overdue=_exactly(row, "overdue"),
        escalated=_exactly(row, "escalated"),
        missed=_exactly(row, "missed"),
        out_of_turn=_exactly(row, "out_of_turn"),
        owed=row.texts("owed"),
        met=row.texts("met"),
        held=row.texts("held"),
        allowed=row.texts("allowed"),
        not_owed=row.texts("not_owed"),
        not_allowed=row.texts("not_allowed"),
        values=_values(row, "values"),
        shown={clock: _moment(shown, clock) for clock in shown.names()} if shown else {},
        refused=row.texts("refused"),
    )
    row.done()
    return then


def _route_story(row: Fields) -> RouteStory:
    then = row.one("then")
    return RouteStory(
        key=row.text("key"),
        title=row.text("title", needed=True),
        answers=_values(row, "answers"),
        district=row.text("district", needed=True),
        chain=row.texts("chain"),
        bodies=tuple(map(_actor, row.many("bodies"))),
        keep_from=row.texts("keep_from"),
        then=_reached(then, row),
    )


def _actor(row: Fields) -> Actor:
    kind = row.text("kind", needed=True)
    actor = Actor(
        name=row.text("name") or kind,
        kind=kind,
        area=row.text("area", needed=True),
        accredited=row.flag("accredited"),
        keyed=row.flag("keyed"),
    )
    row.done()
    return actor


def _reached(row: Fields | None, story: Fields) -> Reached:
    if row is None:
        story.wrong("“then” is missing.")
        return Reached()
    reached = Reached(
        matter=row.text("class") if row.has("class") else None,
        to=_exactly(row, "to"),
        relayed=_exactly(row, "relayed"),
        gaps=_exactly(row, "gaps"),
        unreached=_exactly(row, "unreached"),
        reaches=row.texts("reaches"),
        not_to=row.texts("not_to"),
    )
    row.done()
    return reached


def _exactly(row: Fields, name: str) -> tuple[str, ...] | None:
    return row.texts(name) if row.has(name) else None


def _moment(row: Fields, name: str, *, needed: bool = False) -> str:
    text = row.text(name, needed=needed)
    if text and not _is_moment(text):
        row.wrong(_BAD_MOMENT, name=name)
        return ""
    return text


def _is_moment(text: str) -> bool:
    try:
        wall(text)
    except ValueError:
        return False
    return _MOMENT.fullmatch(text) is not None


def _values(row: Fields, name: str) -> dict[str, Value]:
    inner = row.one(name)
    if inner is None:
        return {}
    return {each: _value(inner, each) for each in inner.names()}


def _value(row: Fields, name: str) -> Value:
    value = row.raw(name)
    if isinstance(value, str) and _is_moment(value):
        # As a form keeps it.
        return value.replace(" ", "T")
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if isinstance(value, list) and all(isinstance(each, Mapping) for each in value):
        return tuple({key: _value(each, key) for key in each.names()} for each in row.many(name))
    row.wrong(_BAD_VALUE, name=name)
    return ""
