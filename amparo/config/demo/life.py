"""Plays what the demo's files say of offices: who is away or on duty, what is tried."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from amparo.config.demo.caring import hold, look_in, note, talk, tell
from amparo.config.demo.doing import home_of
from amparo.config.demo.founding import World
from amparo.config.demo.phones import come, lose
from amparo.config.demo.script import Act
from amparo.insight.actions import publish_report
from amparo.insight.periods import last_ended
from amparo.system.actions.duty import come_back, go_absent, set_deputy, set_duty
from amparo.system.actions.gaps import record_gap, record_hotline_test
from amparo.system.rules import GapReason


def live(world: World, act: Act, at: datetime) -> None:
    """Let one thing happen in an office."""
    LIFE[act.does](world, act, at)


def _away(world: World, act: Act, at: datetime) -> None:
    deputy = world.people[act.to[0]].id if act.to else None
    body, account = world.bodies[home_of(world.demo, act.who).key], _account(world, act)
    until = world.moment(act.says["until"], at)
    go_absent(body, account=account, deputy=deputy, until=until, by=account, at=at)


def _back(world: World, act: Act, at: datetime) -> None:
    body, account = world.bodies[home_of(world.demo, act.who).key], _account(world, act)
    come_back(body, account=account, by=account, at=at)


def _on_duty(world: World, act: Act, at: datetime) -> None:
    """A supervisor names who opens what comes in."""
    body, named = world.bodies[home_of(world.demo, act.who).key], world.people[act.to[0]].id
    set_duty(body, account=named, until=None, by=_account(world, act), at=at)


def _deputy(world: World, act: Act, at: datetime) -> None:
    """A supervisor names who stands in for whom."""
    away, deputy = (world.people[who].id for who in act.to)
    body = world.bodies[home_of(world.demo, act.who).key]
    by = _account(world, act)
    set_deputy(body, account=away, deputy=deputy, since=at, until=None, by=by, at=at)


def _silent(world: World, act: Act, at: datetime) -> None:
    """Somebody called and nobody answered."""
    record_gap(
        area=home_of(world.demo, act.who).area,
        reason=GapReason.NO_ANSWER,
        kind=act.says.get("kind", ""),
        hotline=act.says.get("number", ""),
        at=at,
    )


def _test(world: World, act: Act, at: datetime) -> None:
    """A supervisor tries a number, and notes whether a person answered."""
    number = act.says.get("number") or world.bodies[act.to[0]].phone
    record_hotline_test(
        number=number,
        area=home_of(world.demo, act.who).area,
        answered=act.says["answered"] == "yes",
        by=_account(world, act),
        at=at,
    )


def _publish(world: World, act: Act, at: datetime) -> None:
    """Publish the last period that is over by then."""
    today = world.pack.calendar.zone.local(at).date()
    period = last_ended(world.pack.reports.period, today)
    publish_report(period, by=_account(world, act), at=at)


def _account(world: World, act: Act) -> UUID:
    return world.people[act.who].id


LIFE: Mapping[str, Callable[[World, Act, datetime], None]] = {
    "away": _away,
    "back": _back,
    "on_duty": _on_duty,
    "deputy": _deputy,
    "silent": _silent,
    "tests": _test,
    "publishes": _publish,
    "supervision.session": hold,
    "threat.tell": tell,
    "accompaniment.accept": look_in,
    "accompaniment.accept_too": look_in,
    "accompaniment.visit": look_in,
    "dialogue.gate": talk,
    "dialogue.talk": talk,
    "dialogue.agreed": talk,
    "activity.note": note,
    "phone.comes": come,
    "phone.lost": lose,
}
