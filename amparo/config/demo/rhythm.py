"""A year of quiet work, said once: which office, how often, who raises it, and what becomes of it.

A rhythm goes through its lists in turn, so that few lines tell of many concerns. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from amparo.config.demo.script import Act, Said, Script, read_act

T = TypeVar("T")


@dataclass(frozen=True)
class Rhythm:
    """What comes to an office again and again.

    Attributes:
        key: a name in this file only.
        from_week: how many weeks ago the first was raised.
        until_week: how many weeks ago no more were.
        every: days between two.
        hours: when they are raised, in turn.
        by: who raises them, in turn.
        like: the usual answers they start from, in turn.
        courses: what becomes of them, in turn.
        children: what is known of each child, in turn: name, age, sex.
        who: who is meant where a course says `officer`, `supervisor`, `deputy` and so on.
        paper: how long before it is typed in each was stamped; empty where it was raised here.
    """

    key: str
    from_week: int
    until_week: int
    every: int
    hours: Sequence[str]
    by: Sequence[str]
    like: Sequence[str]
    courses: Sequence[str]
    children: Sequence[Said]
    who: Mapping[str, str]
    paper: str = ""


@dataclass(frozen=True)
class Course:
    """What becomes of a concern; `qualifies` is what the officer says of it besides the child."""

    then: tuple[Act, ...]
    qualifies: Said = field(default_factory=dict)


def scripts_of(rhythm: Rhythm, courses: Mapping[str, Course]) -> Iterator[Script]:
    """Yield the concerns of a rhythm, the first raised first."""
    days = range(7 * rhythm.from_week, 7 * rhythm.until_week, -rhythm.every)
    for turn, days_ago in enumerate(days):
        course = courses[_in_turn(rhythm.courses, turn)]
        child = _in_turn(rhythm.children, turn)
        then = (_done_by(act, rhythm.who, {**course.qualifies, **child}) for act in course.then)
        yield Script(
            key=f"{rhythm.key}_{turn + 1:02}",
            at=f"{days_ago} days ago, {_in_turn(rhythm.hours, turn)}",
            by=_in_turn(rhythm.by, turn),
            like=_in_turn(rhythm.like, turn),
            stamped=rhythm.paper,
            then=tuple(then),
        )


def scripts_in(year: Said) -> tuple[Script, ...]:
    """Return the concerns that a file of courses and rhythms tells of."""
    courses = {
        key: Course(tuple(map(read_act, row["then"])), row.get("qualifies", {}))
        for key, row in year["course"].items()
    }
    rhythms = (Rhythm(**row) for row in year["rhythm"])
    return tuple(script for rhythm in rhythms for script in scripts_of(rhythm, courses))


def _done_by(act: Act, who: Mapping[str, str], says: Said) -> Act:
    """Return an act with people and offices in place of words, and the child where it is named."""
    said = {**act.says, **says} if act.does == "qualify" else act.says
    to, on = (tuple(who.get(each, each) for each in some) for some in (act.to, act.on))
    return replace(act, who=who.get(act.who, act.who), to=to, on=on, says=said)


def _in_turn(many: Sequence[T], turn: int) -> T:
    return many[turn % len(many)]
