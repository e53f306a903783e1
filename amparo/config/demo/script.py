"""What happens in the demo, as its files tell it: concerns, and each act that follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Said = Mapping[str, Any]
"""Answers as a file says them: text, lists of codes, and rows of a repeat."""


@dataclass(frozen=True)
class Act:
    """Something that somebody does.

    Attributes:
        at: the moment, as `moments` reads it: from today, or from the act before.
        does: a step of the case's protocol, one such as `mediation.screen` of what was opened from
            the case, or one of the words that `acts` or `life` knows.
        who: a user name.
        on: bodies the case stands in for, by key; none: the case of the office itself.
        says: answers that differ from the usual ones of this step.
        to: the bodies or people that it names, by key.
    """

    at: str
    does: str
    who: str = ""
    on: tuple[str, ...] = ()
    says: Said = field(default_factory=dict)
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Script:
    """A concern and what becomes of it.

    Attributes:
        key: a name in this file only.
        at: when it is raised.
        by: who raises it; for what came without an account, the officer who types it.
        like: the usual answers it starts from.
        says: answers that differ from them.
        companion: who of the group goes along.
        kept: people of the group who must not know.
        stamped: the hour of paper; empty where it was raised here.
        called: when somebody asks whoever raised it how they are; empty where nobody has.
        then: what is done with it.
    """

    key: str
    at: str
    by: str
    like: str
    says: Said = field(default_factory=dict)
    companion: str = ""
    kept: tuple[str, ...] = ()
    stamped: str = ""
    called: str = "3 days later, 18:10"
    then: tuple[Act, ...] = ()


def read_script(row: Said) -> Script:
    """Return a concern as a file tells it."""
    then = tuple(read_act(each) for each in row.get("then", ()))
    return Script(**{**row, "kept": tuple(row.get("kept", ())), "then": then})


def read_act(row: Said) -> Act:
    """Return an act as a file tells it."""
    listed = {name: tuple(row.get(name, ())) for name in ("on", "to")}
    return Act(**{**row, **listed})
